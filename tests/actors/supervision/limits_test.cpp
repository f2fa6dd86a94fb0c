#include "tests/actors/supervision/support.hpp"

using namespace auren;
using namespace auren::supervision;
using test::plain;
using test::tree_fixture;
using namespace std::chrono_literals;

TEST_SUITE_BEGIN("supervision.limits");

TEST_CASE_FIXTURE(tree_fixture,
                  "one restart too many within the window ends all") {
  start({"n", strategy::one_for_one, 2, 60s, {child("a"), child("b")}});
  for (int i = 0; i < 2; ++i) {
    crash("n/a");
    advance(1s);
  }
  CHECK_EQ(states(), "a:running b:running");
  happened();
  crash("n/a");
  CHECK_EQ(happened(), "-n/a -n/b");
  auto why = down_reason(root);
  CHECK(why == errc::restart_limit);
  CHECK_EQ(render(why), "n");
  CHECK_EQ(reports.back().path(), "n");
  CHECK_EQ(reports.back().reason(), "auren/restart_limit");
  CHECK(reports.back().escalated());
}

TEST_CASE_FIXTURE(tree_fixture, "the window forgets what lies behind it") {
  start({"n", strategy::one_for_one, 1, 60s, {child("a")}});
  for (int i = 0; i < 20; ++i) {
    crash("n/a");
    advance(60001ms);
  }
  CHECK_EQ(states(), "a:running");
}

TEST_CASE_FIXTURE(tree_fixture,
                  "a failure exactly one window old still counts") {
  start({"n", strategy::one_for_one, 1, 60s, {child("a")}});
  crash("n/a");
  advance(60s);
  crash("n/a");
  CHECK(down_reason(root) == errc::restart_limit);
}

TEST_CASE_FIXTURE(tree_fixture, "siblings that fall with one do not count") {
  start({"n", strategy::one_for_all, 1, 60s, {child("a"), child("b")}});
  crash("n/a");
  CHECK_EQ(states(), "a:running b:running");
  CHECK_EQ(tree().children(1).restarts(), 1);
}

TEST_CASE_FIXTURE(tree_fixture, "a limit of 0 escalates the first failure") {
  start({"n", strategy::one_for_one, 0, 60s, {child("a")}});
  crash("n/a");
  CHECK(down_reason(root) == errc::restart_limit);
}

TEST_CASE_FIXTURE(tree_fixture,
                  "back-off starts a child exactly when it is due") {
  start({"n", strategy::one_for_one, 9, 60s, {child("a")}, plain()});
  for (auto delay : {100ms, 400ms, 1600ms, 6400ms, 8000ms, 8000ms}) {
    crash("n/a");
    CHECK_EQ(reports.back().delay_ms(), delay.count());
    advance(delay - 1ms);
    CHECK_EQ(states(), "a:backing_off");
    advance(1ms);
    CHECK_EQ(states(), "a:running");
  }
}

TEST_CASE_FIXTURE(tree_fixture,
                  "a child that ran longer than the window starts "
                  "over") {
  start({"n", strategy::one_for_one, 9, 60s, {child("a")}, plain()});
  crash("n/a");
  advance(1s);
  crash("n/a");
  CHECK_EQ(reports.back().delay_ms(), 400);
  advance(400ms + 60s);
  crash("n/a");
  CHECK_EQ(reports.back().delay_ms(), 1600); // exactly the window: not yet
  advance(1600ms + 60001ms);
  crash("n/a");
  CHECK_EQ(reports.back().delay_ms(), 100);
}

TEST_CASE_FIXTURE(tree_fixture, "jitter depends on the seed and on the path") {
  auto second_delay = [&](const std::string& name, uint64_t seed) {
    auto around = recorder();
    around.seed = seed;
    root = start_tree(
      system, {name, strategy::one_for_one, 9, 60s, {child("a")}}, around);
    settle();
    crash(name + "/a");
    crash(name + "/a");
    auto result = reports.back().delay_ms();
    self->send_exit(root, caf::exit_reason::user_shutdown);
    settle();
    return result;
  };
  auto first = second_delay("n", 1);
  CHECK_EQ(second_delay("n", 1), first);
  CHECK_NE(second_delay("n", 2), first);
  CHECK_NE(second_delay("m", 1), first);
  CHECK(first >= 80);
  CHECK(first <= 120);
}

TEST_CASE_FIXTURE(tree_fixture, "escalation climbs through three levels") {
  supervisor_spec low{"low", strategy::one_for_one, 1, 60s, {child("x")}};
  supervisor_spec mid{
    "mid", strategy::rest_for_one, 1, 60s, {branch(low), child("y")}};
  start({"top", strategy::one_for_one, 1, 60s, {branch(mid), child("z")}});
  REQUIRE_EQ(happened(), "+top/mid/low/x +top/mid/y +top/z");
  crash("top/mid/low/x"); // low restarts x
  CHECK_EQ(happened(), "-top/mid/low/x +top/mid/low/x");
  crash("top/mid/low/x"); // low gives up, mid restarts low and y
  CHECK_EQ(happened(), "-top/mid/low/x -top/mid/y +top/mid/low/x +top/mid/y");
  crash("top/mid/low/x");
  crash("top/mid/low/x"); // low and mid give up, top restarts mid
  CHECK_EQ(states(), "mid:running z:running");
  CHECK_EQ(tree().children(0).restarts(), 1);
  for (int i = 0; i < 3; ++i)
    crash("top/mid/low/x");
  CHECK_FALSE(has_ended(root));
  crash("top/mid/low/x"); // the eighth: nobody is left to help
  CHECK(down_reason(root) == errc::restart_limit);
  CHECK_EQ(std::count_if(reports.begin(), reports.end(),
                         [](auto& report) { return report.escalated(); }),
           4 + 2 + 1);
}

TEST_CASE_FIXTURE(tree_fixture, "a constructor that throws is a failure") {
  spoiled["n/a"] = 2;
  start({"n", strategy::one_for_one, 5, 60s, {child("a")}, plain()});
  CHECK_EQ(states(), "a:backing_off");
  CHECK_EQ(reports.back().reason(), "auren/internal");
  advance(100ms);
  CHECK_EQ(states(), "a:backing_off");
  advance(400ms);
  CHECK_EQ(states(), "a:running");
}

TEST_CASE_FIXTURE(tree_fixture, "a child that never starts escalates") {
  spoiled["n/a"] = 1000;
  start({"n", strategy::one_for_one, 3, 60s, {child("a")}});
  advance(60s);
  CHECK(down_reason(root) == errc::restart_limit);
  CHECK_EQ(spoiled["n/a"], 996);
}

TEST_CASE_FIXTURE(tree_fixture, "a start that gives no actor is a failure") {
  auto nothing = [](const child_context&) { return caf::actor{}; };
  start({"n", strategy::one_for_one, 1, 60s, {worker("a", nothing)}});
  advance(60s);
  CHECK(down_reason(root) == errc::restart_limit);
}

TEST_SUITE_END();
