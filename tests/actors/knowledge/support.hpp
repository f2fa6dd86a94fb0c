#pragma once

#include "actors/interfaces.hpp"
#include "messages/ids.hpp"
#include "tests/support/deterministic.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <set>
#include <string>
#include <vector>

/// A small log in memory behind the typed interfaces of the real one.
namespace auren::test {

using status = hypotheses::Status;

/// Returns the event of hypothesis `id` standing at `value`.
inline events::Event
changed(uint64_t version, const std::string& id, status::Value value,
        double size = -0.31, const std::string& type = {}) {
  hypotheses::HypothesisChanged fact;
  auto* h = fact.mutable_hypothesis();
  h->set_id(id);
  h->mutable_prediction()->set_cause("caffeine_" + id);
  h->mutable_prediction()->set_effect("deep_sleep");
  h->mutable_prediction()->set_lag_days(1);
  h->set_status(value);
  h->set_confidence(0.9);
  h->set_n_effective(84);
  h->mutable_effect()->set_size(size);
  events::Event event;
  event.set_event_id(ids::derived(id, static_cast<int64_t>(version)));
  event.set_stream("person/me/hypotheses");
  event.set_person("me");
  event.set_version(version);
  event.set_position(version);
  event.set_type(type.empty() ? "hypothesis." + status::Value_Name(value)
                              : type);
  event.set_occurred_at_us(1'772'323'200'000'000
                           + static_cast<int64_t>(version) * 86'400'000'000);
  event.set_payload(fact.SerializeAsString());
  return event;
}

/// Returns the event of an experiment on "caffeine_a" that ended.
inline events::Event
tried(uint64_t version, const std::string& id, const std::string& verdict,
      double size = 0.8, const std::string& type = "experiment.finished") {
  hypotheses::ExperimentChanged fact;
  auto& one = *fact.mutable_experiment();
  one.set_id(id);
  one.mutable_plan()->set_cause("caffeine_a");
  one.mutable_plan()->set_outcome("deep_sleep");
  one.set_status(hypotheses::ExperimentStatus::finished);
  one.set_reason("Its last day is over.");
  one.mutable_result()->set_verdict(verdict);
  one.mutable_result()->set_size(size);
  one.mutable_result()->set_difference(5 * size);
  one.mutable_result()->set_through("2026-03-05");
  events::Event event;
  event.set_event_id(ids::derived("trial" + id, static_cast<int64_t>(version)));
  event.set_stream("person/me/experiments");
  event.set_person("me");
  event.set_version(version);
  event.set_position(1000 + version);
  event.set_type(type);
  event.set_occurred_at_us(1'772'323'200'000'000
                           + static_cast<int64_t>(version) * 86'400'000'000);
  event.set_payload(fact.SerializeAsString());
  return event;
}

/// What the fake log and reader share.
struct record {
  std::vector<events::Event> hypotheses;
  std::vector<events::Event> experiments;
  std::vector<events::Event> own;
  std::set<std::string> ids;
  int reads = 0;
  bool read_fails = false;
  bool append_fails = false;
};

inline events::event_log_actor::behavior_type
fake_log(events::event_log_actor::pointer, record* kept) {
  return {
    [kept](const events::Append& command) -> caf::result<events::Appended> {
      if (kept->append_fails)
        return caf::make_error(errc::storage_unavailable);
      events::Appended reply;
      for (auto event : command.events()) {
        if (!kept->ids.insert(event.event_id()).second) {
          reply.set_duplicates(reply.duplicates() + 1);
          continue;
        }
        event.set_version(kept->own.size() + 1);
        kept->own.push_back(event);
      }
      return reply;
    },
    [](const events::SaveSnapshot&) { return events::SnapshotSaved{}; },
    [](const events::Head&) { return events::Committed{}; },
  };
}

inline events::reader_actor::behavior_type
fake_reader(events::reader_actor::pointer, record* kept) {
  return {
    [](const events::ReadLog&) { return events::Events{}; },
    [kept](const events::ReadStream& q) -> caf::result<events::Events> {
      ++kept->reads;
      if (kept->read_fails)
        return caf::make_error(errc::storage_unavailable);
      auto& stream = q.stream() == "person/me/knowledge"     ? kept->own
                     : q.stream() == "person/me/experiments" ? kept->experiments
                                                             : kept->hypotheses;
      events::Events page;
      for (auto& event : stream)
        if (event.version() > q.after_version() && page.events_size() < 3)
          *page.add_events() = event;
      return page;
    },
    [](const events::LoadSnapshot&) -> caf::result<events::Snapshot> {
      return caf::make_error(errc::not_found);
    },
  };
}

} // namespace auren::test
