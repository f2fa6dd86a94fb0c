#include "actors/streams/alerts.hpp"
#include "messages/time.hpp"
#include "tests/support/deterministic.hpp"

#include <algorithm>
#include <map>
#include <optional>

using namespace auren;
using namespace auren::streams;

namespace {

constexpr int32_t today = 20'500;

/// What the fakes know and were asked.
struct stage {
  std::map<int32_t, double> heart; ///< Resting heart rate by day.
  std::vector<memory::ReadDays> reads;
  std::vector<events::Event> log;
  std::optional<errc> memory_fails, log_fails, reader_fails;
};

memory::long_term_memory_actor::behavior_type
fake_memory(memory::long_term_memory_actor::pointer, stage* s) {
  return {
    [=](const memory::ReadRange& asked) {
      memory::Range result;
      result.set_metric(asked.metric());
      for (auto& [day, value] : s->heart) {
        auto& point = *result.add_points();
        point.set_time(time::format_day(day) + "T00:00:00Z");
        point.set_value(value);
      }
      return result;
    },
    [=](const memory::ReadDays& asked) -> caf::result<memory::Days> {
      s->reads.push_back(asked);
      if (s->memory_fails)
        return caf::make_error(*s->memory_fails);
      memory::Days result;
      auto& column = *result.add_columns();
      column.set_metric("resting_heart_rate");
      column.set_unit("bpm");
      for (auto& [day, value] : s->heart) {
        column.add_day(day);
        column.add_value(value);
        column.add_hour(7);
      }
      return result;
    },
    [](const memory::AskMemoryStats&) { return memory::MemoryStats{}; },
  };
}

memory::working_memory_actor::behavior_type
fake_working(memory::working_memory_actor::pointer) {
  return {
    [](const events::Events&) {},
    [](const memory::AskLatest&) { return memory::LatestValue{}; },
    [](const memory::ListMetrics&) { return memory::Metrics{}; },
    [](const ingest::ListDoubts&) { return ingest::Doubts{}; },
    [](const memory::ReadRange&) { return memory::Range{}; },
    [](const memory::Passivate&) { return memory::Passivated{}; },
  };
}

events::event_log_actor::behavior_type
fake_log(events::event_log_actor::pointer, stage* s) {
  return {
    [=](const events::Append& command) -> caf::result<events::Appended> {
      if (s->log_fails)
        return caf::make_error(*s->log_fails);
      for (auto event : command.events()) {
        event.set_version(s->log.size() + 1);
        s->log.push_back(event);
      }
      return events::Appended{};
    },
    [](const events::SaveSnapshot&) { return events::SnapshotSaved{}; },
    [](const events::Head&) { return events::Committed{}; },
  };
}

events::reader_actor::behavior_type
fake_reader(events::reader_actor::pointer, stage* s) {
  return {
    [](const events::ReadLog&) { return events::Events{}; },
    [=](const events::ReadStream& asked) -> caf::result<events::Events> {
      if (s->reader_fails)
        return caf::make_error(*s->reader_fails);
      events::Events result;
      for (auto& event : s->log)
        if (event.version() > asked.after_version())
          *result.add_events() = event;
      return result;
    },
    [](const events::LoadSnapshot&) -> caf::result<events::Snapshot> {
      return caf::make_error(errc::not_found);
    },
  };
}

struct alerts_fixture : test::deterministic {
  stage s;
  alerts_links links;
  alerts_actor actor;

  alerts_fixture() {
    links.memory = system.spawn(fake_memory, &s);
    links.working = system.spawn(fake_working);
    links.log = system.spawn(fake_log, &s);
    links.reader = system.spawn(fake_reader, &s);
    links.by = &ingest::catalogue::standard();
    for (int32_t day = today - 60; day <= today; ++day)
      s.heart[day] = 55 + day % 3;
    begin();
  }

  ~alerts_fixture() {
    end();
    links = {};
    settle();
  }

  void begin() {
    Context who;
    who.set_tenant("home");
    who.set_person("me");
    actor = caf::actor_cast<alerts_actor>(system.spawn(alerts, who, links));
    settle();
  }

  void end() {
    self->send_exit(actor, caf::exit_reason::kill);
    actor = nullptr;
    settle();
  }

  caf::expected<Detected> detect(int32_t through) {
    Detect command;
    command.set_through(time::format_day(through));
    auto reply = ask<Detected>(actor, command);
    advance(std::chrono::seconds{60}); // the pause after a run
    return reply;
  }

  Alerts alerts_now() {
    auto reply = ask<Alerts>(actor, ListAlerts{});
    REQUIRE(reply);
    return std::move(*reply);
  }

