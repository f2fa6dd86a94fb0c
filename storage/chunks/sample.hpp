#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace auren::storage::chunks {

/// What makes a sample the same as another of its metric and source.
struct identity {
  int64_t time_ms = 0;
  uint64_t duration_ms = 0;
  uint64_t external = 0; ///< `external_hash` of the device's own id.
  friend auto operator<=>(const identity&, const identity&) = default;
};

/// Returns 64 bits that stand for `id` (FNV-1a); 0 for an empty one.
uint64_t external_hash(std::string_view id);

/// One measurement as an event told it.
struct recorded_sample {
  identity id;
  int32_t utc_offset_s = 0;
  double value = 0;
  uint64_t position = 0; ///< Of the event in the log.
  std::string external_id;
};

/// Returns the day since 1970-01-01, UTC, that an instant lies in.
int64_t utc_day_of(int64_t time_ms);

} // namespace auren::storage::chunks
