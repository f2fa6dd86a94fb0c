#pragma once

#include "actors/memory/day_totals.hpp"
#include "messages/memory.pb.h"

#include <vector>

namespace auren::memory {

/// Returns, for each local day of `metric` in order, which source counts on it,
/// by which rule (`source_order`), and how many samples every source has.
std::vector<CountedSource>
counted_sources(const metric_series& metric, const source_order& order);

/// Adds `one` to `range` if its day lies between the first and the last point,
/// or in the week of the last.
void explain(Range& range, const CountedSource& one);

} // namespace auren::memory
