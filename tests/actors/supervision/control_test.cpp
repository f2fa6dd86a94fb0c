#include "tests/actors/supervision/support.hpp"

using namespace auren;
using namespace auren::supervision;
using test::tree_fixture;
using namespace std::chrono_literals;

namespace {

struct control_fixture : tree_fixture {
  void start_tree_of_three_levels(backoff delays = {}) {
    supervisor_spec me{
      "me",  strategy::rest_for_one, 1, 60s, {child("memory"), child("agents")},
      delays};
    supervisor_spec people{"people", strategy::one_for_one, 5,
                           60s,      {branch(me)},          delays};
    start({"node",
           strategy::rest_for_one,
           5,
           60s,
           {child("events"), branch(people), child("door")},
           delays});
    happened();
  }

  caf::expected<ActorRestarting>
  restart(const std::string& path, bool kill = false) {
    auto command = at<RestartActor>(path);
    command.set_kill(kill);
    return ask<ActorRestarting>(root, command);
  }
};

} // namespace

TEST_SUITE_BEGIN("supervision.control");

TEST_CASE_FIXTURE(control_fixture, "the tree is told with all its branches") {
  start_tree_of_three_levels();
  auto node = tree();
  CHECK_EQ(node.path(), "node");
  CHECK_EQ(node.kind(), "supervisor");
  CHECK_EQ(node.strategy(), "rest_for_one");
  REQUIRE_EQ(node.children_size(), 3);
  CHECK_EQ(node.children(0).kind(), "worker");
  auto& people = node.children(1);
  CHECK_EQ(people.strategy(), "one_for_one");
  auto& me = people.children(0);
  CHECK_EQ(me.path(), "node/people/me");
  CHECK_EQ(me.children(1).path(), "node/people/me/agents");
  CHECK_EQ(me.children(1).state(), "running");
  CHECK(me.children(1).actor_id() != 0);
}

TEST_CASE_FIXTURE(control_fixture, "a branch that is down is told without its "
                                   "children") {
  start_tree_of_three_levels(test::plain());
  crash("node/people/me/memory");
  advance(100ms);
  crash("node/people/me/memory"); // `me` gives up and backs off
  auto node = tree();
  CHECK_EQ(node.children(1).children(0).state(), "backing_off");
  CHECK_EQ(node.children(1).children(0).children_size(), 0);
  auto refused = ask<caf::actor>(root, at<FindActor>("node/people/me/agents"));
  CHECK(refused.error() == errc::restarting);
}

TEST_CASE_FIXTURE(control_fixture, "a branch that does not answer delays the "
                                   "tree no longer than asked") {
  auto start_mute = [this](const child_context& context) {
    auto mute = [](caf::event_based_actor*) -> caf::behavior {
      return {[](const AskTree&) { return caf::delegated<ActorInfo>{}; }};
    };
    context.ready();
    return watched(context, context.supervisor->spawn(mute));
  };
  auto mute = branch({"mute", strategy::one_for_one, 5, 60s, {}});
  mute.start = start_mute;
  start({"node", strategy::one_for_one, 5, 60s, {mute, child("a")}});
  AskTree question;
  question.set_within_ms(300);
  auto pending = self->request(root, caf::infinite, question);
  advance(299ms);
  CHECK_FALSE(self->has_next_message());
  advance(1ms);
  REQUIRE(self->has_next_message());
  pending.receive([](ActorInfo& info) { CHECK_EQ(info.children_size(), 2); },
                  [](caf::error&) { FAIL("refused"); });
}

TEST_CASE_FIXTURE(control_fixture, "actors are found by path") {
  start_tree_of_three_levels();
  for (std::string path : {"node/people/me/agents", "people/me/agents"}) {
    auto found = ask<caf::actor>(root, at<FindActor>(path));
    REQUIRE(found);
    CHECK(*found == table->find("node/people/me/agents"));
  }
  auto people = ask<caf::actor>(root, at<FindActor>("people"));
  REQUIRE(people); // a branch is spoken to through its router
  CHECK_EQ(ask<ActorInfo>(*people, AskTree{})->children_size(), 1);
  CHECK(ask<caf::actor>(root, at<FindActor>("node/nobody")).error()
        == errc::not_found);
  CHECK(ask<caf::actor>(root, at<FindActor>("node/door/handle")).error()
        == errc::not_found);
}

