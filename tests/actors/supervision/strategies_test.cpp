#include "tests/actors/supervision/support.hpp"

using namespace auren;
using namespace auren::supervision;
using test::retire;
using test::tree_fixture;
using namespace std::chrono_literals;

namespace {

struct three : tree_fixture {
  void start_three(strategy how, restart when = restart::permanent) {
    start({"n",
           how,
           5,
           60s,
           {child("a", when), child("b", when), child("c", when)}});
    REQUIRE_EQ(happened(), "+n/a +n/b +n/c");
  }
};

} // namespace

TEST_SUITE_BEGIN("supervision.strategies");

TEST_CASE_FIXTURE(three, "one_for_one restarts only the one that failed") {
  start_three(strategy::one_for_one);
  crash("n/b");
  CHECK_EQ(happened(), "-n/b +n/b");
  CHECK_EQ(*ask<int>(table->find("n/b"), 5), 20);
}

TEST_CASE_FIXTURE(three, "rest_for_one stops the younger in reverse first") {
  start_three(strategy::rest_for_one);
  crash("n/b");
  CHECK_EQ(happened(), "-n/b -n/c +n/b +n/c");
  crash("n/a");
  CHECK_EQ(happened(), "-n/a -n/c -n/b +n/a +n/b +n/c");
}

TEST_CASE_FIXTURE(three, "one_for_all stops all in reverse and starts all") {
  start_three(strategy::one_for_all);
  crash("n/b");
  CHECK_EQ(happened(), "-n/b -n/c -n/a +n/a +n/b +n/c");
}

TEST_CASE_FIXTURE(three, "a permanent child is restarted after a clean end") {
  start_three(strategy::one_for_one, restart::permanent);
  tell("n/a", retire);
  CHECK_EQ(happened(), "-n/a +n/a");
  REQUIRE_EQ(reports.size(), 2);
  CHECK_EQ(reports[0].reason(), "exit/normal");
}

TEST_CASE_FIXTURE(three, "a transient child is restarted unless it ends in "
                         "order") {
  start_three(strategy::one_for_one, restart::transient);
  crash("n/a");
  CHECK_EQ(happened(), "-n/a +n/a");
  reports.clear();
  auto router = table->find("n/a");
  tell("n/a", retire);
  CHECK_EQ(happened(), "-n/a");
  CHECK_EQ(states(), "b:running c:running");
  CHECK_FALSE(table->find("n/a"));
  CHECK(has_ended(router)); // its address goes with it
  CHECK(reports.empty());   // nothing failed
}

TEST_CASE_FIXTURE(three, "a temporary child is never restarted") {
  start_three(strategy::one_for_one, restart::temporary);
  auto router = table->find("n/b");
  crash("n/b");
  CHECK_EQ(happened(), "-n/b");
  CHECK_EQ(states(), "a:running c:running");
  CHECK(has_ended(router));
  REQUIRE_EQ(reports.size(), 1);
  CHECK_EQ(reports[0].fact(), "actor.failed");
}

TEST_CASE_FIXTURE(tree_fixture,
                  "a temporary child that falls with its siblings "
                  "stays down") {
  start({"n",
         strategy::one_for_all,
         5,
         60s,
         {child("a"), child("b", restart::temporary),
          child("c", restart::transient)}});
  happened();
  crash("n/a");
  CHECK_EQ(happened(), "-n/a -n/c -n/b +n/a +n/c");
  CHECK_EQ(states(), "a:running c:running");
}

TEST_CASE_FIXTURE(three, "a failure is reported by code and a restart too") {
  start_three(strategy::rest_for_one);
  crash("n/b");
  REQUIRE_EQ(reports.size(), 3);
  CHECK_EQ(reports[0].ShortDebugString(),
           R"(path: "n/b" reason: "auren/internal" restarts: 1 )"
           R"(fact: "actor.failed")");
  CHECK_EQ(reports[1].path(), "n/b");
  CHECK_EQ(reports[1].fact(), "actor.restarted");
  CHECK_EQ(reports[2].path(), "n/c");
  CHECK_EQ(reports[2].reason(), "exit/user_shutdown");
}

TEST_CASE_FIXTURE(tree_fixture, "a reporter that throws does no harm") {
  auto loud = recorder();
  loud.report = [](const ActorReport&) { throw std::runtime_error{"full"}; };
  root = start_tree(system, {"n", strategy::one_for_one, 5, 60s, {child("a")}},
                    loud);
  settle();
  crash("n/a");
  CHECK_EQ(states(), "a:running");
}

TEST_SUITE_END();
