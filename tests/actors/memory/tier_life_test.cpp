#include "tests/actors/memory/tier_fixture.hpp"
#include "tests/actors/memory/tier_model.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <random>

using namespace auren;
using namespace auren::memory;
using auren::test::tier_model;

namespace {

/// A life of notes, facts, revisions, uses and forgetting, by a seed.
struct life : test::tier_fixture {
  std::mt19937 random{41};
  std::vector<std::string> ids;
  std::set<std::pair<std::string, std::string>> ways; ///< Moves: from, to.

  size_t one_of(size_t n) {
    return random() % n;
  }

  Memory some_memory() {
    static constexpr const char* kinds[] = {"note", "answer", "insight", ""};
    static constexpr const char* words[]
      = {"sleep", "coffee", "walk", "stress", "magnesium", "headache"};
    Memory memory;
    memory.set_text(fmt::format("{} and {} number {}", words[one_of(6)],
                                words[one_of(6)], ids.size()));
    memory.set_kind(kinds[one_of(4)]);
    memory.set_importance(static_cast<double>(one_of(10)) / 10);
    if (one_of(4) == 0)
      memory.set_valid_from(auren::time::format(
        now() - static_cast<int64_t>(one_of(400)) * 86'400'000));
    if (one_of(4) == 0) {
      memory.mutable_fact()->set_attribute(words[one_of(2)]);
      memory.mutable_fact()->set_unit(one_of(2) == 0 ? "mg" : "");
      memory.mutable_fact()->set_value(std::to_string(one_of(100)));
    }
    return memory;
  }

  void act() {
    if (ids.size() < 5 || one_of(2) == 0)
      ids.push_back(stored(some_memory()).memory_id());
    auto& any = ids[one_of(ids.size())];
    if (one_of(3) == 0)
      use(any);
    if (one_of(9) == 0) {
      ReviseMemory command;
      command.set_memory_id(any);
      command.mutable_memory()->set_text("revised " + any);
      if (auto next = ask_as_ada<Memory>(tested, command))
        ids.push_back(next->memory_id());
    }
    if (one_of(40) == 0) {
      ForgetMemory command;
      command.set_memory_id(ids[one_of(ids.size())]);
      ask_as_ada<MemoryForgotten>(tested, command);
    }
  }

  void check_nothing_is_lost(const tier_model& model) {
    std::set<std::string> listed;
    auto everything = recalled("");
    for (auto& hit : everything.hits())
      REQUIRE(listed.insert(hit.memory().memory_id()).second);
    for (auto& [id, one] : model.all) {
      auto found = read(id);
      REQUIRE(found);
      REQUIRE_EQ(found->text(), one.memory.text());
      auto holds = !model.superseded(id, now())
                   && tier_model::ms(one.memory.valid_from(), 0) <= now();
      if (holds)
        REQUIRE(listed.contains(id));
    }
  }

  void note_ways() {
    for (auto& event : store->log) {
      MemoryMoved fact;
      if (event.type() == "memory.moved"
          && fact.ParseFromString(event.payload()))
        ways.emplace(fact.from(), fact.to());
    }
  }
};

} // namespace

TEST_SUITE_BEGIN("memory.tiers");

TEST_CASE_FIXTURE(life, "each of 400 days every memory is in exactly the tier "
                        "that its policy says") {
  for (int day = 1; day <= 400; ++day) {
    act();
    pass(1);
    tier_model model{store->log};
    auto expected = model.tiers(now());
    REQUIRE(told_tiers() == expected);
    if (day % 97 == 0)
      crash();
    if (day % 50 == 0) {
      REQUIRE(told_tiers() == expected);
      check_nothing_is_lost(model);
    }
  }
  note_ways();
  CHECK(ways.contains({"working", "semantic"}));
  CHECK(ways.contains({"semantic", "long_term"}));
  CHECK(ways.contains({"semantic", "working"}));
  AskMemoryStats question;
  auto counts = ask_as_ada<MemoryStats>(tested, question);
  REQUIRE(counts);
  CHECK_EQ(counts->working_memories() + counts->semantic_memories()
             + counts->long_term_memories(),
           tier_model{store->log}.all.size());
  CHECK_GT(counts->long_term_memories(), 10);
  CHECK_EQ(counts->moves(), recorded("memory.moved"));
}

TEST_CASE_FIXTURE(life, "who asks for the past is answered as if there were "
                        "no tiers") {
  for (int day = 0; day < 500; day += 5) {
    act();
    pass(5);
  }
  recollection plain;
  for (auto& event : store->log)
    plain.fold(event);
  for (auto as_of : {"2025-02-01", "2025-08-15", "2026-03-01"})
    for (auto query : {"coffee", "headache after stress", ""}) {
      Recall question;
      question.set_query(query);
      question.set_as_of(as_of);
      question.set_limit(1000);
      auto expected = std::get<Recalled>(plain.recall(question, now()));
      auto found = ask_as_ada<Recalled>(tested, question);
      REQUIRE(found);
      REQUIRE_EQ(found->hits_size(), expected.hits_size());
      for (int i = 0; i < expected.hits_size(); ++i) {
        REQUIRE_EQ(found->hits(i).memory().memory_id(),
                   expected.hits(i).memory().memory_id());
        REQUIRE_EQ(found->hits(i).score(), expected.hits(i).score());
      }
    }
}

TEST_CASE_FIXTURE(life, "an answer brings back what was put away") {
  auto id = noted("the magnesium of last spring", 0.2).memory_id();
  CHECK_EQ(trail(id).tier(), "working");
  pass(31);
  CHECK_EQ(trail(id).tier(), "semantic");
  pass(340);
  CHECK_EQ(trail(id).tier(), "long_term");
  CHECK_EQ(recalled("magnesium").hits(0).memory().tier(), "long_term");
  use(id);
  pass(1);
  CHECK_EQ(trail(id).tier(), "working");
  CHECK_EQ(recalled("magnesium").hits(0).memory().uses(), 1);
  auto way = trail(id);
  REQUIRE_EQ(way.moves_size(), 3);
  CHECK_EQ(way.moves(0).reason(), "age");
  CHECK_EQ(way.moves(2).from(), "long_term");
  CHECK_EQ(way.moves(2).reason(), "use");
  CHECK_EQ(way.moves(2).number(), 3);
}

TEST_SUITE_END();
