#pragma once

#include "actors/hypotheses/panel.hpp"

#include <vector>

namespace auren::hypotheses {

/// What best predicts one metric, beyond its own last two days: the controls
/// of every test of it. Chosen forward (partial correlation, p < 0.003) with
/// the weakest other dropped at p > 0.01; at most 10, and a twelfth of days.
using parents = std::vector<lagged>;

/// Returns the parents of every metric; none for a randomised assignment.
std::vector<parents> find_parents(const record& known, const panel& series,
                                  const settings& how = {});

} // namespace auren::hypotheses