TEST_CASE_FIXTURE(control_fixture, "restart stops and starts without a "
                                   "failure") {
  start_tree_of_three_levels();
  auto answer = restart("node/people/me/memory");
  REQUIRE(answer);
  CHECK_EQ(answer->path(), "node/people/me/memory");
  CHECK_EQ(happened(), "-node/people/me/agents -node/people/me/memory "
                       "+node/people/me/memory +node/people/me/agents");
  for (auto& report : reports) {
    CHECK_EQ(report.fact(), "actor.restarted");
    CHECK_EQ(report.restarts(), 0);
  }
  CHECK_EQ(reports.size(), 2);
}

TEST_CASE_FIXTURE(control_fixture, "restart of a branch restarts all of it and "
                                   "what feeds on it") {
  start_tree_of_three_levels();
  REQUIRE(restart("people"));
  CHECK_EQ(happened(),
           "-node/door -node/people/me/agents -node/people/me/memory "
           "+node/people/me/memory +node/people/me/agents +node/door");
}

TEST_CASE_FIXTURE(control_fixture, "kill is a failure like any other") {
  start_tree_of_three_levels();
  REQUIRE(restart("node/events", true));
  CHECK_EQ(reports.at(0).reason(), "exit/kill");
  CHECK_EQ(reports.at(0).restarts(), 1);
  CHECK_EQ(states(), "events:running people:running door:running");
}

TEST_CASE_FIXTURE(control_fixture, "kill of a branch leaves nobody behind") {
  start_tree_of_three_levels();
  REQUIRE(restart("node/people", true));
  CHECK_EQ(states(), "events:running people:running door:running");
  CHECK_EQ(alive["node/people/me/memory"], 1); // never two: see `watched`
}

TEST_CASE_FIXTURE(control_fixture, "restart ends a back-off") {
  start_tree_of_three_levels(test::plain());
  crash("node/door");
  CHECK(restart("node/door", true).error() == errc::restarting);
  REQUIRE(restart("node/door"));
  CHECK_EQ(states(), "events:running people:running door:running");
}

TEST_CASE_FIXTURE(control_fixture, "the root is not restarted nor removed") {
  start_tree_of_three_levels();
  CHECK(restart("node").error() == errc::refused);
  CHECK(ask<ActorStopped>(root, at<RemoveActor>("node")).error()
        == errc::refused);
}

TEST_CASE_FIXTURE(control_fixture, "a child is given its path and its elder "
                                   "siblings") {
  start_tree_of_three_levels();
  auto& context = contexts.at("node/people/me/agents");
  CHECK_EQ(context.siblings.size(), 1);
  CHECK(context.sibling<>("memory") == table->find("node/people/me/memory"));
  CHECK_THROWS_AS(context.sibling<>("agents"), std::out_of_range);
  auto events = context.address<test::divider_actor>("node/events");
  REQUIRE(events);
  CHECK_EQ(*ask<int>(*events, 10), 10);
}

TEST_CASE_FIXTURE(control_fixture, "the table knows every address and new ones "
                                   "after an escalation") {
  start_tree_of_three_levels();
  CHECK_EQ(table->all().size(), 6);
  auto before = table->find("node/people/me/memory");
  for (int i = 0; i < 2; ++i)
    crash("node/people/me/memory");
  auto after = table->find("node/people/me/memory");
  REQUIRE(after);
  CHECK(after != before);
  CHECK(has_ended(before));
  CHECK_EQ(*ask<int>(after, 10), 10);
  CHECK_EQ(table->all().size(), 6);
}

TEST_SUITE_END();
