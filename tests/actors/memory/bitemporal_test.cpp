#include "tests/actors/memory/semantic_fixture.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <random>

using namespace auren;
using namespace auren::memory;
using auren::test::list;

TEST_SUITE_BEGIN("memory.bitemporal");

TEST_CASE_FIXTURE(test::semantic_fixture,
                  "a revision supersedes and keeps the history") {
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

TEST_CASE_FIXTURE(test::semantic_fixture,
                  "what was recalled then is recalled as known then") {
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
    asked.emplace_back(present(), recalled("coffee sleep").DebugString());
  }
  for (auto& [when, answer] : asked)
    REQUIRE(recalled("coffee sleep", {}, when).DebugString() == answer);
}

TEST_CASE_FIXTURE(test::semantic_fixture,
                  "backfill in any order gives the same answers") {
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
      for (auto query : {"slept badly", "bed", ""}) {
        auto found = recalled(query, as_of);
        for (auto& hit : found.hits())
          answer += hit.memory().text() + std::to_string(hit.score()) + '\n';
      }
    answers.push_back(answer);
    std::ranges::shuffle(facts, random);
  }
  CHECK_GT(answers[0].size(), 200);
  for (auto& answer : answers)
    CHECK_EQ(answer, answers[0]);
}

namespace {

/// A person's notes of some weeks; several of one instant among them.
std::vector<Memory> some_notes(std::mt19937& random) {
  list words{"sleep",     "coffee",   "running", "insomnia", "stress",
             "magnesium", "headache", "walk",    "tired",    "yesterday"};
  std::vector<Memory> result;
  for (int i = 0; i < 60; ++i) {
    Memory one;
    std::string text = random() % 3 == 0 ? "Ada:" : "Note:";
    for (int n = 0; n < 5; ++n)
      text += ' ' + words[random() % words.size()];
    one.set_text(text + (random() % 4 == 0 ? "?" : "."));
    one.set_importance(0.25 * static_cast<double>(random() % 4));
    auto minutes = static_cast<int64_t>(random() % 40) * 10;
    one.set_valid_from(auren::time::format(
      auren::time::parse("2025-05-01T00:00:00Z")->unix_ms + minutes * 60'000));
    result.push_back(one);
  }
  return result;
}

/// What is recalled of `notes`, told one after the other.
std::string recalled_of(const std::vector<Memory>& notes) {
  recollection tested;
  auto told = auren::time::parse("2026-01-01T00:00:00Z")->unix_ms;
  for (size_t i = 0; i < notes.size(); ++i) {
    MemoryStored fact;
    *fact.mutable_memory() = notes[i];
    fact.mutable_memory()->set_memory_id(std::to_string(i));
    fact.mutable_memory()->set_recorded_at(auren::time::format(told += 1000));
    events::Event event;
    event.set_type("memory.stored");
    event.set_payload(fact.SerializeAsString());
    tested.fold(event);
  }
  std::string result;
  for (auto as_of : {"", "2025-05-01T02:00:00Z", "2025-05-01T05:00:00Z"})
    for (auto query : {"When was Ada tired?", "coffee and magnesum",
                       "sleepless", "What about running in May 2025?", ""}) {
      Recall question;
      question.set_query(query);
      question.set_as_of(as_of);
      question.set_limit(1000);
      auto found = std::get<Recalled>(tested.recall(question, told));
      for (auto& hit : found.hits())
        result += fmt::format("{} {} {:a}\n", hit.memory().text(),
                              hit.memory().valid_from(), hit.score());
    }
  return result;
}

} // namespace

TEST_CASE("notes told in any order are recalled alike to the last bit") {
  std::mt19937 random{23};
  auto notes = some_notes(random);
  auto expected = recalled_of(notes);
  CHECK_GT(expected.size(), 5000);
  for (int i = 0; i < 10; ++i) {
    std::ranges::shuffle(notes, random);
    REQUIRE(recalled_of(notes) == expected);
  }
}

TEST_CASE_FIXTURE(test::semantic_fixture,
                  "what others may see weighs nothing for a scope") {
  auto note = [&](const char* text, const char* scope) {
    Memory memory;
    memory.set_text(text);
    memory.set_scope(scope);
    memory.set_valid_from("2026-01-01T00:00:00Z");
    REQUIRE(store_memory(memory));
  };
  note("coffee and sleep", "neuroscientist");
  note("sleep", "neuroscientist");
  auto ask = [&] {
    Recall question;
    question.set_query("coffee sleep");
    question.set_scope("neuroscientist");
    return ask_as_ada<Recalled>(tested, question)->DebugString();
  };
  auto before = ask();
  note("coffee coffee coffee sleep?", "private");
  CHECK(ask() == before);
}

TEST_SUITE_END();
