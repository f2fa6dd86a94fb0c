#include "actors/streams/alerts.hpp"

#include "actors/supervision/guard.hpp"
#include "messages/errc.hpp"
#include "messages/time.hpp"

#include <caf/all.hpp>

#include <map>
#include <set>

namespace auren::streams {

namespace {

constexpr const char* detailed_metric = "blood_glucose";

std::vector<moment> moments_of(const memory::Range& range) {
  std::vector<moment> result;
  for (auto& point : range.points())
    result.push_back({point.time_ms(), point.value()});
  return result;
}

/// Removes what was raised and cleared again on the way: nobody needs to hear
/// of alerts that are over.
void forget_what_is_over(std::vector<events::Event>& facts) {
  std::map<std::string, size_t> raised;
  std::set<size_t> over;
  for (size_t i = 0; i < facts.size(); ++i) {
    AlertChanged fact;
    if (!facts[i].type().starts_with("alert.")
        || !fact.ParseFromString(facts[i].payload()))
      continue;
    auto& name = fact.finding().detector();
    if (facts[i].type() == "alert.raised") {
      raised[name] = i;
    } else if (raised.contains(name)) {
      over.insert({raised[name], i});
      raised.erase(name);
    }
  }
  for (auto at = over.rbegin(); at != over.rend(); ++at)
    facts.erase(facts.begin() + static_cast<ptrdiff_t>(*at));
}

void count(Detected& into, const std::vector<Finding>& findings) {
  for (auto& one : findings) {
    into.set_fired(into.fired() + (one.outcome() == "fired"));
    into.set_checked(into.checked() + (one.outcome() == "checked"));
    into.set_skipped(into.skipped() + (one.outcome() == "skipped"));
  }
}

} // namespace

std::string alerts_state::stream() const {
  return "person/" + me_.person() + "/alerts";
}

void alerts_state::start(Context who, alerts_links others) {
  me_ = std::move(who);
  links_ = std::move(others);
  ledger_ = alert_ledger{links_.budget};
  load(0);
}

void alerts_state::load(uint64_t after) {
  events::ReadStream question;
  *question.mutable_context() = me_;
  question.set_stream(stream());
  question.set_after_version(after);
  self->request(links_.reader, storage_patience, std::move(question))
    .then(
      [this](const events::Events& found) {
        for (auto& event : found.events())
          ledger_.fold(event);
        if (found.events().empty())
          return loaded({});
        load(found.events().rbegin()->version());
      },
      [this](const caf::error& why) { loaded(why); });
}

/// Without its stream it would raise again what stands: it ends and is begun
/// anew.
void alerts_state::loaded(const caf::error& why) {
  for (auto& go : std::exchange(waiting_, {}))
    go(why);
  if (why)
    return self->quit(why);
  loaded_ = true;
  if (again_)
    run();
}

caf::typed_response_promise<Detected>
alerts_state::detect(const Detect& command) {
  auto answer = self->make_response_promise<Detected>();
  auto through = time::parse_day(command.through());
  if (!through) {
    answer.deliver(caf::make_error(errc::invalid_time));
    return answer;
  }
  wanted_ = std::max(wanted_, *through);
  if (asked_.size() < most_waiting)
    asked_.push_back(answer);
  else
    answer.deliver(caf::make_error(errc::overloaded));
  again_ = true;
  if (loaded_ && !running_)
    run();
  return answer;
}

void alerts_state::run() {
  running_ = true;
  again_ = false;
  began_ = std::chrono::steady_clock::now();
  looked_ = std::max(wanted_, ledger_.day());
  served_ = std::exchange(asked_, {});
  memory::ReadDays question;
  *question.mutable_context() = me_;
  question.set_from(time::format_day(looked_ - days_back - days_at_once));
  question.set_to(time::format_day(looked_));
  self->request(links_.memory, storage_patience, std::move(question))
    .then([this](const memory::Days& days) { look(days); },
          [this](const caf::error& why) { finish(why, {}); });
}

void alerts_state::look(const memory::Days& days) {
  auto table = std::make_shared<day_table>(
    days, looked_ - days_back - days_at_once, looked_);
  read_doubts(std::move(table));
}

void alerts_state::read_doubts(std::shared_ptr<day_table> table) {
  ingest::ListDoubts question;
  *question.mutable_context() = me_;
  question.set_state("open");
  self->request(links_.working, storage_patience, std::move(question))
    .then(
      [this, table](const ingest::Doubts& found) {
        table->doubt(found);
        read_details(table);
      },
      [this](const caf::error& why) { finish(why, {}); });
}

void alerts_state::read_details(std::shared_ptr<day_table> table) {
  auto* column = table->find(detailed_metric);
  if (column == nullptr || !table->at(*column, looked_))
    return decide(*table);
  memory::ReadRange question;
  *question.mutable_context() = me_;
  question.set_metric(detailed_metric);
  // Local days begin within 14 hours of those of UTC, on both sides.
  auto begin = int64_t{looked_} * time::day_ms;
  question.set_from_ms(begin - 14 * 3'600'000);
  question.set_to_ms(begin + time::day_ms + 14 * 3'600'000);
  question.set_limit(100'000);
  self->request(links_.memory, storage_patience, std::move(question))
    .then(
      [this, table](const memory::Range& found) {
        auto mine = found;
        auto& points = *mine.mutable_points();
        points.erase(std::remove_if(points.begin(), points.end(),
                                    [this](const memory::Point& point) {
                                      auto at = time::parse(point.time());
                                      return !at
                                             || time::local_day(
                                                  at->unix_ms, at->utc_offset_s)
                                                  != looked_;
                                    }),
                     points.end());
        table->detail(detailed_metric, moments_of(mine));
        decide(*table);
      },
      [this](const caf::error& why) { finish(why, {}); });
}

/// Days that were never looked at come first, in order; what is written after
/// each is what the next is held against.
void alerts_state::decide(const day_table& table) {
  auto first = std::max(ledger_.day() + 1, looked_ - days_at_once + 1);
  if (ledger_.day() == INT32_MIN)
    first = looked_ - days_at_once + 1;
  auto ahead = ledger_;
  std::vector<events::Event> facts;
  Detected reply;
  reply.set_through(time::format_day(looked_));
  for (auto day = std::min(first, looked_); day <= looked_; ++day) {
    auto findings = streams::detect(standard_detectors(), table, day);
    for (auto& fact : ahead.decide(findings, day)) {
      ahead.fold(fact);
      auto newest = fact.type() != "detectors.ran" || day == looked_;
      if (newest)
        facts.push_back(std::move(fact));
    }
    if (day == looked_)
      count(reply, findings);
  }
  forget_what_is_over(facts);
  keep(std::move(facts), reply);
}

void alerts_state::keep(std::vector<events::Event> facts,
                        const Detected& reply) {
  if (facts.empty())
    return finish({}, reply);
  events::Append command;
  *command.mutable_context() = me_;
  for (auto& one : facts) {
    one.set_tenant(me_.tenant());
    one.set_person(me_.person());
    one.set_stream(stream());
    *command.add_events() = one;
  }
  self->request(links_.log, storage_patience, std::move(command))
    .then(
      [this, facts, reply](const events::Appended&) {
        for (auto& one : facts)
          ledger_.fold(one);
        finish({}, reply);
      },
      [this](const caf::error& why) { finish(why, {}); });
}

void alerts_state::finish(const caf::error& why, const Detected& reply) {
  for (auto& answer : std::exchange(served_, {})) {
    if (why)
      answer.deliver(why);
    else
      answer.deliver(reply);
  }
  auto took = std::chrono::steady_clock::now() - began_;
  auto pause = std::max<caf::timespan>(least_pause, pause_factor * took);
  self->delayed_send(self, pause, caf::tick_atom_v);
}

void alerts_state::go_on() {
  running_ = false;
  if (again_)
    run();
}

caf::typed_response_promise<Alerts> alerts_state::list() {
  auto answer = self->make_response_promise<Alerts>();
  auto tell = [this, answer](const caf::error& why) mutable {
    if (why)
      answer.deliver(why);
    else
      answer.deliver(ledger_.tell());
  };
  if (loaded_)
    tell({});
  else if (waiting_.size() < most_waiting)
    waiting_.push_back(std::move(tell));
  else
    answer.deliver(caf::make_error(errc::overloaded));
  return answer;
}

alerts_inside::behavior_type
alerts(alerts_inside::stateful_pointer<alerts_state> self, Context who,
       alerts_links links) {
  supervision::guard(self);
  auto& s = self->state;
  s.start(std::move(who), std::move(links));
  return {
    [&s](const Detect& command) { return s.detect(command); },
    [&s](const ListAlerts&) { return s.list(); },
    [&s](const AskForecast& question) { return s.predict(question); },
    [&s](caf::tick_atom) { s.go_on(); },
  };
}

} // namespace auren::streams
