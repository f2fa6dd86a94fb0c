#pragma once

#include "actors/hypotheses/series.hpp"
#include "actors/hypotheses/settings.hpp"

#include <vector>

namespace auren::hypotheses {

/// A metric lies at another level from one day on.
struct level_shift {
  int metric;
  int day;     ///< First day of the new level.
  double size; ///< In SD of what is left after adjustment.
};

/// What is left of each metric once weekday, season, trend and level shifts
/// are taken out: the day-to-day part that can be evidence.
struct adjusted {
  Eigen::MatrixXd residuals; ///< Days x metrics, SD units within 4; NaN absent.
  std::vector<double> scale; ///< Metric units per SD.
  std::vector<level_shift> shifts;
};

/// Cleans and adjusts all days of `known` together. A metric with under 30
/// values, or without any variation, is left absent. A randomised assignment
/// becomes -1 or 1 and keeps everything.
adjusted adjust(const record& known, const settings& = {});

} // namespace auren::hypotheses
