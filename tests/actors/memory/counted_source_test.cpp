#include "actors/memory/counted_source.hpp"
#include "actors/memory/working_book.hpp"
#include "tests/actors/memory/long_term_fixture.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::memory;

namespace {

/// Three days: most samples from one, one alone, two alike.
void live_three_days(test::memory_store& store) {
  auto add = [&store](const char* source, int day, int samples) {
    ingest::SamplesRecorded batch;
    auto& series = *batch.add_series();
    series.set_metric("heart_rate");
    series.set_source(source);
    for (int i = 0; i < samples; ++i)
      test::add_sample(
        series, test::march_ms + day * test::day_ms + i * test::hour_ms, 60);
    store.add(test::event_of(batch, 0));
  };
  add("watch", 0, 3);
  add("phone", 0, 2);
  add("phone", 1, 1);
  add("watch", 2, 4);
  add("ring", 2, 4);
}

std::vector<std::string> told(const Range& range) {
  std::vector<std::string> result;
  for (auto& one : range.sources())
    result.push_back(one.day() + " " + one.source() + " " + one.why());
  return result;
}

ReadRange ask_for(const char* resolution) {
  ReadRange question;
  question.set_metric("heart_rate");
  question.set_resolution(resolution);
  question.set_from_ms(test::march_ms);
  question.set_explain(true);
  return question;
}

const std::vector<std::string> all_three{"2026-03-01 watch most_samples",
                                         "2026-03-02 phone only_source",
                                         "2026-03-03 ring first_by_name"};

} // namespace

TEST_SUITE_BEGIN("memory.counted_source");

TEST_CASE_FIXTURE(test::long_term_fixture,
                  "a range says on demand which source counts, why") {
  live_three_days(*store);
  for (uint64_t folded_to : {0, 3, 5}) {
    *checkpoint = folded_to;
    for (auto resolution : {"raw", "minute", "hour", "day", "week"}) {
      CAPTURE(resolution);
      auto range = ask_as_ada<Range>(tested, ask_for(resolution));
      REQUIRE(range);
      CHECK_EQ(told(*range), all_three);
      REQUIRE_EQ(range->sources(0).measured_size(), 2);
      CHECK_EQ(range->sources(0).measured(0).source(), "phone");
      CHECK_EQ(range->sources(0).measured(0).samples(), 2u);
      CHECK_EQ(range->sources(0).measured(1).samples(), 3u);
    }
    auto silent = ask_for("day");
    silent.set_explain(false);
    CHECK_EQ(ask_as_ada<Range>(tested, silent)->sources_size(), 0);
  }
}

TEST_CASE_FIXTURE(test::long_term_fixture,
                  "a page explains the days that it tells") {
  live_three_days(*store);
  auto question = ask_for("raw");
  question.set_limit(4); // three of the first day, and the second
  auto range = ask_as_ada<Range>(tested, question);
  REQUIRE(range);
  CHECK_EQ(told(*range), std::vector<std::string>{all_three[0], all_three[1]});
}

TEST_CASE_FIXTURE(test::long_term_fixture, "working memory explains likewise") {
  live_three_days(*store);
  working_book recent{ingest::catalogue::standard()};
  for (auto& event : store->log)
    REQUIRE(recent.fold(event));
  auto range = std::get<Range>(recent.range(ask_for("hour")));
  CHECK_EQ(told(range), all_three);
}

TEST_CASE_FIXTURE(test::long_term_fixture,
                  "a source that the person prefers counts for it") {
  live_three_days(*store);
  auto book = whole_book();
  auto found = counted_sources(*book.find("heart_rate"), {"phone"});
  REQUIRE_EQ(found.size(), 3u);
  CHECK_EQ(found[0].source(), "phone");
  CHECK_EQ(found[0].why(), "preferred");
  CHECK_EQ(found[1].why(), "only_source");
  CHECK_EQ(found[2].why(), "first_by_name");
}

TEST_SUITE_END();
