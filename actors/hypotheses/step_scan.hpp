#pragma once

#include "actors/hypotheses/factor.hpp"
#include "actors/hypotheses/series.hpp"

#include <vector>

namespace auren::hypotheses {

/// Days at either end, and around a known step, where no step is looked for.
inline constexpr int step_margin = 10;

/// Tests a step on every day of one series at once: generalised least squares
/// with AR(1) errors, all days from one factor and running sums.
class step_scan {
public:
  /// Prepares level, weekday and trend for the days of `known`.
  explicit step_scan(const record& known);
  /// Returns the t value of a step at each day of `values` (NaN is absent),
  /// given the known `steps`; 0 where none can be told.
  Eigen::VectorXd
  operator()(const Eigen::VectorXd& values, const std::vector<int>& steps);

private:
  void add_steps(const std::vector<int>& steps);
  void fit(const Eigen::VectorXd& values);
  void whiten(const Eigen::VectorXd& values);
  Eigen::VectorXd every_day(Eigen::Index days) const;

  Eigen::MatrixXd basis_;    // days x predictors
  Eigen::VectorXd fitted_;   // on all days
  Eigen::MatrixXd whitened_; // predictors and values, on observed days
  std::vector<bool> seen_;
  double correlation_ = 0;
  int plain_ = 0, observed_ = 0;
  design work_;
};

} // namespace auren::hypotheses
