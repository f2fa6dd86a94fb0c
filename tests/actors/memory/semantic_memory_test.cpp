#include "tests/actors/memory/semantic_fixture.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace auren;
using namespace auren::memory;
using auren::test::list;

TEST_SUITE_BEGIN("memory.semantic_memory");

TEST_CASE_FIXTURE(test::semantic_fixture,
                  "what is stored is durable and found by its words") {
  auto memory = stored("Coffee after noon ruins my sleep");
  stored("Long walks in the forest");
  CHECK_EQ(store->log.size(), 2);
  CHECK_EQ(store->log[0].stream(), "person/ada/memories");
  CHECK_EQ(store->log[0].type(), "memory.stored");
  auto found = recalled("sleeping badly, coffees");
  REQUIRE_EQ(found.hits_size(), 1);
  auto& hit = found.hits(0);
  CHECK_EQ(hit.memory().memory_id(), memory.memory_id());
  CHECK_EQ(hit.memory().tier(), "working");
  CHECK_EQ(hit.memory().importance(), 0.5);
  CHECK_GT(hit.parts().at("words"), 0);
  CHECK_EQ(hit.parts().at("words") + hit.parts().at("meaning")
             + hit.parts().at("context") + hit.parts().at("cues"),
           doctest::Approx(weight_relevance));
  CHECK_EQ(hit.parts().at("importance"),
           doctest::Approx(weight_importance / 2));
  CHECK_EQ(hit.parts().at("time"), doctest::Approx(weight_time));
  CHECK_EQ(hit.score(), doctest::Approx(weight_relevance + weight_importance / 2
                                        + weight_time));
}

TEST_CASE_FIXTURE(test::semantic_fixture,
                  "importance and time order what words leave equal") {
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

TEST_CASE_FIXTURE(test::semantic_fixture, "forgetting removes every version") {
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

TEST_CASE_FIXTURE(test::semantic_fixture, "it wakes knowing what it knew") {
  auto first = stored("sleep and coffee");
  stored("running");
  pass(3);
  REQUIRE(revise(first.memory_id(), "sleep without coffee"));
  auto before = recalled("sleep").DebugString();
  tested = wake();
  CHECK(recalled("sleep").DebugString() == before);
}

TEST_CASE_FIXTURE(test::semantic_fixture,
                  "many memories are linked between messages") {
  for (int i = 0; i < 60; ++i)
    stored("note " + std::to_string(i) + (i % 7 == 0 ? " magnesium" : " tea"));
  auto expected = texts(recalled("magnesum"));
  semantic_memory_options options;
  options.now_ms = [clock = now] { return *clock; };
  options.index.exact_up_to = 20;
  tested = own(
    system.spawn(semantic_memory, log, reader, auren::test::ada(), options));
  settle();
  CHECK_EQ(texts(recalled("magnesum")), expected);
  stored("more magnesium");
  settle();
  CHECK_EQ(texts(recalled("more")), list{"more magnesium"});
}

TEST_CASE_FIXTURE(test::semantic_fixture, "kind and scope choose") {
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

TEST_CASE_FIXTURE(test::semantic_fixture,
                  "the same key gives the same memory") {
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

TEST_CASE_FIXTURE(test::semantic_fixture,
                  "what others wrote to the stream is read") {
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

TEST_CASE_FIXTURE(test::semantic_fixture,
                  "what makes no sense is refused and not recorded") {
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

TEST_CASE_FIXTURE(test::semantic_fixture,
                  "a log that refuses leaves nothing behind") {
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
