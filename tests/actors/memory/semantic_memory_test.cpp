#include "actors/memory/semantic_memory.hpp"
#include "messages/time.hpp"
#include "tests/actors/memory/fake_store.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace auren;
using namespace auren::memory;

namespace {

struct fixture : test::memory_fixture {
  std::shared_ptr<int64_t> now = std::make_shared<int64_t>(
    auren::time::parse("2026-03-01T12:00:00Z")->unix_ms);
  semantic_memory_actor tested = wake();

  semantic_memory_actor wake() {
    semantic_memory_options options;
    options.now_ms = [clock = now] { return *clock; };
    return system.spawn(semantic_memory, log, reader, test::ada(), options);
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

using list = std::vector<std::string>;

} // namespace

TEST_SUITE_BEGIN("memory.semantic_memory");

TEST_CASE_FIXTURE(fixture, "what is stored is durable and found by its words") {
  auto memory = stored("Coffee after noon ruins my sleep");
  stored("Long walks in the forest");
  CHECK_EQ(store->log.size(), 2);
  CHECK_EQ(store->log[0].stream(), "person/ada/memories");
  CHECK_EQ(store->log[0].type(), "memory.stored");
  auto found = recalled("sleeping badly, coffees");
  REQUIRE_EQ(found.hits_size(), 1);
  auto& hit = found.hits(0);
  CHECK_EQ(hit.memory().memory_id(), memory.memory_id());
  CHECK_EQ(hit.memory().tier(), "semantic");
  CHECK_EQ(hit.memory().importance(), 0.5);
  CHECK_EQ(hit.parts().at("words"), doctest::Approx(weight_words));
  CHECK_EQ(hit.parts().at("importance"),
           doctest::Approx(weight_importance / 2));
  CHECK_EQ(hit.parts().at("time"), doctest::Approx(weight_time));
  CHECK_EQ(hit.score(),
           doctest::Approx(weight_words + weight_importance / 2 + weight_time));
}

TEST_CASE_FIXTURE(fixture, "importance and time order what words leave equal") {
  Memory memory;
  memory.set_text("magnesium in the evening");
  memory.set_importance(0.1);
  REQUIRE(store_memory(memory));
  memory.set_importance(0.9);
  REQUIRE(store_memory(memory));
  pass(200);
  memory.set_importance(0.1);
  REQUIRE(store_memory(memory));
  auto found = recalled("magnesium");
  REQUIRE_EQ(found.hits_size(), 3);
  CHECK_EQ(found.hits(0).memory().importance(), 0.9);
  CHECK_EQ(found.hits(1).memory().valid_from(), present());
  CHECK_EQ(found.hits(2).parts().at("time"),
           doctest::Approx(weight_time * std::exp2(-200.0 / 90)));
}

TEST_CASE_FIXTURE(fixture, "a revision supersedes and keeps the history") {
  auto first = stored("I live in Berlin", "2020-01-01T00:00:00Z");
  auto before = present();
  pass(10);
  auto second
    = revise(first.memory_id(), "I live in Paris", "2024-06-01T00:00:00Z");
  REQUIRE(second);
  CHECK_NE(second->memory_id(), first.memory_id());
  CHECK_EQ(texts(recalled("live")), list{"I live in Paris"});
  SUBCASE("as of a time before, the old one is still true") {
    CHECK_EQ(texts(recalled("live", "2022-01-01T00:00:00Z")),
             list{"I live in Berlin"});
    CHECK_EQ(texts(recalled("live", "2019-01-01T00:00:00Z")), list{});
  }
  SUBCASE("as known before, nobody had heard of the move") {
    auto found = recalled("live", {}, before);
    CHECK_EQ(texts(found), list{"I live in Berlin"});
    CHECK(found.hits(0).memory().superseded_by().empty());
  }
  SUBCASE("the old one can be read and says what took its place") {
    ReadMemory question;
    question.set_memory_id(first.memory_id());
    auto old = ask_as_ada<Memory>(tested, question);
    REQUIRE(old);
    CHECK_EQ(old->superseded_by(), second->memory_id());
    CHECK(revise(first.memory_id(), "Rome").error() == errc::version_conflict);
  }
  SUBCASE("a correction replaces it for all times") {
    REQUIRE(revise(second->memory_id(), "I always lived in Rome",
                   "2019-01-01T00:00:00Z"));
    CHECK_EQ(texts(recalled("lived", "2022-01-01T00:00:00Z")),
             list{"I always lived in Rome"});
  }
}

TEST_CASE_FIXTURE(fixture, "what was recalled then is recalled as known then") {
  list subjects{"sleep", "coffee", "running", "stress", "magnesium"};
  std::mt19937 random{5};
  auto any = [&] { return subjects[random() % subjects.size()]; };
  list ids;
  std::vector<std::pair<std::string, std::string>> asked; // when, answer
  for (int i = 0; i < 60; ++i) {
    pass(1);
    if (i % 3 == 2) {
      auto at = random() % ids.size();
      if (auto next = revise(ids[at], any() + " and " + any()))
        ids[at] = next->memory_id();
    } else {
      ids.push_back(stored(any() + " with " + any()).memory_id());
    }
    asked.emplace_back(present(), recalled("coffee sleep").SerializeAsString());
  }
  for (auto& [when, answer] : asked)
    REQUIRE(recalled("coffee sleep", {}, when).SerializeAsString() == answer);
}

TEST_CASE_FIXTURE(fixture, "backfill in any order gives the same answers") {
  struct fact {
    const char* text;
    const char* from;
    const char* to;
  };
  std::vector<fact> facts
    = {{"slept badly in March", "2025-03-01T00:00:00Z", "2025-04-01T00:00:00Z"},
       {"slept badly in May", "2025-05-01T00:00:00Z", "2025-06-01T00:00:00Z"},
       {"slept better since the new bed", "2025-05-15T00:00:00Z", ""},
       {"bed and breakfast", "2025-05-15T00:00:00Z", "2025-05-20T00:00:00Z"},
       {"badly wanted coffee", "2025-01-01T00:00:00Z", ""}};
  std::vector<std::string> answers;
  std::mt19937 random{1};
  for (int i = 0; i < 6; ++i) {
    store->log.clear();
    tested = wake();
    for (auto& fact : facts)
      stored(fact.text, fact.from, fact.to);
    std::string answer;
    for (auto as_of : {"2025-02-01", "2025-03-15", "2025-05-16T10:00:00+02:00",
                       "2025-05-21", "2026-01-01"})
      for (auto query : {"slept badly", "bed", ""})
        for (auto& hit : recalled(query, as_of).hits())
          answer += hit.memory().text() + std::to_string(hit.score()) + '\n';
    answers.push_back(answer);
    std::ranges::shuffle(facts, random);
  }
  CHECK_GT(answers[0].size(), 200);
  for (auto& answer : answers)
    CHECK_EQ(answer, answers[0]);
}

TEST_CASE_FIXTURE(fixture, "forgetting removes every version") {
  auto first = stored("my secret");
  auto second = revise(first.memory_id(), "my other secret");
  REQUIRE(second);
  stored("something else");
  ForgetMemory command;
  command.set_memory_id(second->memory_id());
  REQUIRE(ask_as_ada<MemoryForgotten>(tested, command));
  CHECK_EQ(store->log.back().type(), "memory.forgotten");
  for (auto& id : {first.memory_id(), second->memory_id()}) {
    ReadMemory question;
    question.set_memory_id(id);
    CHECK(ask_as_ada<Memory>(tested, question).error() == errc::not_found);
  }
  CHECK_EQ(texts(recalled("secret", {}, present())), list{});
  CHECK_EQ(texts(recalled("")), list{"something else"});
  CHECK(ask_as_ada<MemoryForgotten>(tested, command).error()
        == errc::not_found);
  CHECK_EQ(ask_as_ada<MemoryStats>(tested, AskMemoryStats{})->memories(), 1);
  tested = wake(); // and it stays forgotten
  CHECK_EQ(texts(recalled("")), list{"something else"});
}

TEST_CASE_FIXTURE(fixture, "it wakes knowing what it knew") {
  auto first = stored("sleep and coffee");
  stored("running");
  pass(3);
  REQUIRE(revise(first.memory_id(), "sleep without coffee"));
  auto before = recalled("sleep").SerializeAsString();
  tested = wake();
  CHECK(recalled("sleep").SerializeAsString() == before);
}

TEST_CASE_FIXTURE(fixture, "kind and scope choose") {
  for (auto scope : {"private", "neuroscientist", ""}) {
    Memory memory;
    memory.set_text(std::string{"note of "} + scope);
    memory.set_scope(scope);
    memory.set_kind(*scope ? "note" : "insight");
    REQUIRE(store_memory(memory));
  }
  auto count = [&](const char* kind, const char* scope) {
    Recall question;
    question.set_kind(kind);
    question.set_scope(scope);
    return ask_as_ada<Recalled>(tested, question)->hits_size();
  };
  CHECK_EQ(count("", ""), 3);
  CHECK_EQ(count("", "neuroscientist"), 2);
  CHECK_EQ(count("note", "neuroscientist"), 1);
  CHECK_EQ(count("insight", ""), 1);
}

TEST_CASE_FIXTURE(fixture, "the same key gives the same memory") {
  Memory memory;
  memory.set_text("only once");
  auto first = store_memory(memory, "key", "hash");
  auto again = store_memory(memory, "key", "hash");
  REQUIRE(first);
  REQUIRE(again);
  CHECK_EQ(first->SerializeAsString(), again->SerializeAsString());
  CHECK_EQ(store->log.size(), 1);
  CHECK_EQ(recalled("once").hits_size(), 1);
  CHECK(store_memory(memory, "key", "other").error()
        == errc::idempotency_mismatch);
}

TEST_CASE_FIXTURE(fixture, "what others wrote to the stream is read") {
  stored("mine");
  settle();
  auto theirs = store->log.front();
  MemoryStored fact;
  fact.ParseFromString(theirs.payload());
  fact.mutable_memory()->set_memory_id("another");
  fact.mutable_memory()->set_text("theirs");
  theirs.set_payload(fact.SerializeAsString());
  store->add(theirs);
  stored("mine again");
  CHECK_EQ(recalled("").hits_size(), 3);
}

TEST_CASE_FIXTURE(fixture, "what makes no sense is refused and not recorded") {
  auto refused = [&](auto change) {
    Memory memory;
    memory.set_text("a text");
    change(memory);
    auto reply = store_memory(memory);
    REQUIRE_FALSE(reply);
    return code_of(reply.error());
  };
  CHECK(refused([](auto& m) { m.clear_text(); }) == errc::invalid_message);
  CHECK(refused([](auto& m) { m.set_text(std::string(70'000, 'x')); })
        == errc::too_large);
  CHECK(refused([](auto& m) { m.set_importance(2); }) == errc::invalid_message);
  CHECK(refused([](auto& m) { m.set_valid_from("yesterday"); })
        == errc::invalid_time);
  CHECK(refused([](auto& m) { m.set_valid_to("2020-01-01"); })
        == errc::invalid_message);
  CHECK(store->log.empty());
  CHECK(revise("nobody", "x").error() == errc::not_found);
  Recall question;
  question.set_as_of("then");
  CHECK(ask_as_ada<Recalled>(tested, question).error() == errc::invalid_time);
}

TEST_CASE_FIXTURE(fixture, "a log that refuses leaves nothing behind") {
  settle();
  store->broken = errc::storage_unavailable;
  Memory memory;
  memory.set_text("lost");
  CHECK(store_memory(memory).error() == errc::storage_unavailable);
  store->broken.reset();
  CHECK_EQ(recalled("").hits_size(), 0);
  CHECK(store_memory(memory));
}

TEST_SUITE_END();