  size_t told(const std::string& type) const {
    return static_cast<size_t>(
      std::ranges::count(s.log, type, &events::Event::type));
  }
};

} // namespace

TEST_SUITE_BEGIN("streams.alerts");

TEST_CASE_FIXTURE(alerts_fixture, "a day that closes is looked at") {
  s.heart[today] = 70;
  auto reply = detect(today);
  REQUIRE_MESSAGE(reply, render(reply.error()));
  CHECK(reply->through() == time::format_day(today));
  CHECK(reply->fired() == 1);
  CHECK(reply->checked() > 0);
  CHECK(reply->skipped() > 20);
  auto all = alerts_now();
  REQUIRE(all.alerts_size() == 1);
  CHECK(all.alerts(0).finding().detector() == "resting_heart_rate_high");
  CHECK(all.detectors_size() == static_cast<int>(standard_detectors().size()));
  CHECK(told("alert.raised") == 1);
  CHECK(told("detectors.ran") == 1);
  CHECK(s.log.front().stream() == "person/me/alerts");
}

TEST_CASE_FIXTURE(alerts_fixture, "what was raised stands after a restart") {
  s.heart[today] = 70;
  REQUIRE(detect(today));
  end();
  begin();
  CHECK(alerts_now().alerts_size() == 1);
  REQUIRE(detect(today));
  CHECK(told("alert.raised") == 1); // not raised twice
  s.heart[today + 1] = 55;
  REQUIRE(detect(today + 1));
  CHECK(told("alert.cleared") == 1);
  CHECK(alerts_now().alerts_size() == 0);
}

TEST_CASE_FIXTURE(alerts_fixture,
                  "a day whose samples change is looked at anew") {
  s.heart[today] = 70;
  REQUIRE(detect(today));
  s.heart[today] = 56; // corrected
  REQUIRE(detect(today));
  CHECK(alerts_now().alerts_size() == 0);
}

TEST_CASE_FIXTURE(alerts_fixture, "alerts that are over are not told late") {
  s.heart[today - 10] = 70;
  REQUIRE(detect(today));
  CHECK(told("alert.raised") == 0);
  CHECK(told("alert.cleared") == 0);
}

TEST_CASE_FIXTURE(alerts_fixture, "many changes are one look") {
  for (int i = 0; i < 50; ++i) {
    Detect command;
    command.set_through(time::format_day(today));
    caf::anon_send(actor, command);
  }
  settle();
  advance(std::chrono::seconds{60});
  CHECK(s.reads.size() <= 2);
}

TEST_CASE_FIXTURE(alerts_fixture,
                  "who fails is told, and the next look works") {
  s.memory_fails = errc::storage_unavailable;
  auto reply = detect(today);
  REQUIRE_FALSE(reply);
  CHECK(code_of(reply.error()) == errc::storage_unavailable);
  s.memory_fails.reset();
  s.log_fails = errc::storage_unavailable;
  CHECK_FALSE(detect(today));
  CHECK(alerts_now().day().empty()); // what is not durable was never said
  s.log_fails.reset();
  CHECK(detect(today));
  Detect wrong;
  wrong.set_through("yesterday");
  CHECK(code_of(ask<Detected>(actor, wrong).error()) == errc::invalid_time);
}

TEST_CASE_FIXTURE(alerts_fixture, "without its stream it ends") {
  end();
  s.reader_fails = errc::storage_unavailable;
  begin();
  CHECK(has_ended(actor));
  s.reader_fails.reset();
  begin();
}

TEST_CASE_FIXTURE(alerts_fixture, "a forecast, or why there is none") {
  auto ask_for = [&](const char* metric, uint32_t days) {
    AskForecast question;
    question.set_metric(metric);
    question.set_days(days);
    return ask<Forecast>(actor, question);
  };
  auto old = ask_for("resting_heart_rate", 3);
  REQUIRE(old);
  CHECK(old->days_size() == 0);
  CHECK(old->reason().starts_with("the newest value is of"));
  auto now = time::local_day(time::now_ms(), 0);
  s.heart.clear();
  for (auto day = now - 200; day <= now; ++day)
    s.heart[day] = 55 + day % 3;
  auto found = ask_for("resting_heart_rate", 3);
  REQUIRE(found);
  REQUIRE(found->days_size() == 3);
  CHECK(found->days(0).day() == time::format_day(now)); // today is not over
  CHECK(found->n() == 200);
  CHECK(found->unit() == "bpm");
  CHECK(found->coverage_n() > 0);
  CHECK(code_of(ask_for("nonsense", 3).error()) == errc::unknown_metric);
  CHECK(code_of(ask_for("resting_heart_rate", 99).error())
        == errc::out_of_range);
}

TEST_SUITE_END();
