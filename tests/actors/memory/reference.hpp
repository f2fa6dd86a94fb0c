#pragma once

#include "messages/memory.pb.h"
#include "messages/time.hpp"
#include "tests/actors/memory/random_stream.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace auren::test {

/// What memory must answer, worked out the slow way: every sample in one map,
/// every figure from all of them.
struct reference {
  using identity = std::tuple<int64_t, uint64_t, std::string>;
  struct measured {
    double value;
    int32_t offset;
  };
  struct bucket {
    uint32_t n = 0;
    double sum = 0, min = 0, max = 0, last = 0;
  };
  using series_key = std::pair<std::string, std::string>;

  std::map<series_key, std::map<identity, measured>> samples;

  void fold(const events::Event& event) {
    ingest::SamplesRecorded batch;
    REQUIRE(batch.ParseFromString(event.payload()));
    for (auto& series : batch.series()) {
      auto time = series.first_ms();
      for (int i = 0; i < series.value_size(); ++i) {
        time += series.step_ms(i);
        samples[{series.metric(), series.source()}]
               [{time, series.duration_ms(i), series.external_id(i)}]
          = {series.value(i), series.utc_offset_s(i)};
      }
    }
  }

  int64_t newest_ms() const {
    int64_t result = INT64_MIN;
    for (auto& [key, all] : samples)
      result = std::max(result, std::get<0>(all.rbegin()->first));
    return result;
  }

  /// Returns the buckets of one source; the key is the beginning on the local
  /// clock and, except for days, the instant of it.
  std::map<int64_t, bucket>
  buckets(const series_key& key, int64_t length, int64_t from_utc_day) const {
    std::map<int64_t, bucket> result;
    auto found = samples.find(key);
    if (found == samples.end())
      return result;
    for (auto& [id, sample] : found->second) {
      auto time = std::get<0>(id);
      if (time < from_utc_day * day_ms)
        continue;
      auto shift = int64_t{sample.offset} * 1000;
      auto local = (time + shift) / length * length;
      auto& into = result[length == day_ms ? local / day_ms : local - shift];
      into.min = into.n == 0 ? sample.value : std::min(into.min, sample.value);
      into.max = into.n == 0 ? sample.value : std::max(into.max, sample.value);
      into.sum += sample.value;
      into.last = sample.value;
      ++into.n;
    }
    return result;
  }

  /// Returns which source counts on which day: most samples, then by name.
  std::map<int32_t, std::string>
  sources(const std::string& metric, int64_t from_utc_day) const {
    std::map<int32_t, std::pair<uint32_t, std::string>> best;
    for (auto& [key, all] : samples) {
      if (key.first != metric)
        continue;
      for (auto& [day, total] : buckets(key, day_ms, from_utc_day)) {
        auto& now = best[static_cast<int32_t>(day)];
        if (total.n > now.first)
          now = {total.n, key.second};
      }
    }
    std::map<int32_t, std::string> result;
    for (auto& [day, entry] : best)
      result[day] = entry.second;
    return result;
  }
};

} // namespace auren::test
