#pragma once

#include <cstdint>

namespace auren::storage {

/// Days that may share one chunk when they are old.
inline constexpr int64_t window_days = 32;

/// What is older than so many days is brought together and compressed harder.
inline constexpr int64_t cold_after_days = 90;

/// Most samples of old days in one chunk: to read one of them, all are decoded
/// (about half a millisecond).
inline constexpr int64_t most_together = 1 << 15;

/// Returns the first day of the window that UTC day `day` lies in.
constexpr int64_t window_of(int64_t day) {
  auto rest = day % window_days;
  return day - (rest < 0 ? rest + window_days : rest);
}

/// Returns whether a window is old for a series whose newest UTC day is
/// `newest`.
constexpr bool is_cold(int64_t window, int64_t newest) {
  return newest != INT64_MIN
         && window + window_days + cold_after_days <= newest;
}

/// Returns the first day behind all windows that are old.
constexpr int64_t cold_end(int64_t newest) {
  return newest == INT64_MIN ? INT64_MIN : window_of(newest - cold_after_days);
}

} // namespace auren::storage
