#pragma once

#include <vector>

namespace auren::hypotheses {

/// The values of a moving window in order, for its median and its spread.
/// Adding and removing cost one short move.
class sorted_window {
public:
  /// Takes `value` in.
  void add(double value);
  /// Drops `value`, which must have been added.
  void drop(double value);
  /// Returns how many values it holds.
  int size() const {
    return static_cast<int>(values_.size());
  }
  /// Returns the median of at least one value.
  double median() const;
  /// Returns the median distance from `centre`, unscaled.
  double spread(double centre) const;

private:
  std::vector<double> values_;
};

/// SD of a normal variable per median absolute deviation.
inline constexpr double sd_per_mad = 1.4826;

} // namespace auren::hypotheses
