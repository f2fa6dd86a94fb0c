#include "actors/agents/day.hpp"
#include "actors/agents/today.hpp"
#include "tests/actors/agents/world.hpp"

using namespace auren;
using namespace auren::dashboard;

namespace {

Today day(const agents::facts& f) {
  return day_of(f.metrics, f.hypotheses, time::now_ms(),
                agents::cast::built_in(), agents::red_flags::built_in());
}

struct today_fixture : test::deterministic {
  test::stage s;
  agents::memory_source memory = system.spawn(test::fake_memory, &s);
  agents::hypotheses_source tests = system.spawn(test::fake_hypotheses, &s);
  today_actor actor
    = system.spawn(today, today_config{"home", "me"}, memory, tests);

  ~today_fixture() {
    self->send_exit(actor, caf::exit_reason::user_shutdown);
    s.kept.clear();
  }
};

} // namespace

TEST_SUITE_BEGIN("agents.today");

TEST_CASE("the sentence says where the person stands") {
  auto today = day(test::someone());
  CHECK(today.sentence()
        == "Your sleep is well below your range, and your heart rate "
           "variability (RMSSD) is well below your range. An easy day would be "
           "a cautious choice.");
  CHECK(today.certainty()
        == "Measured; compared with your own last 26 days. The suggestion is "
           "a rule of thumb, not a finding about you.");
  REQUIRE(today.tiles_size() == 2);
  CHECK(today.tiles(0).word() == "well below your range");
  CHECK(today.tiles(0).why()
        == "median 7 h 24 min of 26 days in 28, from ring");
  CHECK(today.testing_size() == 1);
  CHECK(today.alerts().empty());
}

TEST_CASE("a usual day is said to be one") {
  auto f = test::someone();
  for (auto& m : *f.metrics.mutable_metrics())
    m.mutable_latest()->set_value(m.baseline().median());
  CHECK(day(f).sentence() == "You are within your usual range.");
  CHECK(day(f).certainty() == "Measured; compared with your own last 26 days.");
}

TEST_CASE("without baselines it says how far they are") {
  auto f = test::someone();
  for (auto& m : *f.metrics.mutable_metrics()) {
    m.clear_baseline();
    m.set_baseline_absent("12 of 14 nights");
  }
  auto today = day(f);
  CHECK(today.sentence() == "Not enough data yet: 12 of 14 nights.");
  CHECK(today.certainty() == "Not enough data yet.");
  CHECK(today.tiles(0).word() == "unknown");
  CHECK(today.tiles(0).have() == 12);
  CHECK(today.tiles(0).need() == 14);
  CHECK(day({}).sentence().starts_with("Nothing is known of you yet"));
}

TEST_CASE("old values are not today's") {
  auto f = test::someone();
  for (auto& m : *f.metrics.mutable_metrics()) {
    m.mutable_latest()->set_time_ms(time::now_ms() - 72 * 3'600'000LL);
    m.mutable_latest()->set_time("2026-02-26T07:00:00+01:00");
  }
  auto today = day(f);
  CHECK(today.tiles(0).word() == "no value since 26 Feb");
  CHECK(today.sentence().starts_with("There are no values of the last day"));
}

TEST_CASE("a day that is not over is not judged") {
  auto f = test::someone();
  auto& steps = test::add_metric(f.metrics, "steps", "Steps", "count",
                                 "activity", 900, 9000, 1500);
  steps.set_aggregate("sum");
  steps.set_today(900);
  auto today = day(f);
  CHECK(today.tiles(2).word() == "so far today");
  CHECK(today.sentence().find("teps") == std::string::npos);
}

TEST_CASE("a day that is over is judged, and so is a night") {
  auto f = test::someone();
  auto now = time::now_ms();
  auto add = [&](const char* name, const char* group, int64_t age_ms) {
    auto& m
      = test::add_metric(f.metrics, name, name, "min", group, 900, 300, 100);
    m.set_aggregate("sum");
    m.set_today(900);
    m.mutable_latest()->set_time_ms(now - age_ms);
    m.mutable_latest()->set_time(time::format(now - age_ms));
    return tile_of(m, now).word();
  };
  CHECK(add("steps", "activity", 24 * 3'600'000LL) == "well above your range");
  CHECK(add("sleep_deep", "sleep", 0) == "well above your range");
  CHECK(add("work_time", "mind", 0) == "so far today");
}

TEST_CASE("a reading that is a red flag is an alert") {
  auto f = test::someone();
  f.metrics.mutable_metrics(4)->mutable_latest()->set_value(85);
  auto today = day(f);
  REQUIRE(today.alerts_size() == 1);
  CHECK(today.alerts(0).advice().starts_with("Seek care now: "));
}

TEST_CASE("any person has a day") {
  std::mt19937 random{3};
  for (int i = 0; i < 300; ++i) {
    auto today = day(test::anyone(random));
    CHECK_FALSE(today.sentence().empty());
    CHECK_FALSE(today.certainty().empty());
    for (auto& tile : today.tiles()) {
      CHECK_FALSE(tile.word().empty());
      CHECK(std::isfinite(tile.deviation()));
    }
  }
}

TEST_CASE_FIXTURE(today_fixture,
                  "the screen comes without what is slow or broken") {
  s.failing = {"hypotheses"};
  auto reply = ask<Today>(actor, AskToday{});
  REQUIRE(reply);
  CHECK(reply->tiles_size() == 2);
  CHECK(reply->testing().empty());
  s.failing = {};
  CHECK(ask<Today>(actor, AskToday{})->testing_size() == 1);
  s.silent = {"hypotheses"};
  auto pending = self->request(actor, caf::infinite, AskToday{});
  settle();
  advance(std::chrono::seconds{6});
  REQUIRE(self->has_next_message());
  pending.receive([](const Today& today) { CHECK(today.tiles_size() == 2); },
                  [](const caf::error& why) { FAIL(render(why)); });
}

TEST_CASE_FIXTURE(today_fixture, "without the metrics there is no screen") {
  s.failing = {"metrics"};
  auto reply = ask<Today>(actor, AskToday{});
  REQUIRE_FALSE(reply);
  CHECK(code_of(reply.error()) == errc::storage_unavailable);
}

TEST_SUITE_END();
