#include "actors/memory/summary.hpp"
#include "actors/memory/working_book.hpp"
#include "tests/actors/memory/long_term_fixture.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::memory;
using auren::test::equal;

TEST_SUITE_BEGIN("memory.long_term");

TEST_CASE_FIXTURE(test::long_term_fixture,
                  "pages of any size give what one look would") {
  live(1000, 60);
  auto book = whole_book();
  for (auto metric : {"heart_rate", "steps", "weight"})
    for (auto of : {resolution::raw, resolution::minute, resolution::hour,
                    resolution::day, resolution::week}) {
      std::string name{to_string(of)};
      CAPTURE(metric);
      CAPTURE(name);
      range_question question;
      question.metric = metric;
      question.of = of;
      question.limit = 1'000'000;
      std::vector<Point> expected;
      auto facts = describe(ingest::catalogue::standard(), metric);
      for (auto& point : points_of(*book.find(metric), facts, question, {}))
        expected.push_back(point.point);
      REQUIRE_FALSE(expected.empty());
      REQUIRE(equal(read(metric, name.c_str(), 10'000), expected));
      auto limit = static_cast<uint32_t>(expected.size() / 9 + 1);
      REQUIRE(equal(read(metric, name.c_str(), limit), expected));
    }
}

TEST_CASE_FIXTURE(test::long_term_fixture,
                  "days are those of one look at every sample") {
  uint64_t seed = 3;
  SUBCASE("another life") {
    seed = 4;
  }
  SUBCASE("a third") {
    seed = 5;
  }
  CAPTURE(seed);
  live(seed, 60);
  auto found = ask_as_ada<Days>(tested, ReadDays{});
  REQUIRE(found);
  auto book = whole_book();
  REQUIRE_EQ(found->columns_size(), static_cast<int>(book.metrics().size()));
  for (auto& column : found->columns()) {
    auto facts = describe(ingest::catalogue::standard(), column.metric());
    auto days = day_totals(*book.find(column.metric()), {});
    REQUIRE_EQ(column.day_size(), static_cast<int>(days.size()));
    for (int i = 0; i < column.day_size(); ++i) {
      auto& day = days[static_cast<size_t>(i)];
      REQUIRE_EQ(column.day(i), day.day);
      REQUIRE_EQ(column.value(i), value_of(facts.daily, day.total));
    }
  }
}

TEST_CASE_FIXTURE(test::long_term_fixture,
                  "a journey loses no points between pages") {
  // The next morning in Auckland is before the same evening in California.
  auto auckland = test::march_ms + 20 * test::hour_ms;
  auto california = test::march_ms + 29 * test::hour_ms;
  ingest::SamplesRecorded batch;
  *batch.add_series()
    = test::one_sample("heart_rate", "watch", california, 62, -28'800);
  *batch.add_series()
    = test::one_sample("heart_rate", "watch", auckland, 61, 46'800);
  store->add(test::event_of(batch, 0));
  for (auto resolution : {"raw", "minute", "hour"}) {
    CAPTURE(resolution);
    auto points = read("heart_rate", resolution, 1);
    REQUIRE_EQ(points.size(), 2);
    CHECK_EQ(points[0].value(), 61);
    CHECK_EQ(points[1].value(), 62);
  }
}

TEST_CASE_FIXTURE(test::long_term_fixture,
                  "both tiers give the same points of the window") {
  live(42, 60);
  working_book recent{ingest::catalogue::standard()};
  for (auto& event : store->log)
    REQUIRE(recent.fold(event));
  auto from = recent.samples().newest_ms() - working_days * test::day_ms;
  size_t points = 0;
  for (auto metric : {"heart_rate", "steps", "weight"})
    for (auto resolution : {"raw", "minute", "hour", "day"}) {
      ReadRange question;
      question.set_metric(metric);
      question.set_resolution(resolution);
      question.set_from_ms(from);
      question.set_limit(most_points);
      auto range = std::get<Range>(recent.range(question));
      std::vector<Point> found{range.points().begin(), range.points().end()};
      points += found.size();
      CHECK(equal(read(metric, resolution, 10'000, from), found));
    }
  CHECK_GT(points, 50);
}

TEST_CASE_FIXTURE(test::long_term_fixture,
                  "a cursor continues behind what was told") {
  for (int hour : {0, 2, 4}) {
    ingest::SamplesRecorded batch;
    *batch.add_series() = test::one_sample(
      "heart_rate", "oura", test::march_ms + hour * test::hour_ms, 60 + hour);
    store->add(test::event_of(batch, 0));
  }
  ReadRange question;
  question.set_metric("heart_rate");
  question.set_limit(2);
  auto first = ask_as_ada<Range>(tested, question);
  REQUIRE(first);
  REQUIRE_EQ(first->points_size(), 2);
  for (int hour : {1, 5}) { // one behind the cursor's back, one ahead
    ingest::SamplesRecorded batch;
    *batch.add_series() = test::one_sample(
      "heart_rate", "oura", test::march_ms + hour * test::hour_ms, 60 + hour);
    store->add(test::event_of(batch, 0));
  }
  question.set_cursor(first->next_cursor());
  auto second = ask_as_ada<Range>(tested, question);
  REQUIRE(second);
  REQUIRE_EQ(second->points_size(), 2);
  CHECK_EQ(second->points(0).value(), 64);
  CHECK_EQ(second->points(1).value(), 65);
  CHECK(second->next_cursor().empty());
  question.set_resolution("hour");
  CHECK(ask_as_ada<Range>(tested, question).error() == errc::invalid_message);
}

TEST_CASE_FIXTURE(test::long_term_fixture,
                  "a correction counts also when it moves the clock") {
  ingest::SamplesRecorded batch;
  auto evening = test::march_ms + 23 * test::hour_ms;
  *batch.add_series() = test::one_sample("weight", "scale", evening, 70);
  store->add(test::event_of(batch, 0));
  batch.clear_series();
  *batch.add_series() = test::one_sample("weight", "scale", evening, 71, 7200);
  store->add(test::event_of(batch, 0));
  *checkpoint = 1;
  auto days = read("weight", "day", 10);
  REQUIRE_EQ(days.size(), 1);
  CHECK_EQ(days[0].value(), 71);
  CHECK_EQ(days[0].time(), "2026-03-02T00:00:00+02:00");
}

TEST_CASE_FIXTURE(test::long_term_fixture,
                  "days are one value per metric with its clock hour") {
  for (int i = 0; i < 5; ++i) {
    ingest::SamplesRecorded batch;
    auto morning = test::march_ms + i * test::day_ms + 6 * test::hour_ms;
    *batch.add_series()
      = test::one_sample("weight", "scale", morning, 70 + i, 3600);
    *batch.add_series()
      = test::one_sample("steps", "watch", morning + test::hour_ms, 100, 3600);
    *batch.add_series() = test::one_sample(
      "steps", "watch", morning + 9 * test::hour_ms, 50, 3600);
    store->add(test::event_of(batch, 0));
  }
  *checkpoint = 3;
  ReadDays question;
  question.set_from("2026-03-02");
  question.set_to("2026-03-04");
  auto days = ask_as_ada<Days>(tested, question);
  REQUIRE(days);
  REQUIRE_EQ(days->columns_size(), 2);
  CHECK_EQ(days->position(), 5);
  auto& weight = days->columns(1);
  CHECK_EQ(weight.metric(), "weight");
  REQUIRE_EQ(weight.day_size(), 3);
  CHECK_EQ(weight.value(0), 71);
  CHECK_EQ(weight.day(0), *auren::time::parse_day("2026-03-02"));
  CHECK_EQ(weight.hour(0), 7);
  auto& steps = days->columns(0);
  CHECK_EQ(steps.value(2), 150);
  REQUIRE_EQ(steps.hour_size(), 3);
  CHECK_EQ(steps.hour(2), 12); // between 8 and 16
  question.set_to("March");
  CHECK(ask_as_ada<Days>(tested, question).error() == errc::invalid_time);
}

TEST_CASE_FIXTURE(test::long_term_fixture,
                  "statistics count every sample once") {
  CHECK_EQ(ask_as_ada<MemoryStats>(tested, AskMemoryStats{})->metrics(), 0);
  live(9, 30);
  *checkpoint = 30;
  auto found = ask_as_ada<MemoryStats>(tested, AskMemoryStats{});
  REQUIRE(found);
  CHECK_EQ(found->long_term_samples(), whole_book().count());
  CHECK_EQ(found->metrics(), 4);
  CHECK_EQ(found->position(), 30);
  CHECK_LT(found->first(), found->last());
}

TEST_CASE_FIXTURE(test::long_term_fixture,
                  "errors of storage and late questions are answered") {
  live(1, 10);
  ReadRange question;
  question.set_metric("steps");
  store->broken = errc::storage_unavailable;
  CHECK(ask_as_ada<Range>(tested, question).error()
        == errc::storage_unavailable);
  store->broken.reset();
  CHECK(ask_as_ada<Range>(tested, question));
  *question.mutable_context() = test::ada();
  question.mutable_context()->set_deadline_ms(1);
  CHECK(ask<Range>(tested, question).error() == errc::deadline_exceeded);
  question.set_metric("no_such_metric");
  CHECK(ask_as_ada<Range>(tested, question).error() == errc::unknown_metric);
}

TEST_SUITE_END();
