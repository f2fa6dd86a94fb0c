#pragma once

#include "actors/hypotheses/series.hpp"
#include "actors/ingest/catalogue.hpp"
#include "messages/memory.pb.h"

namespace auren::hypotheses {

/// Returns the record of one person's local days: a column per metric, with
/// what the metric catalogue knows of it; gaps stay absent. Metrics that the
/// catalogue does not know are left out.
record record_of(const memory::Days& days, const ingest::catalogue& by);

} // namespace auren::hypotheses
