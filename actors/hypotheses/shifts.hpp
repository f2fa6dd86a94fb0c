#pragma once

#include "actors/hypotheses/series.hpp"

#include <vector>

namespace auren::hypotheses {

/// Days from which each metric lies at another level, per metric, in the
/// order in which they were found.
using level_shifts = std::vector<std::vector<int>>;

/// Returns where the cleaned `values` of `known` jump to another level: known
/// device changes, then jumps of several wearable metrics on one day, then of
/// one metric alone (at most three of each).
level_shifts find_shifts(const record& known, const Eigen::MatrixXd& values);

/// Returns the lag-1 autocorrelation of `residuals` (NaN is absent) that a
/// level shift cannot inflate: the median over half-overlapping, detrended
/// 42-day blocks, corrected for small samples, 0 to 0.95.
double local_autocorrelation(const Eigen::VectorXd& residuals);

} // namespace auren::hypotheses
