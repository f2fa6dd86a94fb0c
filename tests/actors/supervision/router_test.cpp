#include "actors/supervision/router.hpp"
#include "tests/actors/supervision/support.hpp"

using namespace auren;
using namespace auren::supervision;
using test::divider_actor;
using test::poison;
using test::tree_fixture;
using namespace std::chrono_literals;

namespace {

struct router_fixture : tree_fixture {
  /// One worker "a" that, once it failed, is down for 100 ms.
  void start_one() {
    start({"n", strategy::one_for_one, 5, 60s, {child("a")}, test::plain()});
    router = table->find("n/a");
  }

  ~router_fixture() {
    router = nullptr;
  }

  caf::actor router;
};

} // namespace

TEST_SUITE_BEGIN("supervision.router");

TEST_CASE_FIXTURE(router_fixture, "a router answers restarting while its child "
                                  "is down and works after") {
  start_one();
  CHECK_EQ(*ask<int>(router, 4), 25);
  crash("n/a");
  auto refused = ask<int>(router, 4);
  REQUIRE_FALSE(refused);
  CHECK(refused.error() == errc::restarting);
  advance(100ms);
  CHECK_EQ(*ask<int>(router, 4), 25);
  CHECK(table->find("n/a") == router);
}

TEST_CASE_FIXTURE(router_fixture, "a typed handle stays good over restarts") {
  auto start_typed = [this](const child_context& context) {
    return watched(context, context.supervisor->spawn(test::typed_divider));
  };
  start({"n", strategy::one_for_one, 5, 60s, {worker("a", start_typed)}});
  divider_actor typed = *table->resolve<divider_actor>("n/a");
  CHECK_EQ(*ask<int>(typed, 50), 2);
  crash("n/a");
  CHECK_EQ(*ask<int>(typed, 50), 2);
}

TEST_CASE_FIXTURE(router_fixture, "the reply comes from the child itself") {
  start_one();
  auto answer = self->request(router, caf::infinite, 10);
  settle();
  caf::strong_actor_ptr sender;
  answer.receive([&](int) { sender = self->current_sender(); },
                 [](caf::error&) {});
  CHECK(sender != nullptr);
  CHECK(sender != caf::actor_cast<caf::strong_actor_ptr>(router));
}

TEST_CASE_FIXTURE(router_fixture, "requests that wait in a dying child fail at "
                                  "once") {
  start_one();
  auto first = self->request(router, caf::infinite, poison);
  auto second = self->request(router, caf::infinite, 5);
  auto third = self->request(router, caf::infinite, 5);
  settle(); // the clock does not move
  std::vector<std::string> errors;
  auto note = [&](caf::error& error) { errors.push_back(reason_of(error)); };
  auto fail = [](int) { FAIL("answered"); };
  REQUIRE(self->mailbox().size() >= 3);
  first.receive(fail, note);
  second.receive(fail, note);
  third.receive(fail, note);
  CHECK_EQ(errors.size(), 3);
  CHECK_EQ(errors[0], "auren/internal");
  CHECK_EQ(errors[1], "system/request_receiver_down");
}

TEST_CASE_FIXTURE(router_fixture, "a poison message kills one child and never "
                                  "the node") {
  start({"n", strategy::one_for_one, 1000, 60s, {child("a"), child("b")}});
  for (int i = 0; i < 500; ++i) {
    crash("n/a");
    advance(10s); // the longest delay and its jitter
  }
  CHECK_EQ(states(), "a:running b:running");
  CHECK_EQ(tree().children(0).restarts(), 500);
  CHECK_EQ(tree().children(1).restarts(), 0);
}

TEST_CASE_FIXTURE(router_fixture, "a plain send to a child that is down costs "
                                  "the sender nothing") {
  start_one();
  crash("n/a");
  auto sender = system.spawn([this](caf::event_based_actor* me) {
    me->send(router, 4);
    return caf::behavior{[](int) {}};
  });
  settle();
  CHECK_FALSE(has_ended(sender));
  self->send_exit(sender, caf::exit_reason::kill);
}

TEST_CASE_FIXTURE(router_fixture, "only its supervisor redirects a router and "
                                  "an exit does not end it") {
  start_one();
  self->send(router, router_target{});
  self->send_exit(router, caf::exit_reason::user_shutdown);
  settle();
  CHECK_EQ(*ask<int>(router, 4), 25);
}

TEST_CASE_FIXTURE(router_fixture, "a router ends with its supervisor") {
  start_one();
  self->send_exit(root, caf::exit_reason::user_shutdown);
  settle();
  auto refused = ask<int>(router, 4);
  REQUIRE_FALSE(refused);
  CHECK(code_of(refused.error()) == errc::restarting);
  CHECK(table->resolve("n/a").error() == errc::not_found);
}

TEST_CASE_FIXTURE(router_fixture, "a child not ready yet answers restarting") {
  start({"n", strategy::one_for_one, 5, 60s, {reporting(child("a"))}});
  CHECK(ask<int>(table->find("n/a"), 4).error() == errc::restarting);
  contexts.at("n/a").ready();
  settle();
  CHECK_EQ(*ask<int>(table->find("n/a"), 4), 25);
}

TEST_SUITE_END();
