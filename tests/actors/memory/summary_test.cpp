#include "actors/memory/baseline.hpp"
#include "actors/memory/summary.hpp"
#include "actors/memory/working_book.hpp"
#include "messages/time.hpp"
#include "tests/actors/memory/random_stream.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::memory;

namespace {

constexpr auto march = test::march_ms;

struct summary_fixture {
  sample_book book;
  source_order order;

  void add(const std::string& metric, const std::string& source, int64_t time,
           double value, int32_t offset = 0) {
    book.apply(test::one_sample(metric, source, time, value, offset));
  }

  MetricSummary summary(const std::string& metric) {
    auto& found = *book.find(metric);
    return summarise(found, describe(ingest::catalogue::standard(), metric),
                     book.newest_day(), order);
  }
};

} // namespace

TEST_SUITE_BEGIN("memory.summary");

TEST_CASE_FIXTURE(summary_fixture,
                  "a baseline is the median and the scaled MAD") {
  // 1 to 15 in a mixed order: median 8, deviations 0 1 1 2 2 .. 7 7: MAD 4.
  for (int i = 0; i < 15; ++i)
    add("hrv_rmssd", "oura", march + i * test::day_ms, (i * 7) % 15 + 1);
  add("hrv_rmssd", "oura", march + 15 * test::day_ms,
      1000); // today does not count
  auto baseline = summary("hrv_rmssd").baseline();
  CHECK_EQ(baseline.median(), 8);
  CHECK_EQ(baseline.spread(), doctest::Approx(1.4826 * 4));
  CHECK_EQ(baseline.n(), 15);
  CHECK_EQ(baseline.window_days(), 30);
  CHECK_EQ(baseline.id(), "baseline/hrv_rmssd/2026-03-15/30d/n15");
  CHECK_EQ(summary("hrv_rmssd").today(), 1000);
}

TEST_CASE_FIXTURE(summary_fixture,
                  "too few days give no baseline but the reason") {
  for (int i = 0; i < 12; ++i)
    add("hrv_rmssd", "oura", march + i * test::day_ms, 50);
  add("hrv_rmssd", "oura", march + 12 * test::day_ms, 50);
  auto found = summary("hrv_rmssd");
  CHECK_FALSE(found.has_baseline());
  CHECK_EQ(found.baseline_absent(), "12 of 14 days");
  CHECK_EQ(absent_baseline("sleep", 0, {}), "0 of 14 nights");
}

TEST_CASE_FIXTURE(summary_fixture,
                  "days before the window are not in a baseline") {
  for (int i = 0; i < 60; ++i)
    add("hrv_rmssd", "oura", march + i * test::day_ms, i < 29 ? 1 : 2);
  auto baseline = summary("hrv_rmssd").baseline();
  CHECK_EQ(baseline.n(), 30);
  CHECK_EQ(baseline.median(), 2);
  CHECK_EQ(baseline.spread(), 0);
}

TEST_CASE_FIXTURE(summary_fixture, "the day is the local one of each sample") {
  // 23:30 in UTC is the next morning in Delhi and still the evening in UTC.
  add("steps", "watch", march + 23 * test::hour_ms + 1'800'000, 100, 19'800);
  add("steps", "watch", march + 22 * test::hour_ms, 10, 0);
  CHECK_EQ(book.newest_day(), auren::time::local_day(march + test::day_ms, 0));
  CHECK_EQ(summary("steps").today(), 100);
  CHECK_EQ(summary("steps").latest().time(), "2026-03-02T05:00:00+05:30");
}

TEST_CASE_FIXTURE(summary_fixture,
                  "one source counts on a day and none are added") {
  add("steps", "watch", march, 100);
  add("steps", "watch", march + test::hour_ms, 100);
  add("steps", "phone", march + 2 * test::hour_ms, 150);
  CHECK_EQ(summary("steps").today(), 200);
  CHECK_EQ(summary("steps").latest().source(), "watch");
  SUBCASE("the person's order comes before the number of samples") {
    order = {"phone", "watch"};
    CHECK_EQ(summary("steps").today(), 150);
    CHECK_EQ(summary("steps").latest().source(), "phone");
  }
  SUBCASE("of as many samples the first by name counts") {
    add("steps", "phone", march + 3 * test::hour_ms, 150);
    CHECK_EQ(summary("steps").today(), 300);
  }
}

TEST_CASE_FIXTURE(summary_fixture, "a summary says what the catalogue knows") {
  add("hrv_rmssd", "oura", march, 50);
  add("journal_late_coffee", "journal", march, 1);
  auto hrv = summary("hrv_rmssd");
  CHECK_EQ(hrv.kind(), "RMSSD");
  CHECK_EQ(hrv.unit(), "ms");
  CHECK_EQ(hrv.group(), "heart");
  CHECK_FALSE(hrv.label().empty());
  CHECK_EQ(summary("journal_late_coffee").label(), "Late coffee");
}

TEST_CASE_FIXTURE(summary_fixture,
                  "what was not measured today has no value today") {
  add("hrv_rmssd", "oura", march, 50);
  add("steps", "watch", march + test::day_ms, 1);
  CHECK_FALSE(summary("hrv_rmssd").has_today());
  CHECK(summary("steps").has_today());
}

TEST_SUITE_END();
