#include "storage/projections/chunk_layout.hpp"
#include "tests/contract/chunk_model.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::test;
namespace chunks = storage::chunks;

namespace {

constexpr auto name = storage::sample_chunks_name;

template <class Store>
std::unique_ptr<storage::projection_store> open(Store& store) {
  auto opened = store.projections();
  REQUIRE(opened->add(storage::make_sample_chunks(store.keys())));
  return opened;
}

template <class T>
T must(caf::expected<T> found) {
  REQUIRE_MESSAGE(found, render(found.error()));
  return std::move(*found);
}

void check_samples(const chunks::sample_columns& found,
                   const chunk_model::series& expected) {
  REQUIRE_EQ(found.size(), expected.size());
  size_t i = 0;
  for (auto& [id, x] : expected) {
    bool same = found.time_ms[i] == std::get<0>(id)
                && found.duration_ms[i] == std::get<1>(id)
                && found.value[i] == x.value
                && found.utc_offset_s[i] == x.offset;
    if (!same)
      FAIL("sample " << i << " differs");
    ++i;
  }
}

void check(storage::sample_chunks& tested, const storage::person_id& who,
           const chunk_model& model) {
  auto series = must(tested.series(who));
  REQUIRE_EQ(series.size(), model.all.size());
  for (auto& one : series) {
    CHECK_EQ(one.unit, "unit");
    auto& expected = model.all.at({one.metric, one.source});
    check_samples(must(tested.samples(who, one, -40'000, 40'000)), expected);
    for (auto at : chunks::levels)
      REQUIRE(must(tested.rollups(who, one, at, -40'000, 40'000))
              == chunk_model::recount(expected, at));
  }
}

} // namespace

TEST_SUITE_BEGIN("contract.chunks");

TEST_CASE_TEMPLATE("chunks and rollups are what counting again gives", Store,
                   EVERY_STORE) {
  for (uint64_t seed = 1; seed <= 4; ++seed) {
    CAPTURE(seed);
    Store store;
    auto projections = open(store);
    auto tested = store.chunks();
    chunk_life life{seed};
    std::map<std::string, chunk_model> models;
    for (int i = 0; i < 60; ++i) {
      auto& who = life.below(5) == 0 ? ben : anna;
      auto batch = life.batch();
      models[who.person].fold(batch);
      REQUIRE(store->append(command(who, {recorded(batch)})));
      if (life.below(4) == 0)
        REQUIRE(projections->catch_up(name, *store.log));
      if (i % 20 == 19) {
        REQUIRE(projections->catch_up(name, *store.log));
        for (auto& [person, model] : models)
          check(*tested, {"home", person}, model);
      }
    }
    // One fold of everything gives the bytes that many small ones gave.
    auto before = must(projections->digest(name));
    REQUIRE(projections->rebuild(name, *store.log));
    REQUIRE_EQ(must(projections->digest(name)), before);
    CHECK_EQ(must(projections->status(name)).parked(), 0u);
  }
}

TEST_CASE_TEMPLATE("a part of a series is what lies on its days", Store,
                   EVERY_STORE) {
  Store store;
  auto projections = open(store);
  chunk_life life{77};
  chunk_model model;
  for (int i = 0; i < 50; ++i) {
    auto batch = life.batch();
    model.fold(batch);
    REQUIRE(store->append(command(anna, {recorded(batch)})));
  }
  REQUIRE(projections->catch_up(name, *store.log));
  auto tested = store.chunks();
  for (auto& [key, series] : model.all)
    for (int i = 0; i < 20; ++i) {
      auto any = series.begin();
      std::advance(any, life.below(static_cast<int64_t>(series.size())));
      auto from = std::get<0>(any->first) / day_ms - life.below(5);
      auto to = from + life.below(60);
      chunk_model::series part;
      for (auto& [id, x] : series)
        if (std::get<0>(id) >= from * day_ms
            && std::get<0>(id) < (to + 1) * day_ms)
          part[id] = x;
      storage::series_name of{key.first, key.second, ""};
      check_samples(must(tested->samples(anna, of, from, to)), part);
      for (auto at : chunks::levels)
        REQUIRE(must(tested->rollups(anna, of, at, from, to))
                == chunk_model::recount(part, at));
    }
}

