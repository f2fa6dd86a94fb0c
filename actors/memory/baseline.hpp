#pragma once

#include "actors/memory/day_totals.hpp"
#include "messages/memory.pb.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace auren::memory {

/// Local days that a baseline looks back, the newest day left out: it is not
/// over, and nothing is compared with a normal that it is part of.
inline constexpr int32_t baseline_window = 30;

/// Fewest days with a value for a baseline.
///
/// The median of n normal values has a standard error of 1.253 s / sqrt(n):
/// at 14 days a third of the spread, at 7 nearly a half. Two whole weeks also
/// hold every weekday twice. (Laplace's asymptotic variance of the median,
/// pi/2 * s^2 / n.)
inline constexpr uint32_t baseline_minimum = 14;

/// Returns the middle of `values`, of two the mean; the order changes.
/// `values` must not be empty.
double median(std::vector<double>& values);

/// Returns the person's normal before local day `today` from daily values in
/// the order of days: median, and 1.4826 * median absolute deviation (the
/// factor that makes it the standard deviation of normal values; Rousseeuw
/// and Croux, JASA 88:1273, 1993). Nothing below `baseline_minimum` days.
std::optional<Baseline>
baseline_of(std::string_view metric, int32_t today,
            std::span<const day_total> days, ingest::aggregate rule);

/// Returns why there is no baseline, e.g. "12 of 14 nights".
std::string absent_baseline(std::string_view group, int32_t today,
                            std::span<const day_total> days);

} // namespace auren::memory
