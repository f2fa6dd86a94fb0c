#pragma once

#include "actors/memory/semantic_memory.hpp"
#include "messages/time.hpp"
#include "tests/actors/memory/fake_store.hpp"

#include <memory>
#include <string>
#include <vector>

namespace auren::test {

using namespace auren::memory;
using list = std::vector<std::string>;

/// Ada's semantic memory, with a clock that the test moves.
struct semantic_fixture : memory_fixture {
  std::shared_ptr<int64_t> now = std::make_shared<int64_t>(
    auren::time::parse("2026-03-01T12:00:00Z")->unix_ms);
  semantic_memory_actor tested = wake();

  semantic_memory_actor wake() {
    semantic_memory_options options;
    options.now_ms = [clock = now] { return *clock; };
    return own(system.spawn(semantic_memory, log, reader, ada(), options));
  }

  void pass(int64_t days) {
    *now += days * 86'400'000;
  }

  std::string present() const {
    return auren::time::format(*now);
  }

  caf::expected<Memory> store_memory(Memory memory, const std::string& key = {},
                                     const std::string& hash = {}) {
    StoreMemory command;
    *command.mutable_memory() = std::move(memory);
    command.set_idempotency_key(key);
    command.set_body_hash(hash);
    return ask_as_ada<Memory>(tested, command);
  }

  Memory stored(const std::string& text, const std::string& from = {},
                const std::string& to = {}) {
    Memory memory;
    memory.set_text(text);
    memory.set_valid_from(from);
    memory.set_valid_to(to);
    auto reply = store_memory(memory);
    REQUIRE(reply);
    return *reply;
  }

  caf::expected<Memory> revise(const std::string& id, const std::string& text,
                               const std::string& from = {}) {
    ReviseMemory command;
    command.set_memory_id(id);
    command.mutable_memory()->set_text(text);
    command.mutable_memory()->set_valid_from(from);
    return ask_as_ada<Memory>(tested, command);
  }

  Recalled recalled(const std::string& query, const std::string& as_of = {},
                    const std::string& known_at = {}) {
    Recall question;
    question.set_query(query);
    question.set_as_of(as_of);
    question.set_known_at(known_at);
    auto reply = ask_as_ada<Recalled>(tested, question);
    REQUIRE(reply);
    return *reply;
  }

  std::vector<std::string> texts(const Recalled& found) {
    std::vector<std::string> result;
    for (auto& hit : found.hits())
      result.push_back(hit.memory().text());
    return result;
  }
};

} // namespace auren::test
