#pragma once

#include "actors/ingest/catalogue.hpp"
#include "actors/memory/sample_book.hpp"

#include <span>
#include <string>
#include <vector>

namespace auren::memory {

/// Sources that a person trusts, most trusted first. Of the sources that
/// measured a metric on one local day, the first of these counts; when none
/// of them did, the one with the most samples that day, the first by name of
/// equals. Never are two added up.
using source_order = std::vector<std::string>;

/// What one local day of a metric amounts to.
struct day_total {
  int32_t day = 0;   ///< Days since 1970-01-01, local.
  size_t source = 0; ///< Index into the metric's sources: the one that counts.
  rollup total;
};

/// Returns the local days of `metric` in order, each with the source that
/// counts on it.
std::vector<day_total>
day_totals(const metric_series& metric, const source_order& order);

/// Returns the entry of `day`, or null.
const day_total* find_day(std::span<const day_total> days, int32_t day);

/// Returns what `bucket` amounts to by the metric's rule.
double value_of(ingest::aggregate rule, const rollup& bucket);

/// Returns the minutes or hours of one source that touch [from_ms, to_ms),
/// whole, oldest first.
rollups buckets_of(const source_series& series, level of, int64_t from_ms,
                   int64_t to_ms);

} // namespace auren::memory
