#include "actors/memory/memory.hpp"
#include "tests/actors/memory/keeper.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::memory;

namespace {

/// What a tier was asked, in order.
using heard = std::shared_ptr<std::vector<std::string>>;

working_memory_actor::behavior_type
fake_working(working_memory_actor::pointer, heard log) {
  return {
    [](const events::Events&) {},
    [log](const AskLatest&) {
      log->push_back("working latest");
      return LatestValue{};
    },
    [log](const ListMetrics&) {
      log->push_back("working metrics");
      Metrics result;
      result.add_metrics()->set_count(3);
      result.add_metrics()->set_count(4);
      return result;
    },
    [](const ingest::ListDoubts&) { return ingest::Doubts{}; },
    [log](const ReadRange& asked) -> caf::result<Range> {
      log->push_back("working range");
      if (asked.from_ms() < 1000)
        return caf::make_error(errc::out_of_range);
      if (asked.metric().empty())
        return caf::make_error(errc::invalid_message);
      return Range{};
    },
    [](const Passivate&) { return Passivated{}; },
  };
}

long_term_memory_actor::behavior_type
fake_long_term(long_term_memory_actor::pointer, heard log) {
  return {
    [log](const ReadRange&) {
      log->push_back("long-term range");
      return Range{};
    },
    [log](const ReadDays&) {
      log->push_back("long-term days");
      return Days{};
    },
    [](const AskMemoryStats&) {
      MemoryStats result;
      result.set_long_term_samples(100);
      result.set_position(9);
      return result;
    },
  };
}

semantic_memory_actor::behavior_type
fake_semantic(semantic_memory_actor::pointer, heard log) {
  auto say = [log](const char* what) {
    log->push_back(std::string{"semantic "} + what);
  };
  return {
    [say](const StoreMemory&) { return say("store"), Memory{}; },
    [say](const ReadMemory&) { return say("read"), Memory{}; },
    [say](const ReviseMemory&) { return say("revise"), Memory{}; },
    [say](const ForgetMemory&) { return say("forget"), MemoryForgotten{}; },
    [say](const Recall&) { return say("recall"), Recalled{}; },
    [say](const ListMemoryTrails&) { return say("trails"), MemoryTrails{}; },
    [](const AskMemoryStats&) {
      MemoryStats result;
      result.set_memories(5);
      result.set_working_memories(3);
      return result;
    },
  };
}

struct memory_room : test::keeper {
  heard log = std::make_shared<std::vector<std::string>>();
  working_memory_actor working = own(system.spawn(fake_working, log));
  memory_actor tested = own(system.spawn(
    memory::memory, working, own(system.spawn(fake_long_term, log)),
    own(system.spawn(fake_semantic, log))));

  using list = std::vector<std::string>;

  list routed(const ReadRange& asked) {
    log->clear();
    REQUIRE(ask<Range>(tested, asked));
    return *log;
  }
};

} // namespace

TEST_SUITE_BEGIN("memory.router");

TEST_CASE_FIXTURE(memory_room, "ranges go to the tier that has them") {
  ReadRange asked;
  asked.set_metric("steps");
  asked.set_from_ms(2000);
  CHECK_EQ(routed(asked), list{"working range"});
  asked.set_from_ms(500);
  CHECK_EQ(routed(asked), list{"working range", "long-term range"});
  asked.set_from_ms(0);
  CHECK_EQ(routed(asked), list{"long-term range"});
  asked.set_from_ms(2000);
  asked.set_resolution("week");
  CHECK_EQ(routed(asked), list{"long-term range"});
}

TEST_CASE_FIXTURE(memory_room,
                  "a refusal is passed on and not asked elsewhere") {
  ReadRange asked;
  asked.set_from_ms(2000);
  CHECK(ask<Range>(tested, asked).error() == errc::invalid_message);
  CHECK_EQ(*log, list{"working range"});
}

TEST_CASE_FIXTURE(memory_room, "everything else has one home") {
  CHECK(ask<LatestValue>(tested, AskLatest{}));
  CHECK(ask<Metrics>(tested, ListMetrics{}));
  CHECK(ask<Days>(tested, ReadDays{}));
  CHECK(ask<Memory>(tested, StoreMemory{}));
  CHECK(ask<Memory>(tested, ReadMemory{}));
  CHECK(ask<Memory>(tested, ReviseMemory{}));
  CHECK(ask<MemoryForgotten>(tested, ForgetMemory{}));
  CHECK(ask<Recalled>(tested, Recall{}));
  CHECK(ask<MemoryTrails>(tested, ListMemoryTrails{}));
  CHECK_EQ(*log, list{"working latest", "working metrics", "long-term days",
                      "semantic store", "semantic read", "semantic revise",
                      "semantic forget", "semantic recall", "semantic trails"});
}

TEST_CASE_FIXTURE(memory_room, "statistics are put together from all tiers") {
  auto found = ask<MemoryStats>(tested, AskMemoryStats{});
  REQUIRE(found);
  CHECK_EQ(found->working_samples(), 7);
  CHECK_EQ(found->long_term_samples(), 100);
  CHECK_EQ(found->memories(), 5);
  CHECK_EQ(found->working_memories(), 3);
  CHECK_EQ(found->position(), 9);
}

TEST_CASE_FIXTURE(memory_room, "warming waits for both that are kept at hand") {
  auto found = ask<Warmed>(tested, Warm{});
  REQUIRE(found);
  CHECK_EQ(found->memories(), 5);
  CHECK_EQ(*log, list{"working metrics"});
  self->send_exit(working, caf::exit_reason::kill);
  settle();
  CHECK_FALSE(ask<Warmed>(tested, Warm{}));
}

TEST_CASE_FIXTURE(memory_room,
                  "a tier that is gone is an error and no silence") {
  self->send_exit(working, caf::exit_reason::kill);
  settle();
  auto reply = ask<Metrics>(tested, ListMetrics{});
  REQUIRE_FALSE(reply);
  CHECK(code_of(reply.error()) == errc::restarting);
}

TEST_SUITE_END();
