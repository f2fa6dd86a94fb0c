#pragma once

#include "actors/hypotheses/settings.hpp"

#include <optional>

namespace auren::hypotheses {

/// Returns after how many days look `k` (0, 1, ...) is due: 56 84 126 189 ...
int look_day(int k, const settings& how = {});

/// Returns which look is due after `days` days, if one is.
std::optional<int> look_due(int days, const settings& how = {});

/// Returns how many looks were due before day count `days` was reached.
int looks_before(int days, const settings& how = {});

/// Returns the false-discovery rate that look `k` may spend: an even share of
/// `scan_alpha` for each of `look_count` looks, nothing later, so every claim
/// ever made is paid for.
double look_alpha(int k, const settings& how = {});

} // namespace auren::hypotheses
