#include "actors/hypotheses/shifts.hpp"
#include "actors/hypotheses/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace auren::hypotheses {

namespace {

constexpr int block_days = 42;
constexpr int shortest_run = 20;
constexpr int fewest_pairs = 15;
constexpr double unknown = 0.3; // too few data: a usual daily metric

struct line {
  double centre, mean, slope;
  double residual(int day, double value) const {
    return value - mean - slope * (day - centre);
  }
};

template <class Block>
std::optional<line> trend_of(const Block& block) {
  double n = 0, days = 0, sum = 0, spread = 0, product = 0;
  for (int t = 0; t < block.size(); ++t)
    if (!std::isnan(block[t]))
      n += 1, days += t, sum += block[t];
  if (n < shortest_run)
    return std::nullopt;
  auto centre = days / n, mean = sum / n;
  for (int t = 0; t < block.size(); ++t)
    if (!std::isnan(block[t])) {
      spread += (t - centre) * (t - centre);
      product += (t - centre) * (block[t] - mean);
    }
  return line{centre, mean, product / spread};
}

template <class Block>
std::optional<double> lag_one(const Block& block) {
  auto trend = trend_of(block);
  if (!trend)
    return std::nullopt;
  double n = 0, product = 0, square = 0;
  for (int t = 1; t < block.size(); ++t) {
    auto now = trend->residual(t, block[t]);
    auto before = trend->residual(t - 1, block[t - 1]);
    if (std::isnan(now) || std::isnan(before))
      continue;
    n += 1, product += now * before, square += before * before;
  }
  if (n < fewest_pairs)
    return std::nullopt;
  auto q = product / std::max(1e-12, square);
  return q + (2 + 4 * q) / n;
}

} // namespace

double local_autocorrelation(const Eigen::VectorXd& residuals) {
  std::vector<double> found;
  auto n = static_cast<int>(residuals.size());
  for (int start = 0; start < n - block_days / 2; start += block_days / 2)
    if (auto q
        = lag_one(residuals.segment(start, std::min(block_days, n - start))))
      found.push_back(*q);
  return found.empty() ? unknown : std::clamp(median(found), 0.0, 0.95);
}

} // namespace auren::hypotheses
