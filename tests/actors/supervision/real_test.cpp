#include "actors/supervision/guard.hpp"
#include "actors/supervision/supervisor.hpp"
#include "messages/message_types.hpp"
#include "messages/type_ids.hpp"

#include <caf/all.hpp>
#include <doctest/doctest.h>

#include <atomic>
#include <future>

// Here the scheduler and the clock are CAF's own.

using namespace auren;
using namespace auren::supervision;
using namespace std::chrono_literals;

namespace {

struct config : caf::actor_system_config {
  config() {
    wire::add_message_types(*this);
    set("logger.verbosity", caf::atom("quiet"));
    set("scheduler.max-threads", 4);
  }
};

caf::behavior thrower(caf::event_based_actor* self) {
  guard(self);
  return {
    [](int) -> int { throw std::runtime_error{"boom"}; },
    [](bool echo) { return echo; },
  };
}

child_spec thrower_called(std::string name) {
  return worker(std::move(name), [](const child_context& context) {
    return context.supervisor->spawn(thrower);
  });
}

/// Ready from its own thread, as an actor that opens a database.
child_spec detached_called(std::string name) {
  return reporting(worker(std::move(name), [](const child_context& context) {
    return context.supervisor->spawn<caf::detached>(
      [ready = context.ready](caf::event_based_actor* self) -> caf::behavior {
        guard(self);
        ready();
        return {[](bool echo) { return echo; }};
      });
  }));
}

supervisor_spec three_levels() {
  supervisor_spec low{
    "low",
    strategy::one_for_all,
    5,
    60s,
    {thrower_called("a"), thrower_called("b"), thrower_called("c")}};
  supervisor_spec mid{"mid",
                      strategy::rest_for_one,
                      5,
                      60s,
                      {thrower_called("a"), branch(low), thrower_called("z")}};
  return {"top",
          strategy::one_for_one,
          5,
          60s,
          {detached_called("disk"), branch(mid), thrower_called("door")}};
}

/// Starts `spec` and blocks until all of it runs.
supervisor_actor
up(caf::actor_system& system, supervisor_spec spec, environment tree = {}) {
  auto promise = std::make_shared<std::promise<void>>();
  auto root = start_tree(system, std::move(spec), std::move(tree),
                         [promise] { promise->set_value(); });
  REQUIRE(promise->get_future().wait_for(20s) == std::future_status::ready);
  return root;
}

} // namespace

TEST_SUITE_BEGIN("supervision.real");

TEST_CASE("a tree of three levels starts and stops 200 times") {
  config settings;
  caf::actor_system system{settings};
  for (int i = 0; i < 200; ++i) {
    environment tree;
    auto table = tree.table;
    auto root = up(system, three_levels(), std::move(tree));
    CHECK_EQ(table->all().size(), 9);
    REQUIRE(stop_tree(system, root, 20s));
    CHECK(table->all().empty());
  }
  // leaving the scope would hang if any actor survived
}

TEST_CASE("whole actor systems come and go with their tree") {
  for (int i = 0; i < 50; ++i) {
    config settings;
    caf::actor_system system{settings};
    auto root = up(system, three_levels());
    REQUIRE(stop_tree(system, root, 20s));
  }
}

TEST_CASE("ten thousand exceptions end no process and no tree") {
  config settings;
  caf::actor_system system{settings};
  std::atomic<int> failures = 0;
  environment tree;
  tree.report = [&](const ActorReport& report) {
    failures += report.fact() == "actor.failed";
    CHECK(!report.escalated());
  };
  auto table = tree.table;
  backoff none;
  none.initial = none.longest = 0ms;
  auto root = up(system,
                 {"n",
                  strategy::one_for_one,
                  20'000,
                  60s,
                  {thrower_called("a"), thrower_called("b")},
                  none},
                 std::move(tree));
  caf::scoped_actor self{system};
  auto poisoned = table->find("n/a");
  int sent = 0;
  while (failures < 10'000) {
    // the answer, of whatever kind, comes at once: no time is lost waiting
    self->request(poisoned, 20s, 1)
      .receive([](int) { FAIL("no exception"); }, [](caf::error&) {});
    REQUIRE(++sent < 2'000'000);
  }
  bool works = false;
  self->request(table->find("n/b"), 20s, true)
    .receive([&](bool echo) { works = echo; }, [](caf::error&) {});
  CHECK(works);
  CHECK(stop_tree(system, root, 20s));
}

TEST_CASE("timers that are far away do not hold the system") {
  auto begin = std::chrono::steady_clock::now();
  {
    config settings;
    caf::actor_system system{settings};
    auto start = [](const child_context& context) {
      return context.supervisor->spawn(
        [](caf::event_based_actor* self) -> caf::behavior {
          self->delayed_send(self, 60min, true);
          return {[](bool) {}};
        });
    };
    backoff slow;
    slow.first_at_once = false;
    slow.initial = slow.longest = 1h;
    auto nothing = [](const child_context&) { return caf::actor{}; };
    auto root
      = start_tree(system, {"n",
                            strategy::one_for_one,
                            5,
                            60s,
                            {worker("timer", start), worker("broken", nothing)},
                            slow});
    CHECK(stop_tree(system, root, 20s)); // while `broken` backs off
  }
  CHECK(std::chrono::steady_clock::now() - begin < 30s);
}

TEST_CASE("stop_tree tells when an actor is stuck") {
  config settings;
  caf::actor_system system{settings};
  std::promise<void> blocked, release;
  auto gate = release.get_future().share();
  auto start = [&, gate](const child_context& context) {
    return context.supervisor->spawn<caf::detached>(
      [&, gate](caf::event_based_actor*) -> caf::behavior {
        return {[&, gate](bool) {
          blocked.set_value();
          gate.wait();
        }};
      });
  };
  environment tree;
  auto table = tree.table;
  auto root
    = up(system, {"n", strategy::one_for_one, 5, 60s, {worker("a", start)}},
         std::move(tree));
  caf::anon_send(table->find("n/a"), true);
  blocked.get_future().wait();
  CHECK_FALSE(stop_tree(system, root, 50ms));
  release.set_value();
  CHECK(stop_tree(system, root, 20s));
}

TEST_CASE("a stuck actor is abandoned after grace and kill and the others "
          "still end in order") {
  config settings;
  caf::actor_system system{settings};
  std::promise<void> blocked, release;
  auto gate = release.get_future().share();
  auto start = [&, gate](const child_context& context) {
    return context.supervisor->spawn<caf::detached>(
      [&, gate](caf::event_based_actor*) -> caf::behavior {
        return {[&, gate](bool) {
          blocked.set_value();
          gate.wait();
        }};
      });
  };
  auto stuck = worker("stuck", start);
  stuck.grace = 20ms;
  environment tree;
  auto table = tree.table;
  std::atomic<int> late = 0;
  tree.report = [&](const ActorReport& report) {
    late += report.reason() == "auren/deadline_exceeded";
  };
  auto root
    = up(system,
         {"n", strategy::one_for_one, 5, 60s, {thrower_called("log"), stuck}},
         std::move(tree));
  caf::anon_send(table->find("n/stuck"), true);
  blocked.get_future().wait();
  CHECK(stop_tree(system, root, 20s));
  CHECK_EQ(late, 1);
  release.set_value();
}

TEST_SUITE_END();
