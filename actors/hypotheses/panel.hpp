#pragma once

#include "actors/hypotheses/adjust.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace auren::hypotheses {

/// A metric some days ago: one control of a test, one parent of a metric.
struct lagged {
  int metric;
  int lag;
  bool operator==(const lagged&) const = default;
};

/// The adjusted series with zeros before their first day, so that any lag is
/// a pointer and costs nothing. Absent values are bridged (phi times the day
/// before) for use as controls only; `seen` tells which are real.
class panel {
public:
  /// Longest lag that can be asked for: a parent's lag on top of a cause's.
  static constexpr int reach = 2 * longest_lag + 1;

  /// Bridges and counts `series`, the adjusted days of `known`.
  panel(const record& known, const adjusted& series, const settings& how = {});

  /// Returns metric `what` as it was `lag` days before each day.
  const double* values(lagged what) const {
    return bridged_.col(what.metric).data() + reach - what.lag;
  }
  /// Returns whether metric `what` was observed `lag` days before each day.
  const uint8_t* seen(lagged what) const {
    return seen_.col(what.metric).data() + reach - what.lag;
  }
  /// Returns the number of days.
  int days() const {
    return days_;
  }
  /// Returns the columns with enough observed days for a test.
  const std::vector<int>& live() const {
    return live_;
  }
  /// Has column `metric` enough observed days for a test?
  bool alive(int metric) const;
  /// Returns how many days column `metric` was observed on.
  int count(int metric) const {
    return counts_[static_cast<size_t>(metric)];
  }

private:
  void bridge(int metric, bool randomised);

  int days_;
  Eigen::MatrixXd bridged_; // reach more rows than days
  Eigen::Matrix<uint8_t, Eigen::Dynamic, Eigen::Dynamic> seen_;
  std::vector<int> live_, counts_;
};

} // namespace auren::hypotheses
