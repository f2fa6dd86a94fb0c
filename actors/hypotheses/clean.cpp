#include "actors/hypotheses/clean.hpp"

#include "actors/hypotheses/window.hpp"

#include <cmath>

namespace auren::hypotheses {

namespace {

constexpr int half_window = 15;
constexpr int fewest = 7;
constexpr double far_out = 5 * sd_per_mad;

bool glitch(const sorted_window& around, double value) {
  if (around.size() < fewest)
    return false;
  auto centre = around.median();
  auto spread = around.spread(centre);
  return spread > 0 && std::abs(value - centre) > far_out * spread;
}

void hampel(Eigen::Ref<Eigen::VectorXd> values) {
  const Eigen::VectorXd raw = values;
  sorted_window around;
  auto add = [&](Eigen::Index day) {
    if (day < raw.size() && !std::isnan(raw[day]))
      around.add(raw[day]);
  };
  for (Eigen::Index day = 0; day < half_window; ++day)
    add(day);
  for (Eigen::Index day = 0; day < raw.size(); ++day) {
    add(day + half_window);
    if (auto old = day - half_window - 1; old >= 0 && !std::isnan(raw[old]))
      around.drop(raw[old]);
    if (!std::isnan(raw[day]) && glitch(around, raw[day]))
      values[day] = std::numeric_limits<double>::quiet_NaN();
  }
}

} // namespace

double within_bounds(const metric& what, double value) {
  bool possible
    = std::isfinite(value) && value >= what.low && value <= what.high;
  return possible ? value : std::numeric_limits<double>::quiet_NaN();
}

Eigen::MatrixXd clean(const record& known) {
  Eigen::MatrixXd out = known.values;
  for (int i = 0; i < known.width(); ++i) {
    const auto& what = known.metrics[static_cast<size_t>(i)];
    for (auto& value : out.col(i))
      value = within_bounds(what, value);
    if (what.continuous())
      hampel(out.col(i));
  }
  return out;
}

} // namespace auren::hypotheses
