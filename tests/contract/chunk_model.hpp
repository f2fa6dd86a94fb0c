#pragma once

#include "messages/ingest.pb.h"
#include "storage/projections/sample_chunks.hpp"
#include "tests/contract/support.hpp"

#include <map>
#include <random>
#include <string>
#include <tuple>

namespace auren::test {

inline constexpr int64_t day_ms = 86'400'000;

/// What chunks must answer, worked out the slow way: every sample in one map,
/// every bucket from all of them.
struct chunk_model {
  using identity = std::tuple<int64_t, uint64_t, std::string>;
  struct measured {
    double value;
    int32_t offset;
    friend bool operator==(const measured&, const measured&) = default;
  };
  using series = std::map<identity, measured>;

  std::map<std::pair<std::string, std::string>, series> all;

  void fold(const ingest::SamplesRecorded& batch) {
    for (auto& one : batch.series()) {
      auto time = one.first_ms();
      for (int i = 0; i < one.value_size(); ++i) {
        time += one.step_ms(i);
        all[{one.metric(), one.source()}][{time, one.duration_ms(i), ""}]
          = {one.value(i), one.utc_offset_s(i)};
      }
    }
  }

  static int64_t floored(int64_t value, int64_t length) {
    auto rest = value % length;
    return (value - (rest < 0 ? rest + length : rest)) / length;
  }

  /// Returns the buckets of `of`, by UTC day.
  static storage::chunks::day_parts
  recount(const series& of, storage::chunks::level at) {
    auto length = storage::chunks::length_ms(at);
    std::map<int64_t, std::map<int64_t, storage::chunks::rollup>> days;
    for (auto& [id, x] : of) {
      auto time = std::get<0>(id);
      auto shift = int64_t{x.offset} * 1000;
      auto begin = floored(time + shift, length);
      auto key = length == day_ms ? begin : begin * length - shift;
      auto& to = days[floored(time, day_ms)][key];
      if (to.n == 0)
        to = {key, x.offset, 0, 0, x.value, x.value, 0};
      to.n += 1;
      to.sum += x.value;
      to.min = std::min(to.min, x.value);
      to.max = std::max(to.max, x.value);
      to.last = x.value;
    }
    storage::chunks::day_parts result;
    for (auto& [day, buckets] : days)
      for (auto& [key, bucket] : buckets)
        result[day].push_back(bucket);
    return result;
  }
};

/// A life of years: late, repeated and corrected samples, journeys, gaps, days
/// with few samples and days with thousands.
struct chunk_life {
  std::mt19937_64 random;
  int64_t now_ms = 1'700'000'000'000;

  explicit chunk_life(uint64_t seed) : random(seed) {
    // nop
  }

  int64_t below(int64_t n) {
    return std::uniform_int_distribution<int64_t>{0, n - 1}(random);
  }

  void add(ingest::Series& to, int64_t time_ms, int64_t before_ms) {
    static constexpr int32_t offsets[] = {0, 3600, 19'800, -28'800, 46'800};
    to.add_step_ms(time_ms - before_ms);
    to.add_value(static_cast<double>(below(1000)) / (below(3) == 0 ? 7 : 1));
    to.add_utc_offset_s(offsets[below(40) == 0 ? below(5) : 1]);
    to.add_duration_ms(below(30) == 0 ? 60'000 : 0);
  }

  ingest::Series series() {
    ingest::Series result;
    result.set_metric(below(2) == 0 ? "heart_rate" : "steps");
    result.set_source(below(3) == 0 ? "oura" : "watch");
    result.set_unit("unit");
    bool dense = below(6) == 0;
    auto step = dense ? 20'000 : 600'000;
    auto late = below(3) == 0 ? below(400) * day_ms : 0;
    auto time = (now_ms - late) / step * step;
    result.set_first_ms(time);
    auto before = time;
    for (auto n = 1 + below(dense ? 4000 : 30); n > 0; --n) {
      add(result, time, before);
      before = time;
      time += (below(12) == 0 ? -3 : 1 + below(2)) * step;
    }
    return result;
  }

  ingest::SamplesRecorded batch() {
    now_ms += below(15) == 0 ? below(90) * day_ms : below(2) * day_ms;
    ingest::SamplesRecorded result;
    for (auto n = 1 + below(2); n > 0; --n)
      *result.add_series() = series();
    return result;
  }
};

inline events::Event recorded(const ingest::SamplesRecorded& batch) {
  auto result = event("biometrics", batch.SerializeAsString());
  result.set_type("samples.recorded");
  return result;
}

} // namespace auren::test
