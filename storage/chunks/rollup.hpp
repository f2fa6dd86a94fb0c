#pragma once

#include <array>
#include <cstdint>
#include <vector>

namespace auren::storage::chunks {

/// How long a bucket of samples is, in local time.
enum class level : uint8_t { minute, hour, day };

/// Every level, shortest first.
inline constexpr std::array levels{level::minute, level::hour, level::day};

/// What one bucket of samples amounts to.
///
/// A bucket begins on the local clock of its samples. Minutes and hours are
/// keyed by the instant of that beginning (Unix ms), so the hour that a clock
/// lives twice in autumn is two buckets; days by the local day (days since
/// 1970-01-01), so a day of travel is one.
struct rollup {
  int64_t key = 0;
  int32_t utc_offset_s = 0; ///< Of the bucket's first sample.
  uint32_t n = 0;
  double sum = 0;
  double min = 0;
  double max = 0;
  double last = 0; ///< Value of the newest sample.
  friend bool operator==(const rollup&, const rollup&) = default;
};

/// Buckets in the order of their keys.
using rollups = std::vector<rollup>;

/// Returns the key of the bucket that holds a sample.
int64_t key_of(level of, int64_t time_ms, int32_t utc_offset_s);

/// Returns when `bucket` begins, in Unix milliseconds.
int64_t start_ms(level of, const rollup& bucket);

/// Returns the length of a bucket in milliseconds.
int64_t length_ms(level of);

/// Returns the local day that `bucket` belongs to.
int32_t day_of(level of, const rollup& bucket);

/// Counts a sample, which must be newer than all of its bucket's. Constant
/// when the bucket is the last one, as it mostly is.
void add(rollups& buckets, int64_t key, int32_t utc_offset_s, double value);

/// Adds `next`, a later part of the same bucket, to `into`.
void merge(rollup& into, const rollup& next);

/// Sorts parts of buckets, given oldest first, and merges those of one key.
void merge_parts(rollups& parts);

} // namespace auren::storage::chunks