TEST_CASE_TEMPLATE("old days come together, and part again when they grow",
                   Store, EVERY_STORE) {
  Store store;
  auto projections = open(store);
  constexpr int64_t first = 19'008; // of a window
  static_assert(storage::window_of(first) == first);
  auto fold_day = [&](int64_t day, int n, int64_t step_ms) {
    ingest::SamplesRecorded batch;
    auto& series = *batch.add_series();
    series.set_metric("heart_rate");
    series.set_source("watch");
    series.set_unit("unit");
    series.set_first_ms(day * day_ms);
    for (int i = 0; i < n; ++i) {
      series.add_step_ms(i == 0 ? 0 : step_ms);
      series.add_value(i);
      series.add_utc_offset_s(0);
      series.add_duration_ms(0);
    }
    REQUIRE(store->append(command(anna, {recorded(batch)})));
    REQUIRE(projections->catch_up(name, *store.log));
  };
  auto rows = [&] { return store.rows_of("sample_chunks"); };
  for (auto day = first; day < first + 32; ++day)
    fold_day(day, 10, 1000);
  CHECK_EQ(rows(), 32);
  fold_day(first + 32 + 89, 1, 1);
  CHECK_EQ(rows(), 33);
  fold_day(first + 32 + 90, 1, 1);
  CHECK_EQ(rows(), 3); // the window, and two days of late
  fold_day(first + 3, 40'000, 100);
  CHECK_EQ(rows(), 2 + 6); // that day, and the others in 1 2 4 8 16
  auto grown = must(projections->digest(name));
  REQUIRE(projections->rebuild(name, *store.log));
  CHECK_EQ(must(projections->digest(name)), grown);
}

TEST_CASE_TEMPLATE("an erased person's chunks are gone for good", Store,
                   EVERY_STORE) {
  Store store;
  auto projections = open(store);
  chunk_life life{5};
  auto batch = life.batch();
  REQUIRE(store->append(command(anna, {recorded(batch)})));
  REQUIRE(store->append(command(ben, {recorded(batch)})));
  REQUIRE(projections->catch_up(name, *store.log));
  REQUIRE(store->erase_person(anna));
  REQUIRE(projections->erase_person(anna));
  auto tested = store.chunks();
  CHECK(must(tested->series(anna)).empty());
  storage::series_name any{batch.series(0).metric(), batch.series(0).source(),
                           ""};
  CHECK_EQ(must(tested->samples(anna, any, -40'000, 40'000)).size(), 0u);
  CHECK(must(tested->rollups(anna, any, chunks::level::day, -40'000, 40'000))
          .empty());
  CHECK_GT(must(tested->samples(ben, any, -40'000, 40'000)).size(), 0u);
  CHECK_EQ(code(store->append(command(anna, {recorded(life.batch())}))),
           errc::erased);
  auto erased = must(projections->digest(name));
  REQUIRE(projections->rebuild(name, *store.log));
  CHECK_EQ(must(projections->digest(name)), erased);
}

TEST_CASE_TEMPLATE("a series that makes no sense is parked whole", Store,
                   EVERY_STORE) {
  Store store;
  auto projections = open(store);
  ingest::SamplesRecorded good;
  good.add_series()->set_metric("steps");
  good.mutable_series(0)->add_step_ms(0);
  good.mutable_series(0)->add_value(1);
  auto bad = good;
  bad.add_series()->add_value(2); // without a time
  REQUIRE(store->append(command(anna, {recorded(bad), recorded(good)})));
  CHECK_EQ(must(projections->catch_up(name, *store.log)), 2);
  CHECK_EQ(must(projections->parked(name)).size(), 1u);
  auto found = must(store.chunks()->samples(anna, {"steps", "", ""}, 0, 0));
  CHECK_EQ(found.size(), 1u);
}

/// Returns `n` samples of `metric`, a second apart, from the first day on.
ingest::SamplesRecorded day_of(const std::string& metric, int n) {
  ingest::SamplesRecorded result;
  auto& series = *result.add_series();
  series.set_metric(metric);
  series.set_source("watch");
  for (int i = 0; i < n; ++i) {
    series.add_step_ms(i == 0 ? 0 : 1000);
    series.add_value(i);
  }
  return result;
}

TEST_CASE_TEMPLATE("a damaged chunk is told, and the others go on", Store,
                   EVERY_STORE) {
  Store store;
  auto projections = open(store);
  REQUIRE(store->append(command(
    anna, {recorded(day_of("steps", 3)), recorded(day_of("heart_rate", 5))})));
  REQUIRE(projections->catch_up(name, *store.log));
  // Sealed for another place, as a moved or flipped byte would be found.
  store.tamper_projections("UPDATE sample_chunks SET body = (SELECT body FROM"
                           " sample_chunks WHERE n = 3) WHERE n = 5");
  REQUIRE(store->append(command(
    anna, {recorded(day_of("heart_rate", 6)), recorded(day_of("steps", 4))})));
  CHECK_EQ(must(projections->catch_up(name, *store.log)), 4);
  auto parked = must(projections->parked(name));
  REQUIRE_EQ(parked.size(), 1u);
  CHECK_EQ(parked[0].position, 3);
  CHECK_EQ(parked[0].error, "damaged");
  auto tested = store.chunks();
  storage::series_name steps{"steps", "watch", ""};
  storage::series_name heart{"heart_rate", "watch", ""};
  CHECK_EQ(must(tested->samples(anna, steps, 0, 0)).size(), 4u);
  CHECK_EQ(code(tested->samples(anna, heart, 0, 0)), errc::damaged);
  REQUIRE(projections->rebuild(name, *store.log));
  CHECK(must(projections->parked(name)).empty());
  CHECK_EQ(must(tested->samples(anna, heart, 0, 0)).size(), 6u);
}

TEST_SUITE_END();
