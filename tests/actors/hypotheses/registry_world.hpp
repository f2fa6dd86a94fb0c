#pragma once

#include "actors/hypotheses/registry.hpp"
#include "actors/supervision/supervisor.hpp"
#include "messages/time.hpp"
#include "tests/actors/hypotheses/person.hpp"
#include "tests/support/deterministic.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

/// A registry with its stages as vectors; it may be killed at any message.
namespace auren::test {

using namespace hypotheses;

/// What a person's registry works on, and what was asked of it.
struct registry_stage {
  record person;     ///< All days there will ever be.
  int64_t today = 0; ///< Newest day that memory has; day before is complete.
  std::vector<events::Event> log;
  std::vector<events::Event> known;   ///< What knowledge was told.
  std::vector<std::string> read_from; ///< Of each question for days.
  std::optional<errc> failing;        ///< What the log answers.
  std::optional<errc> forgetful;      ///< What memory answers.

  memory::Days days(const memory::ReadDays& question) const {
    memory::Days result;
    auto from = time::parse_day(question.from()).value_or(INT32_MIN);
    for (int c = 0; c < person.width(); ++c) {
      auto& column = *result.add_columns();
      column.set_metric(person.metrics[static_cast<size_t>(c)].name);
      for (int row = 0; row < person.days(); ++row) {
        auto day = static_cast<int32_t>(person.first_day) + row;
        if (day < from || day > today || std::isnan(person.values(row, c)))
          continue;
        column.add_day(day);
        column.add_value(person.values(row, c));
        column.add_hour(person.metrics[static_cast<size_t>(c)].hour);
      }
    }
    return result;
  }

  caf::expected<events::Appended> append(const events::Append& command) {
    if (failing)
      return caf::make_error(*failing);
    events::Appended result;
    std::vector<events::Event> fresh;
    for (auto& event : command.events())
      if (std::ranges::none_of(
            log, [&](auto& old) { return old.event_id() == event.event_id(); }))
        fresh.push_back(event);
    if (command.has_expected_version() && !fresh.empty()
        && command.expected_version() != log.size())
      return caf::make_error(errc::version_conflict);
    for (auto& event : fresh) {
      event.set_version(log.size() + 1);
      event.set_position(log.size() + 1);
      log.push_back(event);
    }
    result.set_position(log.size());
    result.set_version(log.size());
    result.set_duplicates(static_cast<uint32_t>(command.events_size())
                          - static_cast<uint32_t>(fresh.size()));
    return result;
  }

  events::Events read(const events::ReadStream& question) const {
    events::Events page;
    for (auto& event : log)
      if (event.version() > question.after_version() && page.events_size() < 40)
        *page.add_events() = event;
    return page;
  }
};

inline memory::long_term_memory_actor::behavior_type
fake_days(memory::long_term_memory_actor::pointer, registry_stage* s) {
  return {
    [](const memory::ReadRange&) { return memory::Range{}; },
    [=](const memory::ReadDays& question) -> caf::result<memory::Days> {
      s->read_from.push_back(question.from());
      if (s->forgetful)
        return caf::make_error(*s->forgetful);
      return s->days(question);
    },
    [](const memory::AskMemoryStats&) { return memory::MemoryStats{}; },
  };
}

inline events::event_log_actor::behavior_type
fake_log(events::event_log_actor::pointer, registry_stage* s) {
  return {
    [=](const events::Append& command) { return s->append(command); },
    [](const events::SaveSnapshot&) { return events::SnapshotSaved{}; },
    [](const events::Head&) { return events::Committed{}; },
  };
}

inline events::reader_actor::behavior_type
fake_reader(events::reader_actor::pointer, registry_stage* s) {
  return {
    [](const events::ReadLog&) { return events::Events{}; },
    [=](const events::ReadStream& question) { return s->read(question); },
    [](const events::LoadSnapshot&) -> caf::result<events::Snapshot> {
      return caf::make_error(errc::not_found);
    },
  };
}

inline knowledge::knowledge_actor::behavior_type
fake_knowledge(knowledge::knowledge_actor::pointer, registry_stage* s) {
  return {
    [=](const events::Events& news) {
      s->known.insert(s->known.end(), news.events().begin(),
                      news.events().end());
    },
    [](const knowledge::ListKnowledge&) { return knowledge::Knowledge{}; },
    [](const knowledge::AskGraph&) { return knowledge::Graph{}; },
  };
}

/// Returns a person whose metrics the catalogue knows; the first drives the
/// last a day later.
inline record catalogued_person(int days, double missing = 0) {
  auto result = hypotheses::test::make_person({.days = days,
                                               .width = 4,
                                               .missing = missing,
                                               .effects = {{0, 3, 1, 0.7}},
                                               .seed = 11});
  size_t next = 0;
  for (auto name :
       {"stress_score", "hrv_rmssd", "resting_heart_rate", "recovery_score"})
    result.metrics[next++].name = name;
  return result;
}

struct registry_world : deterministic {
  registry_stage s;
  std::shared_ptr<supervision::addresses> table
    = std::make_shared<supervision::addresses>();
  supervision::supervisor_actor tellers;
  registry_links links;
  hypotheses_actor actor;
  size_t steps = 0;              ///< Messages delivered so far.
  std::optional<size_t> fatal{}; ///< After which one the registry is killed.
  size_t deaths = 0;

