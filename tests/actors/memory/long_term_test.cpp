#include "actors/memory/historian.hpp"
#include "actors/memory/long_term_memory.hpp"
#include "actors/memory/summary.hpp"
#include "actors/memory/working_book.hpp"
#include "messages/time.hpp"
#include "tests/actors/memory/fake_store.hpp"
#include "tests/actors/memory/random_stream.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace auren;
using namespace auren::memory;

namespace {

struct fixture : test::memory_fixture {
  std::shared_ptr<uint64_t> checkpoint = std::make_shared<uint64_t>(0);
  test::fake_event_reader* log_reader = nullptr;
  historian_actor historian_handle = spawn_historian();
  long_term_memory_actor tested
    = own(system.spawn(long_term_memory, historian_handle,
                       &ingest::catalogue::standard(), source_order{}));

  historian_actor spawn_historian() {
    auto opened = std::make_unique<test::fake_event_reader>(store);
    log_reader = opened.get();
    historian_sources sources;
    sources.log = std::move(opened);
    sources.index
      = std::make_unique<test::fake_sample_index>(store, checkpoint);
    sources.checkpoint
      = [known = checkpoint]() -> caf::expected<uint64_t> { return *known; };
    return own(system.spawn(historian, std::move(sources)));
  }

  /// Lives through `n` events, of which the index has seen some.
  void live(uint64_t seed, uint64_t n) {
    test::random_stream stream{seed};
    for (auto& event : stream.events(n))
      store->add(event);
    *checkpoint = static_cast<uint64_t>(stream.below(static_cast<int64_t>(n)));
  }

  /// Reads a whole range in pages of `limit`.
  std::vector<Point>
  read(const std::string& metric, const char* resolution, uint32_t limit,
       int64_t from_ms = 0, int64_t to_ms = 0) {
    std::vector<Point> result;
    ReadRange question;
    question.set_metric(metric);
    question.set_resolution(resolution);
    question.set_limit(limit);
    question.set_from_ms(from_ms);
    question.set_to_ms(to_ms);
    do {
      auto page = ask_as_ada<Range>(tested, question);
      REQUIRE(page);
      REQUIRE_LE(page->points_size(), static_cast<int>(limit));
      result.insert(result.end(), page->points().begin(), page->points().end());
      question.set_cursor(page->next_cursor());
    } while (!question.cursor().empty());
    return result;
  }

  sample_book whole_book() {
    sample_book result;
    for (auto& event : store->log) {
      ingest::SamplesRecorded batch;
      batch.ParseFromString(event.payload());
      for (auto& series : batch.series())
        result.apply(series);
    }
    return result;
  }
};

bool equal(const std::vector<Point>& a, const std::vector<Point>& b) {
  return std::ranges::equal(a, b, [](const Point& x, const Point& y) {
    return x.SerializeAsString() == y.SerializeAsString();
  });
}

} // namespace

TEST_SUITE_BEGIN("memory.long_term");

TEST_CASE_FIXTURE(fixture, "both tiers give the same points of the window") {
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

TEST_CASE_FIXTURE(fixture, "a cursor continues behind what was told") {
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

TEST_CASE_FIXTURE(fixture, "a correction counts also when it moves the clock") {
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

TEST_CASE_FIXTURE(fixture,
                  "days are one value per metric with its usual hour") {
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
  CHECK_EQ(weight.hour(), 7);
  auto& steps = days->columns(0);
  CHECK_EQ(steps.value(2), 150);
  CHECK_EQ(steps.hour(), 12); // between 8 and 16
  question.set_to("March");
  CHECK(ask_as_ada<Days>(tested, question).error() == errc::invalid_time);
}

TEST_CASE_FIXTURE(fixture, "statistics count what was recorded") {
  CHECK_EQ(ask_as_ada<MemoryStats>(tested, AskMemoryStats{})->metrics(), 0);
  live(9, 30);
  auto found = ask_as_ada<MemoryStats>(tested, AskMemoryStats{});
  REQUIRE(found);
  uint64_t samples = 0;
  for (auto& event : store->log) {
    ingest::SamplesRecorded batch;
    batch.ParseFromString(event.payload());
    for (auto& series : batch.series())
      samples += static_cast<uint64_t>(series.value_size());
  }
  CHECK_EQ(found->long_term_samples(), samples);
  CHECK_EQ(found->metrics(), 4);
  CHECK_EQ(found->position(), 30);
  CHECK_LT(found->first(), found->last());
}

TEST_CASE_FIXTURE(fixture,
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

TEST_CASE_FIXTURE(fixture, "the historian reads close events together") {
  for (int i = 0; i < 200; ++i) {
    ingest::SamplesRecorded batch;
    *batch.add_series() = test::one_sample(
      "steps", "watch", test::march_ms + i * test::hour_ms, i);
    store->add(test::event_of(batch, 0));
  }
  *checkpoint = 200;
  ReadSeries question;
  question.set_metric("steps");
  question.set_source("watch");
  question.set_from_day(auren::time::local_day(test::march_ms, 0));
  question.set_to_day(question.from_day() + 1);
  auto found = ask_as_ada<SeriesFound>(historian_handle, question);
  REQUIRE(found);
  CHECK_EQ(found->series_size(), 48);
  CHECK_EQ(found->position(), 200);
  CHECK_LE(log_reader->calls, 2); // one run, and the empty tail
  question.set_source("phone");
  CHECK_EQ(ask_as_ada<SeriesFound>(historian_handle, question)->series_size(),
           0);
}

TEST_CASE_FIXTURE(fixture, "the historian's index grows with the log") {
  live(3, 10);
  ReadSeries question;
  question.set_index_only(true);
  auto before = ask_as_ada<SeriesFound>(historian_handle, question);
  REQUIRE(before);
  CHECK_EQ(before->position(), 10);
  CHECK_EQ(before->series_size(), 0);
  ingest::SamplesRecorded batch;
  *batch.add_series()
    = test::one_sample("hrv_rmssd", "new_source", test::march_ms, 50);
  store->add(test::event_of(batch, 0));
  auto after = ask_as_ada<SeriesFound>(historian_handle, question);
  REQUIRE(after);
  CHECK_EQ(after->position(), 11);
  CHECK_EQ(after->index_size(), before->index_size() + 1);
}

TEST_SUITE_END();
