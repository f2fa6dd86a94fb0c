#pragma once

#include "storage/chunks/frame.hpp"
#include "storage/chunks/rollup.hpp"
#include "storage/chunks/sample_columns.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace auren::storage::chunks {

/// The buckets of the samples of single UTC days, by day. Parts of one bucket
/// from two days are kept apart: who reads adds them up in the order of days
/// (`merge_parts`), so that what was stored and what is counted again agree to
/// the last bit.
using day_parts = std::map<int64_t, rollups>;

/// Returns the buckets of samples from `begin` to before `end`, which lie on
/// one UTC day.
rollups
roll_up(level of, const sample_columns& samples, size_t begin, size_t end);

/// Returns `parts` as bytes that come back bit by bit.
///
/// Layout (`format::rollups_1`): count of days; of each the difference to the
/// day before and its count of buckets; then columns over all buckets: keys as
/// differences of differences, offsets and counts as runs, sums, extremes and
/// last values (`numbers.hpp`).
std::string encode(const day_parts& parts, effort how = effort::warm);

/// Returns the buckets in `bytes`, or nothing when they are none.
std::optional<day_parts> decode_parts(std::string_view bytes);

} // namespace auren::storage::chunks