  registry_world() {
    supervision::environment tree;
    tree.table = table;
    supervision::supervisor_spec spec;
    spec.name = "tellers";
    tellers = supervision::start_tree(system, spec, tree);
    links = {system.spawn(fake_days, &s),
             system.spawn(fake_log, &s),
             system.spawn(fake_reader, &s),
             system.spawn(analyst),
             system.spawn(fake_knowledge, &s),
             tellers,
             table,
             "tellers",
             &ingest::catalogue::standard()};
    settle();
  }

  ~registry_world() {
    if (actor)
      self->send_exit(actor, caf::exit_reason::kill);
    self->send_exit(tellers, caf::exit_reason::kill);
    actor = nullptr;
    tellers = nullptr;
    links = {};
    settle();
  }

  void start() {
    Context who;
    who.set_tenant("home");
    who.set_person("me");
    actor = system.spawn(registry, who, links);
  }

  void kill() {
    self->send_exit(actor, caf::exit_reason::kill);
    ++deaths;
    start(); // its successor, while what it sent is still under way
  }

  /// Delivers one message; kills the registry when its hour has come.
  bool step() {
    if (!scheduler.try_run_once())
      return false;
    if (++steps == fatal)
      kill();
    return true;
  }

  /// Asks as one does who asks again when there is no answer for now.
  template <class Reply, class Question>
  caf::expected<Reply> insist(const Question& question) {
    for (int tries = 0; tries < 5; ++tries) {
      auto pending = self->request(actor, caf::infinite, question);
      while (step())
        ;
      caf::expected<Reply> result{caf::sec::request_timeout};
      // A promise that died with its actor is never kept.
      if (self->has_next_message())
        pending.receive([&](Reply& reply) { result = std::move(reply); },
                        [&](caf::error& why) { result = std::move(why); });
      if (result || deaths == 0 || code_of(result.error()) == errc::refused
          || code_of(result.error()) == errc::not_found)
        return result;
      if (has_ended(actor))
        start();
    }
    return caf::make_error(errc::internal);
  }

  /// The day `day` began: the ones before it are complete.
  caf::expected<Advanced> live_until(int64_t day) {
    s.today = s.person.first_day + day;
    Advance command;
    command.set_through(date_of(s.today - 1));
    command.set_changed_from(date_of(s.today));
    return insist<Advanced>(command);
  }

  caf::expected<Hypothesis>
  believe(const char* cause, const char* effect, int lag,
          const char* direction = "increase") {
    ProposeHypothesis command;
    command.set_cause(cause);
    command.set_effect(effect);
    command.set_lag_days(lag);
    command.set_direction(direction);
    command.set_proposer("person");
    return insist<Hypothesis>(command);
  }

  caf::expected<Hypothesis> retire(const std::string& id) {
    RetireHypothesis command;
    command.set_id(id);
    command.set_reason("not mine");
    return insist<Hypothesis>(command);
  }

  std::map<std::string, Hypothesis> everything() {
    auto all = insist<Hypotheses>(ListHypotheses{});
    REQUIRE_MESSAGE(all, render(all.error()));
    std::map<std::string, Hypothesis> result;
    for (auto& one : all->hypotheses())
      result[one.id()] = one;
    return result;
  }

  std::vector<HypothesisChanged> told(const std::string& type) const {
    std::vector<HypothesisChanged> result;
    for (auto& event : s.log)
      if (event.type() == type) {
        result.emplace_back();
        REQUIRE(result.back().ParseFromString(event.payload()));
      }
    return result;
  }
};

} // namespace auren::test
