#include "tests/actors/supervision/support.hpp"

using namespace auren;
using namespace auren::supervision;
using test::retire;
using test::tree_fixture;
using namespace std::chrono_literals;

namespace {

struct people_fixture : tree_fixture {
  people_fixture() {
    start({"people",
           strategy::one_for_one,
           5,
           60s,
           {child("registry")},
           test::plain()});
    happened();
  }

  caf::expected<caf::actor> add(child_spec spec) {
    return ask<caf::actor>(root, add_child{std::move(spec)});
  }

  caf::expected<ActorStopped> remove(const std::string& path) {
    return ask<ActorStopped>(root, at<RemoveActor>(path));
  }
};

} // namespace

TEST_SUITE_BEGIN("supervision.dynamic");

TEST_CASE_FIXTURE(people_fixture, "a child comes and goes at run time") {
  auto me = add(child("me"));
  REQUIRE(me);
  CHECK(*me == table->find("people/me"));
  CHECK_EQ(*ask<int>(*me, 20), 5);
  auto stopped = remove("people/me");
  REQUIRE(stopped);
  CHECK_EQ(stopped->path(), "people/me");
  CHECK_EQ(happened(), "+people/me -people/me");
  CHECK(has_ended(*me));
  CHECK_FALSE(table->find("people/me"));
  CHECK(remove("me").error() == errc::not_found);
}

TEST_CASE_FIXTURE(people_fixture, "a name is taken until its child has ended") {
  REQUIRE(add(child("me")));
  CHECK(add(child("me")).error() == errc::refused);
  REQUIRE(remove("me"));
  CHECK(add(child("me")));
}

TEST_CASE_FIXTURE(people_fixture, "a spec that cannot work is refused") {
  CHECK(add(child("a/b")).error() == errc::invalid_message);
  CHECK(add(child_spec{"x", nullptr}).error() == errc::invalid_message);
}

TEST_CASE_FIXTURE(people_fixture, "the answer to add waits until it runs") {
  auto pending
    = self->request(root, caf::infinite, add_child{reporting(child("me"))});
  settle();
  CHECK_FALSE(self->has_next_message());
  contexts.at("people/me").ready();
  settle();
  REQUIRE(self->has_next_message());
  pending.receive(
    [&](caf::actor& router) { CHECK_EQ(*ask<int>(router, 1), 100); },
    [](caf::error&) { FAIL("refused"); });
}

TEST_CASE_FIXTURE(people_fixture, "a temporary child that cannot start is "
                                  "said to be broken") {
  spoiled["people/me"] = 1;
  auto refused = add(child("me", restart::temporary));
  REQUIRE_FALSE(refused);
  CHECK(refused.error() == errc::internal);
  CHECK_EQ(states(), "registry:running");
}

TEST_CASE_FIXTURE(people_fixture, "one that is added does not wait for others "
                                  "nor they for it") {
  spoiled["people/me"] = 1;
  caf::anon_send(root, add_child{child("me")});
  settle();
  CHECK_EQ(states(), "registry:running me:backing_off");
  CHECK(add(child("you")));
  CHECK_EQ(states(), "registry:running me:backing_off you:running");
}

TEST_CASE_FIXTURE(people_fixture, "a child may be removed while it backs off") {
  REQUIRE(add(child("me")));
  crash("people/me");
  CHECK(remove("me"));
  CHECK_EQ(states(), "registry:running");
  advance(60s);
  CHECK_EQ(happened(), "+people/me -people/me");
}

TEST_CASE_FIXTURE(people_fixture, "a transient child leaves by ending") {
  REQUIRE(add(child("me", restart::transient)));
  tell("people/me", retire);
  CHECK_EQ(states(), "registry:running");
  CHECK(add(child("me", restart::transient))); // and may come again
}

TEST_CASE_FIXTURE(people_fixture, "an added child is restarted as any other") {
  REQUIRE(add(child("me")));
  crash("people/me");
  advance(100ms);
  CHECK_EQ(happened(), "+people/me -people/me +people/me");
}

TEST_CASE_FIXTURE(people_fixture, "those added stop before the others") {
  for (int i = 0; i < 100; ++i)
    REQUIRE(add(child("p" + std::to_string(i))));
  happened();
  self->send_exit(root, caf::exit_reason::user_shutdown);
  settle();
  CHECK_EQ(log.size(), 101);
  CHECK_EQ(log.back(), "-people/registry");
  CHECK(down_reason(root) == caf::exit_reason::user_shutdown);
}

TEST_CASE_FIXTURE(people_fixture, "a whole branch may be added and removed") {
  supervisor_spec me{
    "me", strategy::rest_for_one, 5, 60s, {child("memory"), child("agents")}};
  REQUIRE(add(branch(me, restart::transient)));
  CHECK_EQ(happened(), "+people/me/memory +people/me/agents");
  auto deep = ask<caf::actor>(root, at<FindActor>("people/me/memory"));
  REQUIRE(deep);
  CHECK_EQ(*ask<int>(*deep, 2), 50);
  CHECK(remove("people/me/agents")); // handed down
  CHECK(remove("people/me"));
  CHECK_EQ(happened(), "-people/me/agents -people/me/memory");
  CHECK_FALSE(table->find("people/me/memory"));
}

TEST_CASE_FIXTURE(people_fixture, "nothing is added to a tree that stops") {
  auto start_deaf = [this](const child_context& context) {
    return watched(context, context.supervisor->spawn(
                              [](caf::event_based_actor* me) -> caf::behavior {
                                me->set_exit_handler([](caf::exit_msg&) {});
                                return {[](int) {}};
                              }));
  };
  REQUIRE(add(worker("slow", start_deaf)));
  self->send_exit(root, caf::exit_reason::user_shutdown);
  settle();
  CHECK(add(child("me")).error() == errc::draining);
  advance(5s);
  CHECK(has_ended(root));
}

TEST_SUITE_END();
