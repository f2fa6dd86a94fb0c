#include "actors/hypotheses/panel.hpp"

#include <algorithm>
#include <cmath>

namespace auren::hypotheses {

namespace {

constexpr int fewest_pairs = 20;

double persistence(const double* values, const uint8_t* seen, int days) {
  double product = 0, square = 0;
  int pairs = 0;
  for (int t = 1; t < days; ++t)
    if (seen[t] && seen[t - 1])
      product += values[t] * values[t - 1],
        square += values[t - 1] * values[t - 1], ++pairs;
  if (pairs <= fewest_pairs)
    return 0;
  return std::clamp(product / std::max(1e-9, square), -0.95, 0.95);
}

} // namespace

panel::panel(const record& known, const adjusted& series, const settings& how)
  : days_(known.days()) {
  bridged_.setZero(days_ + reach, known.width());
  seen_.setZero(days_ + reach, known.width());
  for (int i = 0; i < known.width(); ++i) {
    for (int t = 0; t < days_; ++t)
      if (auto v = series.residuals(t, i); !std::isnan(v))
        bridged_(t + reach, i) = v, seen_(t + reach, i) = 1;
    bridge(i, known.metrics[static_cast<size_t>(i)].randomised());
    counts_.push_back(seen_.col(i).cast<int>().sum());
    if (counts_.back() >= how.fewest_days)
      live_.push_back(i);
  }
}

bool panel::alive(int metric) const {
  return std::binary_search(live_.begin(), live_.end(), metric);
}

// Outside an experiment there is no assignment to bridge to: it stays 0.
void panel::bridge(int metric, bool randomised) {
  if (randomised)
    return;
  auto* v = bridged_.col(metric).data() + reach;
  const auto* there = seen({metric, 0});
  auto phi = persistence(v, there, days_);
  for (int t = 1; t < days_; ++t)
    if (!there[t])
      v[t] = phi * v[t - 1];
}

} // namespace auren::hypotheses
