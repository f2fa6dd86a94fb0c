#include "actors/memory/working_book.hpp"
#include "messages/time.hpp"
#include "tests/actors/memory/random_stream.hpp"
#include "tests/actors/memory/reference.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>

using namespace auren;
using namespace auren::memory;

namespace {

const ingest::catalogue& catalogue() {
  return ingest::catalogue::standard();
}

working_book fold_all(const std::vector<events::Event>& all) {
  working_book result{catalogue()};
  for (auto& event : all)
    REQUIRE(result.fold(event));
  return result;
}

ReadRange
question(const std::string& metric, const char* resolution, int64_t from_ms) {
  ReadRange result;
  result.set_metric(metric);
  result.set_resolution(resolution);
  result.set_from_ms(from_ms);
  result.set_limit(most_points);
  return result;
}

Range range_of(const working_book& book, const ReadRange& asked) {
  auto result = book.range(asked);
  REQUIRE(std::holds_alternative<Range>(result));
  return std::get<Range>(std::move(result));
}

constexpr const char* metrics[]
  = {"heart_rate", "steps", "weight", "journal_coffee"};

/// Everything the book answers, as bytes.
std::string answers(working_book& book) {
  std::string result = book.metrics().SerializeAsString();
  auto from = book.samples().newest_ms() - 30 * test::day_ms;
  for (auto metric : metrics)
    for (auto resolution : {"raw", "minute", "hour", "day"})
      result += range_of(book, question(metric, resolution, from))
                  .SerializeAsString();
  return result;
}

double value_by(ingest::aggregate rule, const test::reference::bucket& from) {
  switch (rule) {
    case ingest::aggregate::sum: return from.sum;
    case ingest::aggregate::mean: return from.sum / from.n;
    case ingest::aggregate::max: return from.max;
    case ingest::aggregate::min: return from.min;
    case ingest::aggregate::last: return from.last;
  }
  return 0;
}

/// Compares all buckets of the window with a recount; returns how many.
size_t
recounted(const working_book& book, const test::reference& expected,
          const std::string& metric, const char* resolution, int64_t length) {
  auto newest = expected.newest_ms();
  auto kept = newest / test::day_ms - kept_days + 1;
  auto counts = expected.sources(metric, kept);
  std::map<std::string, std::map<int64_t, test::reference::bucket>> recount;
  for (auto source : {"oura", "whoop", "watch"})
    recount[source] = expected.buckets({metric, source}, length, kept);
  auto rule = catalogue().find(metric)->daily;
  auto found
    = range_of(book, question(metric, resolution, newest - 30 * test::day_ms));
  for (auto& point : found.points()) {
    auto offset = auren::time::parse(point.time())->utc_offset_s;
    auto day = auren::time::local_day(point.time_ms(), offset);
    REQUIRE_EQ(counts.at(day), point.source());
    auto key = length == test::day_ms ? day : point.time_ms();
    auto& bucket = recount[point.source()].at(key);
    REQUIRE_EQ(point.count(), bucket.n);
    REQUIRE_EQ(point.min(), bucket.min);
    REQUIRE_EQ(point.max(), bucket.max);
    REQUIRE_EQ(point.value(), doctest::Approx(value_by(rule, bucket)));
  }
  // None is missing: at the latest 14 h after its UTC namesake a day begins.
  auto since = [&](auto& entry) {
    return entry.first * test::day_ms > newest - 29 * test::day_ms;
  };
  CHECK_GE(found.points_size(), std::ranges::count_if(counts, since));
  return static_cast<size_t>(found.points_size());
}

} // namespace

TEST_SUITE_BEGIN("memory.working_book");

TEST_CASE("a snapshot and the tail give what the whole stream gives") {
  for (uint64_t seed = 1; seed <= 12; ++seed) {
    CAPTURE(seed);
    test::random_stream stream{seed};
    auto all = stream.events(80);
    auto replayed = fold_all(all);
    auto cut = static_cast<size_t>(stream.below(80));
    auto first = fold_all({all.begin(), all.begin() + static_cast<int>(cut)});
    working_book second{catalogue()};
    REQUIRE(second.load(first.save(), first.version()));
    for (auto& event : all) // Those before the snapshot are skipped.
      REQUIRE(second.fold(event));
    CHECK_EQ(second.version(), 80);
    CHECK(second.save() == replayed.save());
    CHECK(answers(second) == answers(replayed));
  }
}

