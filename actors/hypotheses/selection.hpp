#pragma once

#include "actors/hypotheses/panel.hpp"

#include <optional>
#include <vector>

namespace auren::hypotheses {

/// Forward selection for one target. Keeps an orthonormal basis of what was
/// chosen and, for every candidate, what is left of it, so that a choice
/// costs one pass over the series.
class selection {
public:
  /// Prepares the days on which `target` is observed.
  selection(const panel& series, int target);

  /// Returns the number of days used.
  int days() const {
    return days_;
  }
  /// Adds `what` to the basis; returns whether anything of it was new.
  bool choose(lagged what);
  /// Adds the constant to the basis.
  void choose_level();
  /// Forgets all that was chosen.
  void clear();
  /// Registers the lags 0 to 7 of metric `metric` as measured candidates.
  void watch(int metric);
  /// A candidate's partial correlation with the target, given the chosen;
  /// 0 if hardly anything of the candidate is left.
  double partial(lagged what) const;
  /// Returns the t values of what was chosen, the level first.
  std::vector<double> t_values() const;
  /// Returns how many columns the basis has.
  int rank() const {
    return static_cast<int>(factor_.size());
  }

private:
  static constexpr int lags = longest_lag + 1;
  using by_lag = Eigen::Matrix<double, lags, 1>;
  struct candidate {
    int metric;
    by_lag square, product; // left of it; with what is left of the target
  };
  bool extend(Eigen::VectorXd column);
  void
  reduce(candidate& of, const Eigen::VectorXd& direction, double along) const;
  by_lag correlate(int metric, const Eigen::VectorXd& with) const;
  candidate measured(int metric) const;

  const panel& series_;
  Eigen::VectorXd mask_, rest_, target_;
  std::vector<Eigen::VectorXd> basis_;
  std::vector<Eigen::VectorXd> factor_; // columns of R
  std::vector<double> loads_;           // of the target, per basis vector
  std::vector<candidate> watched_;
  int days_ = 0;
};

} // namespace auren::hypotheses
