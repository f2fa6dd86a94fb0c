#pragma once

#include "actors/memory/semantic_memory.hpp"
#include "messages/ids.hpp"
#include "messages/time.hpp"
#include "tests/actors/memory/fake_store.hpp"

#include <map>
#include <set>
#include <string>

namespace auren::test {

using namespace auren::memory;

inline constexpr auto one_day = std::chrono::hours{24};

/// Ada's memories on a clock that only the test moves, timers included.
struct tier_fixture : memory_fixture {
  int64_t begin = auren::time::parse("2025-01-01T00:00:00Z")->unix_ms;
  semantic_memory_actor tested = wake();

  int64_t now() {
    auto passed = scheduler.clock().current_time.time_since_epoch();
    return begin
           + std::chrono::duration_cast<std::chrono::milliseconds>(passed)
               .count();
  }

  semantic_memory_actor wake() {
    semantic_memory_options options;
    options.now_ms = [this] { return now(); };
    options.sweep = one_day;
    auto woken
      = own(system.spawn(semantic_memory, log, reader, ada(), options));
    settle();
    return woken;
  }

  /// Ends Ada's memory without a word and starts it anew.
  void crash() {
    self->send_exit(tested, caf::exit_reason::kill);
    settle();
    tested = wake();
  }

  void pass(int days) {
    advance(days * one_day);
  }

  Memory stored(Memory memory) {
    StoreMemory command;
    *command.mutable_memory() = std::move(memory);
    auto reply = ask_as_ada<Memory>(tested, command);
    REQUIRE(reply);
    return *reply;
  }

  Memory noted(const std::string& text, double importance = 0.5) {
    Memory memory;
    memory.set_text(text);
    memory.set_importance(importance);
    return stored(std::move(memory));
  }

  /// As an answer does that had the memory at hand.
  void use(const std::string& id) {
    MemoryRecalled fact;
    fact.set_answer_id("answer");
    fact.add_memory_id(id);
    events::Event event;
    event.set_event_id(ids::uuid7());
    event.set_person("ada");
    event.set_stream("person/ada/memories");
    event.set_type("memory.recalled");
    event.set_occurred_at_us(now() * 1000);
    event.set_payload(fact.SerializeAsString());
    store->add(std::move(event));
  }

  caf::expected<Memory> read(const std::string& id) {
    ReadMemory question;
    question.set_memory_id(id);
    return ask_as_ada<Memory>(tested, question);
  }

  Recalled recalled(const std::string& query, const std::string& as_of = {}) {
    Recall question;
    question.set_query(query);
    question.set_as_of(as_of);
    question.set_limit(10'000);
    auto found = ask_as_ada<Recalled>(tested, question);
    REQUIRE(found);
    return *found;
  }

  /// How often `id` is listed among everything.
  int times_listed(const std::string& id) {
    auto all = recalled("");
    return static_cast<int>(std::ranges::count(
      all.hits(), id, [](auto& hit) { return hit.memory().memory_id(); }));
  }

  /// The tier of every memory as it is told.
  std::map<std::string, std::string> told_tiers() {
    ListMemoryTrails question;
    question.set_limit(100'000);
    auto found = ask_as_ada<MemoryTrails>(tested, question);
    REQUIRE(found);
    std::map<std::string, std::string> result;
    for (auto& one : found->trails())
      CHECK(result.emplace(one.memory_id(), one.tier()).second);
    return result;
  }

  MemoryTrail trail(const std::string& id) {
    ListMemoryTrails question;
    question.set_memory_id(id);
    auto found = ask_as_ada<MemoryTrails>(tested, question);
    REQUIRE(found);
    REQUIRE_EQ(found->trails_size(), 1);
    return found->trails(0);
  }

  uint64_t recorded(const std::string& type) const {
    return static_cast<uint64_t>(std::ranges::count(
      store->log, type, [](auto& event) { return event.type(); }));
  }
};

} // namespace auren::test
