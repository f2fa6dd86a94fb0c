#pragma once

#include "messages/events.pb.h"
#include "messages/ids.hpp"
#include "messages/ingest.pb.h"

#include <random>
#include <string>
#include <vector>

namespace auren::test {

/// 2026-03-01T00:00:00Z in milliseconds.
inline constexpr int64_t march_ms = 1'772'323'200'000;
inline constexpr int64_t hour_ms = 3'600'000;
inline constexpr int64_t day_ms = 24 * hour_ms;

inline events::Event
event_of(const ingest::SamplesRecorded& batch, uint64_t version) {
  events::Event result;
  result.set_event_id(ids::derived("event", static_cast<int64_t>(version)));
  result.set_tenant("home");
  result.set_person("ada");
  result.set_stream("person/ada/biometrics");
  result.set_version(version);
  result.set_position(version);
  result.set_type("samples.recorded");
  result.set_payload(batch.SerializeAsString());
  return result;
}

/// Adds one sample to `series`, which gets a column of everything.
inline void add_sample(ingest::Series& series, int64_t time_ms, double value,
                       int32_t offset_s = 0, uint64_t duration_ms = 0,
                       const std::string& external = {}) {
  auto last = series.first_ms();
  for (auto step : series.step_ms())
    last += step;
  if (series.value().empty())
    series.set_first_ms(last = time_ms);
  series.add_step_ms(time_ms - last);
  series.add_value(value);
  series.add_utc_offset_s(offset_s);
  series.add_duration_ms(duration_ms);
  series.add_external_id(external);
}

/// Returns a series with one sample.
inline ingest::Series
one_sample(const std::string& metric, const std::string& source,
           int64_t time_ms, double value, int32_t offset_s = 0) {
  ingest::Series result;
  result.set_metric(metric);
  result.set_source(source);
  add_sample(result, time_ms, value, offset_s);
  return result;
}

/// A life as devices see it: several sources, late and repeated and corrected
/// samples, journeys, long gaps; on a grid, so that identities meet.
struct random_stream {
  std::mt19937_64 random;

  explicit random_stream(uint64_t seed) : random(seed) {
    // nop
  }

  int64_t below(int64_t n) {
    return std::uniform_int_distribution<int64_t>{0, n - 1}(random);
  }

  ingest::Series series(int64_t now_ms) {
    static const std::string metrics[]
      = {"heart_rate", "steps", "weight", "journal_coffee"};
    static const std::string sources[] = {"oura", "whoop", "watch"};
    static constexpr int32_t offsets[] = {0, 3600, 19800, -28800, 46800};
    ingest::Series result;
    result.set_metric(metrics[below(4)]);
    result.set_source(sources[below(3)]);
    auto late = below(4) == 0 ? below(45) * day_ms : below(6) * hour_ms;
    auto offset = offsets[below(5)];
    auto time = (now_ms - late) / 600'000 * 600'000;
    for (auto n = 1 + below(40); n > 0; --n) {
      add_sample(result, time, static_cast<double>(below(1000)) / 7, offset,
                 below(8) == 0 ? 60'000 : 0, below(8) == 0 ? "x" : "");
      time += (below(12) == 0 ? -3 : below(4)) * 600'000;
    }
    return result;
  }

  /// Returns `n` events, a few hours apart.
  std::vector<events::Event> events(uint64_t n) {
    std::vector<events::Event> result;
    auto now = march_ms;
    for (uint64_t version = 1; version <= n; ++version) {
      now += below(20) == 0 ? 9 * day_ms : below(8) * hour_ms;
      ingest::SamplesRecorded batch;
      for (auto count = 1 + below(3); count > 0; --count)
        *batch.add_series() = series(now);
      result.push_back(event_of(batch, version));
    }
    return result;
  }
};

} // namespace auren::test
