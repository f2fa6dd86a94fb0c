#include "actors/ingest/known_samples.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace auren;
using namespace auren::ingest;

namespace {

using series_list = google::protobuf::RepeatedPtrField<Series>;

series_list one(int64_t first_ms, std::vector<double> values,
                const std::string& source = "watch") {
  series_list list;
  auto& series = *list.Add();
  series.set_metric("heart_rate");
  series.set_unit("bpm");
  series.set_source(source);
  series.set_first_ms(first_ms);
  for (size_t i = 0; i < values.size(); ++i) {
    series.add_step_ms(i == 0 ? 0 : 1000);
    series.add_value(values[i]);
  }
  return list;
}

} // namespace

TEST_SUITE_BEGIN("ingest.known_samples");

TEST_CASE("what was taken once is a duplicate, another value corrects it") {
  known_samples known;
  CHECK_EQ(known.admit(one(0, {60, 61})).accepted, 2u);
  auto again = known.admit(one(0, {60, 62}));
  CHECK_EQ(again.duplicates, 1u);
  REQUIRE_EQ(again.accepted, 1u);
  CHECK_EQ(again.fresh.series(0).value(0), 62);
  CHECK_EQ(again.fresh.series(0).first_ms(), 1000);
}

TEST_CASE("another source, duration or external id is another sample") {
  known_samples known;
  known.admit(one(0, {60}));
  CHECK_EQ(known.admit(one(0, {60}, "phone")).accepted, 1u);
  auto longer = one(0, {60});
  longer[0].add_duration_ms(1000);
  CHECK_EQ(known.admit(longer).accepted, 1u);
  auto named = one(0, {60});
  named[0].add_external_id(std::string(3, 'x'));
  CHECK_EQ(known.admit(named).accepted, 1u);
}

TEST_CASE("an empty external id and a duration of nothing are none") {
  known_samples known;
  CHECK_EQ(known.admit(one(0, {60})).accepted, 1u);
  auto same = one(0, {60});
  same[0].add_external_id("");
  same[0].add_duration_ms(0);
  CHECK_EQ(known.admit(same).duplicates, 1u);
}

TEST_CASE("days that the record holds must be loaded first") {
  known_samples known;
  memory::DayIndex index;
  index.set_metric("heart_rate");
  index.set_source("watch");
  index.add_day(0);
  known.learn(index);
  CHECK_EQ(known.newest_day(), 0);
  auto missing = known.missing(one(5000, {60}));
  REQUIRE_EQ(missing.size(), 1u);
  known.load(one(5000, {60})[0]);
  known.loaded(*missing.begin());
  CHECK(known.missing(one(5000, {60})).empty());
  CHECK_EQ(known.admit(one(5000, {60})).duplicates, 1u);
}

TEST_CASE("a batch that was not recorded is forgotten") {
  known_samples known;
  auto admitted = known.admit(one(0, {60}));
  known.forget(admitted.fresh);
  CHECK_EQ(known.missing(one(0, {60})).size(), 1u);
}

TEST_CASE("any order and portions admit the same samples once") {
  std::mt19937 random{11};
  for (int round = 0; round < 30; ++round) {
    known_samples known{1000};
    std::set<int64_t> truth;
    uint64_t accepted = 0;
    for (int i = 0; i < 300; ++i) {
      auto at = static_cast<int64_t>(random() % 500) * 1000;
      accepted += known.admit(one(at, {50})).accepted;
      truth.insert(at);
    }
    CHECK_EQ(accepted, truth.size());
  }
}

TEST_CASE("columns of one entry stay true for all that is kept") {
  known_samples known;
  auto batch = one(0, {60, 61, 62});
  batch[0].add_utc_offset_s(3600);
  known.admit(one(1000, {61})); // no offset, same identity
  auto fresh = known.admit(batch).fresh;
  REQUIRE_EQ(fresh.series_size(), 1);
  CHECK_EQ(fresh.series(0).value_size(), 2);
  CHECK_EQ(fresh.series(0).utc_offset_s_size(), 1);
  CHECK_EQ(fresh.series(0).step_ms(1), 2000);
}

TEST_SUITE_END();
