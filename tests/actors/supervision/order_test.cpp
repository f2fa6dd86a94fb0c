#include "tests/actors/supervision/support.hpp"

using namespace auren;
using namespace auren::supervision;
using test::tree_fixture;
using namespace std::chrono_literals;

namespace {

struct order_fixture : tree_fixture {
  /// A child that will call `contexts[path].ready()` when the test does.
  child_spec slow(std::string name, milliseconds limit = 10s) {
    return reporting(child(std::move(name)), limit);
  }

  /// A child that answers every exit but a kill with nothing.
  child_spec stubborn(std::string name, milliseconds grace) {
    auto start = [this](const child_context& context) {
      auto deaf = [](caf::event_based_actor* me) -> caf::behavior {
        me->set_exit_handler([](caf::exit_msg&) {});
        return {[](int) { return 1; }};
      };
      return watched(context, context.supervisor->spawn(deaf));
    };
    auto result = worker(std::move(name), start);
    result.grace = grace;
    return result;
  }

  void ready(const std::string& path) {
    contexts.at(path).ready();
    settle();
  }

  void shut_down() {
    self->send_exit(root, caf::exit_reason::user_shutdown);
    settle();
  }
};

} // namespace

TEST_SUITE_BEGIN("supervision.order");

TEST_CASE_FIXTURE(order_fixture, "a child starts once its elder is ready") {
  start(
    {"n", strategy::one_for_one, 5, 60s, {slow("a"), slow("b"), child("c")}});
  CHECK_EQ(happened(), "+n/a");
  CHECK_EQ(states(), "a:starting b:waiting c:waiting");
  ready("n/a");
  CHECK_EQ(happened(), "+n/b");
  ready("n/b");
  CHECK_EQ(happened(), "+n/c");
  CHECK_EQ(states(), "a:running b:running c:running");
}

TEST_CASE_FIXTURE(order_fixture, "a branch is ready when all below it runs") {
  supervisor_spec inner{
    "inner", strategy::one_for_one, 5, 60s, {child("a"), slow("b")}};
  bool up = false;
  root = start_tree(
    system, {"n", strategy::one_for_one, 5, 60s, {branch(inner), child("c")}},
    recorder(), [&] { up = true; });
  settle();
  CHECK_EQ(happened(), "+n/inner/a +n/inner/b");
  CHECK_FALSE(up);
  CHECK_EQ(tree().state(), "starting");
  ready("n/inner/b");
  CHECK_EQ(happened(), "+n/c");
  CHECK(up);
  CHECK_EQ(tree().state(), "running");
}

TEST_CASE_FIXTURE(order_fixture, "a child that is not ready in time failed") {
  start({"n", strategy::one_for_one, 5, 60s, {slow("a", 3s), child("b")}});
  auto late = contexts.at("n/a").ready;
  advance(2999ms);
  CHECK_EQ(happened(), "+n/a");
  advance(1ms);
  CHECK_EQ(happened(), "-n/a +n/a"); // the first restart is at once
  CHECK_EQ(reports.at(0).reason(), "exit/kill");
  late(); // what an earlier incarnation says does not count
  settle();
  CHECK_EQ(states(), "a:starting b:waiting");
  ready("n/a");
  CHECK_EQ(states(), "a:running b:running");
}

TEST_CASE_FIXTURE(order_fixture, "a child that fails while starting backs off "
                                 "and the younger wait") {
  start({"n",
         strategy::one_for_one,
         5,
         60s,
         {slow("a"), child("b")},
         test::plain()});
  spoiled["n/a"] = 1;
  REQUIRE(ask<ActorRestarting>(root, at<RestartActor>("n/a")));
  CHECK_EQ(states(), "a:backing_off b:waiting");
  advance(100ms);
  CHECK_EQ(states(), "a:starting b:waiting");
}

TEST_CASE_FIXTURE(order_fixture, "a tree stops in reverse each end awaited") {
  supervisor_spec inner{"inner",
                        strategy::one_for_one,
                        5,
                        60s,
                        {child("a"), stubborn("b", 2s), child("c")}};
  start({"n",
         strategy::one_for_one,
         5,
         60s,
         {child("first"), branch(inner), child("last")}});
  happened();
  shut_down();
  CHECK_EQ(happened(), "-n/last -n/inner/c"); // b takes its grace
  advance(1999ms);
  CHECK_EQ(happened(), "");
  advance(1ms);
  CHECK_EQ(happened(), "-n/inner/b -n/inner/a -n/first");
  CHECK(down_reason(root) == caf::exit_reason::user_shutdown);
}

TEST_CASE_FIXTURE(order_fixture, "a successor waits for its predecessor") {
  start({"n", strategy::rest_for_one, 5, 60s, {child("a"), stubborn("b", 2s)}});
  happened();
  crash("n/a");
  CHECK_EQ(happened(), "-n/a");
  CHECK_EQ(states(), "a:waiting b:stopping");
  advance(2s);
  CHECK_EQ(happened(), "-n/b +n/a +n/b");
  CHECK(std::any_of(reports.begin(), reports.end(), [](auto& report) {
    return report.path() == "n/b" && report.reason() == "exit/kill";
  }));
}

TEST_CASE_FIXTURE(order_fixture, "giving up stops the siblings first") {
  start({"n",
         strategy::one_for_one,
         0,
         60s,
         {child("a"), stubborn("b", 2s), child("c")}});
  happened();
  crash("n/a");
  CHECK_EQ(happened(), "-n/a -n/c");
  CHECK_FALSE(has_ended(root));
  advance(2s);
  CHECK_EQ(happened(), "-n/b");
  CHECK(down_reason(root) == errc::restart_limit);
}

TEST_CASE_FIXTURE(order_fixture, "a kill takes the whole tree at once") {
  supervisor_spec inner{
    "inner", strategy::one_for_one, 5, 60s, {child("a"), stubborn("b", 2s)}};
  start({"n", strategy::one_for_one, 5, 60s, {branch(inner), child("c")}});
  self->send_exit(root, caf::exit_reason::kill);
  settle();
  CHECK(down_reason(root) == caf::exit_reason::kill);
  CHECK_EQ(alive["n/inner/a"] + alive["n/inner/b"] + alive["n/c"], 0);
}

TEST_CASE_FIXTURE(order_fixture, "a tree that is still starting stops too") {
  spoiled["n/b"] = 1;
  start({"n",
         strategy::one_for_one,
         5,
         60s,
         {child("a"), child("b"), child("c")},
         test::plain()});
  CHECK_EQ(happened(), "+n/a");
  shut_down();
  CHECK_EQ(happened(), "-n/a");
  CHECK(down_reason(root) == caf::exit_reason::user_shutdown);
  advance(60s); // the back-off that was pending starts nobody
  CHECK_EQ(happened(), "");
}

TEST_CASE_FIXTURE(order_fixture, "a tree that cannot work ends at once") {
  start({"n", strategy::one_for_one, 5, 60s, {child("a"), child("a")}});
  CHECK(down_reason(root) == errc::invalid_message);
  CHECK_EQ(happened(), "");
}

TEST_CASE_FIXTURE(order_fixture, "a normal exit of others is ignored") {
  start({"n", strategy::one_for_one, 5, 60s, {child("a")}});
  self->send_exit(root, caf::exit_reason::normal);
  settle();
  CHECK_EQ(states(), "a:running");
}

TEST_SUITE_END();
