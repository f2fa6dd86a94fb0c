#include "actors/memory/fact_key.hpp"
#include "messages/time.hpp"
#include "tests/actors/memory/semantic_fixture.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <random>

using namespace auren;
using namespace auren::memory;
using auren::test::list;

namespace {

constexpr int64_t start = 1'735'689'600'000; // 2025-01-01
constexpr int64_t one_day = 86'400'000;

struct contradiction_fixture : test::semantic_fixture {
  Memory fact(const std::string& attribute, const std::string& value,
              const std::string& from, const std::string& unit = {},
              const std::string& to = {}) {
    Memory memory;
    memory.set_text(attribute + " is " + value);
    memory.set_valid_from(from);
    memory.set_valid_to(to);
    memory.mutable_fact()->set_attribute(attribute);
    memory.mutable_fact()->set_value(value);
    memory.mutable_fact()->set_unit(unit);
    auto reply = store_memory(memory);
    REQUIRE(reply);
    return *reply;
  }

  list holding(const std::string& as_of = {}, const std::string& known = {}) {
    auto result = texts(recalled("", as_of, known));
    std::ranges::sort(result);
    return result;
  }
};

/// Facts of some keys, each beginning on a day of its own, and other notes.
std::vector<Memory> some_facts(std::mt19937& random) {
  std::vector<Memory> result;
  for (int i = 0; i < 40; ++i) {
    Memory one;
    auto from
      = start + i * 7 * one_day + static_cast<int64_t>(random() % 5) * one_day;
    one.set_valid_from(auren::time::format(from));
    if (random() % 4 == 0)
      one.set_valid_to(auren::time::format(
        from + static_cast<int64_t>(random() % 90 + 1) * one_day));
    one.set_text(fmt::format("number {}", i));
    if (random() % 4 > 0) {
      auto& fact = *one.mutable_fact();
      fact.set_subject(random() % 5 == 0 ? "Ann" : "");
      fact.set_attribute(random() % 2 == 0 ? "weight" : "Home  Town");
      fact.set_unit(random() % 3 == 0 ? "lb" : "kg");
      fact.set_value(std::to_string(i));
    }
    result.push_back(one);
  }
  return result;
}

recollection told(const std::vector<Memory>& facts) {
  recollection result;
  for (size_t i = 0; i < facts.size(); ++i) {
    MemoryStored fact;
    *fact.mutable_memory() = facts[i];
    fact.mutable_memory()->set_memory_id(facts[i].text());
    fact.mutable_memory()->set_recorded_at(
      auren::time::format(start + 1000 * one_day + static_cast<int64_t>(i)));
    events::Event event;
    event.set_type("memory.stored");
    event.set_payload(fact.SerializeAsString());
    result.fold(event);
  }
  return result;
}

list holding_in(const recollection& tested, int64_t as_of) {
  Recall question;
  question.set_as_of(auren::time::format(as_of));
  question.set_limit(1000);
  auto found
    = std::get<Recalled>(tested.recall(question, start + 2000 * one_day));
  list result;
  for (auto& hit : found.hits())
    result.push_back(fmt::format("{} {:a}", hit.memory().text(), hit.score()));
  return result;
}

/// What holds on a day, the plain way: of each key the last that began.
list expected_on(const std::vector<Memory>& facts, int64_t as_of) {
  std::map<std::string, std::pair<int64_t, std::string>> last;
  list result;
  for (auto& one : facts) {
    auto from = instant_or(one.valid_from(), 0).value();
    if (from > as_of || instant_or(one.valid_to(), INT64_MAX).value() <= as_of)
      continue;
    if (!one.has_fact())
      result.push_back(one.text());
    else if (auto& best = last[fact_key(one)]; from >= best.first)
      best = {from, one.text()};
  }
  for (auto& [key, best] : last)
    result.push_back(best.second);
  std::ranges::sort(result);
  return result;
}

list names(const list& scored) {
  list result;
  for (auto& one : scored)
    result.push_back(one.substr(0, one.rfind(' ')));
  std::ranges::sort(result);
  return result;
}

} // namespace

TEST_SUITE_BEGIN("memory.contradiction");

