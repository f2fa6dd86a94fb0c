#pragma once

#include "storage/projections/chunk_tables.hpp"

#include <map>
#include <vector>

namespace auren::storage {

/// Samples by the UTC day that they lie on, in any order.
using fresh_days = std::map<int64_t, std::vector<chunks::recorded_sample>>;

/// Takes `fresh` into the chunks and rollups of one series.
///
/// What is there afterwards is a function of the samples alone, not of when or
/// in which order they came: a chunk for each UTC day of the last 90 to 122
/// days of the series; before that, windows of 32 days, halved until a part has
/// `most_together` samples at most or is one day. Throws as `chunk_tables`.
void take(chunk_tables& tables, fresh_days fresh);

} // namespace auren::storage
