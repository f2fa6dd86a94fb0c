#pragma once

#include "actors/hypotheses/series.hpp"

#include <cstdint>
#include <vector>

namespace auren::hypotheses {

/// The series as evidence sees them: each value minus a moving average of
/// earlier values, over an earlier scale. A day's value depends on that day
/// and the days before it alone, so nothing that comes later can bend it.
class past_only {
public:
  /// Longest lag that can be asked for.
  static constexpr int reach = 16;

  /// Transforms every metric of `known`: bounds; a causal Hampel filter (last
  /// 31 accepted values, 6 scaled MAD, the fourth outlier in a row is a new
  /// level); EWMA with a half-life of 21 days; decayed (0.985) scale; within
  /// 4. The first 14 values are absent. An assignment becomes -1 or 1.
  explicit past_only(const record& known);

  /// Returns column `metric` as it was `lag` days before each day; absent
  /// values are 0, the mean.
  const double* values(int metric, int lag) const {
    return filled_.col(metric).data() + reach - lag;
  }
  /// Returns whether it was observed then.
  const uint8_t* seen(int metric, int lag) const {
    return seen_.col(metric).data() + reach - lag;
  }
  /// Returns the record.
  const record& known() const {
    return known_;
  }

private:
  const record& known_;
  Eigen::MatrixXd filled_;
  Eigen::Matrix<uint8_t, Eigen::Dynamic, Eigen::Dynamic> seen_;
};

} // namespace auren::hypotheses
