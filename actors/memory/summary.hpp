#pragma once

#include "actors/memory/day_totals.hpp"
#include "messages/memory.pb.h"

#include <functional>
#include <string_view>
#include <vector>

namespace auren::memory {

/// Returns what `catalogue` knows of `metric`; a name that it does not know
/// describes itself, with `unit` and the mean of its samples as a day.
ingest::metric describe(const ingest::catalogue& catalogue,
                        std::string_view metric, std::string_view unit = {});

/// Returns the name under which `metric`, perhaps an alias, is stored.
std::string_view
stored_name(const ingest::catalogue& catalogue, std::string_view metric);

/// Returns `metric` as the person has it: newest sample of the source that
/// counts on its newest day, value of local day `today` so far, baseline or
/// why there is none.
/// `believed` is asked which days, as they are, a baseline may count.
MetricSummary summarise(
  const metric_series& metric, const ingest::metric& facts, int32_t today,
  const source_order& order,
  const std::function<std::vector<day_total>(std::vector<day_total>)>& believed
  = {});

} // namespace auren::memory
