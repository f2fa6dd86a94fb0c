#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

namespace auren::streams {

/// What a value is expected from: 1, six weekdays, two lags, two averages.
inline constexpr size_t feature_count = 11;
using features = std::array<double, feature_count>;

/// What is remembered of the past: enough for the features of the next day.
class past_values {
public:
  /// Takes the value of a day, or that there is none.
  void take(std::optional<double> value);

  /// Returns the features of `day`; a lag that is not known is the slow
  /// average.
  features of(int32_t day) const;

private:
  std::optional<double> last_, before_, fast_, slow_;
};

/// A weighted ridge regression on the features of days gone by.
class ridge {
public:
  /// Learns from all rows; `age` of a row is the days since it. The weekdays
  /// are shrunk by 1, lags and averages by the variance of the values.
  /// @returns nothing when it cannot be solved
  static std::optional<ridge>
  fit(const std::vector<features>& rows, const std::vector<double>& values,
      const std::vector<int32_t>& ages);

  double expect(features of) const;

private:
  features weights_{};
  double mean_ = 0;
};

/// The interval of one horizon: how far the truth was off, and the level that
/// adapts to what it missed.
class adaptive_interval {
public:
  /// Returns how far to both sides the interval reaches; nothing before 30
  /// errors are known.
  std::optional<double> reach() const;

  /// Takes how far a day was off, after its interval was told.
  void take(double error);

  uint32_t inside = 0;
  uint32_t tested = 0;

private:
  std::deque<double> errors_;
  double miss_rate_ = 0.10;
};

} // namespace auren::streams
