#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace auren::streams {

/// One local day's value.
struct day_value {
  int32_t day = 0;
  double value = 0;
};

/// A day ahead: what is expected, and where nine days of ten will be.
struct forecast_day {
  int32_t day = 0;
  double value = 0;
  double low = 0;
  double high = 0;
};

/// A forecast, or in `reason` why there is none.
struct forecast {
  std::vector<forecast_day> days;
  std::string reason;
  uint32_t n = 0;      ///< Days with a value.
  uint32_t window = 0; ///< From the first to the last of them.
  uint32_t inside = 0; ///< Past days that lay in the interval told before,
  uint32_t tested = 0; ///< of so many, over all horizons asked for.
};

inline constexpr double forecast_level = 0.90;
inline constexpr int32_t longest_forecast = 14;
inline constexpr const char* forecast_model = "ridge-aci/1";

/// Returns a forecast of the `horizon` days after the last of `values`, learned
/// from them alone: ridge regression on weekday, the last two values and two
/// moving averages (half-lives of 3.5 and 21 days), refitted each week with
/// weights that halve in 90 days; a longer horizon goes on from its own
/// expectation. Each horizon has its own intervals: quantiles of its last 180
/// errors at a level that adapts to what was missed (Gibbs and Candes,
/// "Adaptive conformal inference under distribution shift", NeurIPS 2021, step
/// 0.02), so that nine of ten days lie inside whatever the distribution.
/// @param values finite, in the order of their days, each day once
/// @param horizon 1 to `longest_forecast`
forecast forecast_of(std::span<const day_value> values, int32_t horizon);

} // namespace auren::streams
