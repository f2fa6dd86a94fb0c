#pragma once

#include "actors/hypotheses/series.hpp"

namespace auren::hypotheses {

/// Returns the values of `known` with the impossible ones (bounds of the
/// metric, non-finite) absent and, for continuous metrics, also glitches:
/// farther than 5 scaled MAD from the median of the 31 days around
/// (Hampel's filter, at least 7 values). Nothing is ever filled in.
Eigen::MatrixXd clean(const record& known);

/// Returns `value`, or NaN when it is outside the bounds of `what`.
double within_bounds(const metric& what, double value);

} // namespace auren::hypotheses