TEST_CASE("rollups equal a recount of all samples") {
  for (uint64_t seed = 100; seed < 108; ++seed) {
    CAPTURE(seed);
    test::random_stream stream{seed};
    test::reference expected;
    working_book book{catalogue()};
    for (auto& event : stream.events(70)) {
      REQUIRE(book.fold(event));
      expected.fold(event);
    }
    CHECK_EQ(book.samples().newest_ms(), expected.newest_ms());
    size_t points = 0;
    for (std::string metric : metrics) {
      points += recounted(book, expected, metric, "minute", 60'000);
      points += recounted(book, expected, metric, "hour", test::hour_ms);
      points += recounted(book, expected, metric, "day", test::day_ms);
    }
    CHECK_GT(points, 100);
  }
}

TEST_CASE("the order in which different samples arrive leaves no trace") {
  test::random_stream stream{7};
  auto all = stream.events(40);
  std::vector<ingest::Series> parts;
  std::map<std::tuple<std::string, std::string, int64_t>, bool> seen;
  for (auto& event : all) {
    ingest::SamplesRecorded batch;
    batch.ParseFromString(event.payload());
    for (auto& series : batch.series()) {
      auto time = series.first_ms();
      for (int i = 0; i < series.value_size(); ++i) {
        time += series.step_ms(i);
        if (!std::exchange(seen[{series.metric(), series.source(), time}],
                           true))
          parts.push_back(test::one_sample(series.metric(), series.source(),
                                           time, series.value(i),
                                           series.utc_offset_s(i)));
      }
    }
  }
  auto book_of = [&parts] {
    working_book book{catalogue()};
    uint64_t version = 0;
    for (auto& part : parts) {
      ingest::SamplesRecorded batch;
      *batch.add_series() = part;
      REQUIRE(book.fold(test::event_of(batch, ++version)));
    }
    return answers(book);
  };
  auto forwards = book_of();
  for (int i = 0; i < 5; ++i) {
    std::ranges::shuffle(parts, stream.random);
    CHECK(book_of() == forwards);
  }
}

TEST_CASE("an event that is missing is noticed and one seen twice is skipped") {
  test::random_stream stream{3};
  auto all = stream.events(3);
  working_book book{catalogue()};
  REQUIRE(book.fold(all[0]));
  CHECK_FALSE(book.fold(all[2]));
  CHECK_EQ(book.version(), 1);
  REQUIRE(book.fold(all[1]));
  REQUIRE(book.fold(all[2]));
  auto before = book.save();
  REQUIRE(book.fold(all[1]));
  CHECK(book.save() == before);
}

TEST_CASE("what is older than the window is dropped except a latest value") {
  working_book book{catalogue()};
  uint64_t version = 0;
  auto add = [&](const char* metric, int64_t day, double value) {
    ingest::SamplesRecorded batch;
    *batch.add_series() = test::one_sample(
      metric, "oura", test::march_ms + day * test::day_ms, value);
    REQUIRE(book.fold(test::event_of(batch, ++version)));
  };
  add("heart_rate", 0, 60);
  add("heart_rate", 1, 61);
  add("steps", 34, 100); // the window begins with day 2
  CHECK_EQ(book.samples().count(), 2);
  add("steps", 60, 200);
  CHECK_EQ(book.samples().count(), 3);
  CHECK_EQ(book.latest("heart_rate")->latest().value(), 61);
  CHECK_EQ(book.latest("heart_rate")->baseline_absent(), "0 of 14 days");
  add("heart_rate", 0, 59); // late, and older than the latest
  CHECK_EQ(book.samples().count(), 3);
  add("heart_rate", 1, 62); // a correction of the latest
  CHECK_EQ(book.latest("heart_rate")->latest().value(), 62);
  add("heart_rate", 2, 63); // late, and newer than the latest
  CHECK_EQ(book.latest("heart_rate")->latest().value(), 63);
  CHECK_EQ(book.samples().count(), 3);
  WorkingState state;
  state.ParseFromString(book.save());
  CHECK_EQ(state.too_old(), 1);
}

TEST_CASE("bytes that are no samples are counted and harm nothing") {
  working_book book{catalogue()};
  auto event = test::event_of({}, 1);
  event.set_payload("\xff\xff no message");
  REQUIRE(book.fold(event));
  ingest::SamplesRecorded batch;
  auto& series = *batch.add_series();
  series = test::one_sample("heart_rate", "oura", test::march_ms, 60);
  series.add_value(61); // a value without a time
  REQUIRE(book.fold(test::event_of(batch, 2)));
  CHECK_EQ(book.samples().count(), 0);
  CHECK_EQ(book.version(), 2);
  CHECK_FALSE(book.load("\xff\xff no state", 9));
  CHECK_EQ(book.version(), 2);
}

TEST_CASE("ranges before the window and weeks are somebody else's") {
  test::random_stream stream{5};
  auto book = fold_all(stream.events(20));
  auto newest = book.samples().newest_ms();
  auto code = [&](const ReadRange& asked) {
    auto result = book.range(asked);
    REQUIRE(std::holds_alternative<ingest::refusal>(result));
    return std::get<ingest::refusal>(result).code;
  };
  auto from = newest - 30 * test::day_ms;
  CHECK(code(question("steps", "day", from - 1)) == errc::out_of_range);
  CHECK(code(question("steps", "week", newest)) == errc::out_of_range);
  CHECK(code(question("steps", "month", newest)) == errc::invalid_message);
  CHECK(code(question("no_such_metric", "day", newest))
        == errc::unknown_metric);
  CHECK_EQ(range_of(book, question("hrv_rmssd", "day", from)).points_size(), 0);
}

TEST_SUITE_END();