TEST_CASE_FIXTURE(contradiction_fixture,
                  "a fact takes the place of the one before it") {
  auto berlin = fact("home town", "Berlin", "2020-01-01");
  pass(1);
  auto before = present();
  pass(1);
  auto paris = fact("Home  Town", "Paris", "2024-01-01");
  CHECK_EQ(holding(), list{"Home  Town is Paris"});
  CHECK_EQ(holding("2022-01-01"), list{"home town is Berlin"});
  CHECK_EQ(holding({}, before), list{"home town is Berlin"});
  auto old = recalled("", "2022-01-01").hits(0).memory();
  CHECK_EQ(old.superseded_by(), paris.memory_id());
  SUBCASE("and gives it back when it is forgotten") {
    ForgetMemory command;
    command.set_memory_id(paris.memory_id());
    REQUIRE(ask_as_ada<MemoryForgotten>(tested, command));
    CHECK_EQ(holding(), list{"home town is Berlin"});
  }
  SUBCASE("which is readable and says so") {
    ReadMemory question;
    question.set_memory_id(berlin.memory_id());
    auto found = ask_as_ada<Memory>(tested, question);
    REQUIRE(found);
    CHECK_EQ(found->superseded_by(), paris.memory_id());
    CHECK_EQ(ask_as_ada<MemoryStats>(tested, AskMemoryStats{})->superseded(),
             1);
  }
  SUBCASE("and one that is told late only changes its own time") {
    fact("home town", "Rome", "2022-06-01");
    CHECK_EQ(holding("2022-01-01"), list{"home town is Berlin"});
    CHECK_EQ(holding("2023-01-01"), list{"home town is Rome"});
    CHECK_EQ(holding(), list{"Home  Town is Paris"});
  }
}

TEST_CASE_FIXTURE(contradiction_fixture, "nothing else is retired") {
  fact("weight", "80", "2025-01-01", "kg");
  fact("weight", "176", "2025-02-01", "lb");
  fact("height", "180", "2025-03-01", "cm");
  stored("weight is something I rarely measure", "2025-04-01");
  Memory ann;
  ann.set_text("Ann's weight is 60");
  ann.mutable_fact()->set_subject("Ann");
  ann.mutable_fact()->set_attribute("weight");
  ann.mutable_fact()->set_unit("kg");
  ann.mutable_fact()->set_value("60");
  REQUIRE(store_memory(ann));
  CHECK_EQ(holding().size(), 5);
}

TEST_CASE_FIXTURE(contradiction_fixture,
                  "what held for a while gives way again") {
  fact("dose", "10", "2025-01-01", "mg");
  fact("dose", "20", "2025-03-01", "mg", "2025-04-01");
  CHECK_EQ(holding("2025-03-15"), list{"dose is 20"});
  CHECK_EQ(holding("2025-04-01"), list{"dose is 10"});
}

TEST_CASE_FIXTURE(contradiction_fixture,
                  "a fact has an attribute and a value") {
  Memory memory;
  memory.set_text("a text");
  memory.mutable_fact()->set_attribute("weight");
  CHECK(store_memory(memory).error() == errc::invalid_message);
  memory.mutable_fact()->set_value("80");
  CHECK(store_memory(memory));
}

TEST_CASE_FIXTURE(contradiction_fixture,
                  "of two that began together the later told holds") {
  fact("weight", "80", "2025-01-01");
  pass(1);
  auto before = present();
  pass(1);
  fact("weight", "81", "2025-01-01");
  CHECK_EQ(holding(), list{"weight is 81"});
  CHECK_EQ(holding({}, before), list{"weight is 80"});
}

TEST_CASE_FIXTURE(contradiction_fixture,
                  "what held then is told as known then") {
  list attributes{"weight", "home town", "dose"};
  std::mt19937 random{31};
  std::vector<std::pair<std::string, list>> told_then;
  for (int i = 0; i < 50; ++i) {
    pass(1);
    auto from = start + static_cast<int64_t>(random() % 400) * one_day;
    fact(attributes[random() % 3], std::to_string(i),
         auren::time::format(from));
    told_then.emplace_back(present(), holding());
  }
  for (auto& [when, answer] : told_then)
    REQUIRE(holding({}, when) == answer);
}

TEST_CASE("facts told in any order hold alike, and as they should") {
  std::mt19937 random{12};
  for (int life = 0; life < 5; ++life) {
    auto facts = some_facts(random);
    auto ordered = told(facts);
    for (int round = 0; round < 6; ++round) {
      auto tested = told(facts);
      for (int64_t at = start; at < start + 400 * one_day; at += 3 * one_day) {
        auto found = holding_in(tested, at);
        REQUIRE(names(found) == expected_on(facts, at));
        REQUIRE(found == holding_in(ordered, at));
      }
      std::ranges::shuffle(facts, random);
    }
  }
}

TEST_CASE("what one scope holds contradicts nothing of another") {
  Memory one;
  one.mutable_fact()->set_attribute("mood");
  one.mutable_fact()->set_value("good");
  auto other = one;
  other.set_scope("private");
  CHECK_NE(fact_key(one), fact_key(other));
  CHECK_EQ(fact_key(Memory{}), "");
  other = one;
  other.mutable_fact()->set_attribute("  Mood ");
  CHECK_EQ(fact_key(one), fact_key(other));
  other.mutable_fact()->set_unit("Mg");
  one.mutable_fact()->set_unit("mg");
  CHECK_NE(fact_key(one), fact_key(other));
}

TEST_SUITE_END();
