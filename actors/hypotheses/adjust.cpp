#include "actors/hypotheses/adjust.hpp"

#include "actors/hypotheses/clean.hpp"
#include "actors/hypotheses/shifts.hpp"
#include "actors/hypotheses/statistics.hpp"
#include "actors/hypotheses/window.hpp"

#include <Eigen/Cholesky>
#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace auren::hypotheses {

namespace {

constexpr auto absent = std::numeric_limits<double>::quiet_NaN();
constexpr int fewest_values = 30;
constexpr double clip = 4;
constexpr double well_conditioned = 1e-9; // reciprocal, of inner products
// A robust scale may not exceed the plain one by chance: 15 % of slack.
constexpr double robust = 1.15 * sd_per_mad;

// Level, weekday, and cosines down to the slowest period that may remain.
Eigen::MatrixXd slow_basis(const record& known, double slow_days) {
  auto n = known.days();
  auto waves = std::max(2, static_cast<int>(2 * n / slow_days));
  Eigen::MatrixXd out = Eigen::MatrixXd::Zero(n, 7 + waves);
  out.col(0).setOnes();
  for (int t = 0; t < n; ++t) {
    if (auto day = known.weekday(t); day > 0)
      out(t, day) = 1;
    for (int j = 1; j <= waves; ++j)
      out(t, 6 + j) = std::cos(std::numbers::pi * j * (t + 0.5) / n);
  }
  return out;
}

std::vector<int> observed(const Eigen::VectorXd& values) {
  std::vector<int> out;
  for (int t = 0; t < values.size(); ++t)
    if (!std::isnan(values[t]))
      out.push_back(t);
  return out;
}

double scale_of(const Eigen::VectorXd& rest, Eigen::Index predictors,
                value_type type) {
  auto df = std::max<double>(10, static_cast<double>(rest.size() - predictors));
  auto plain = std::sqrt(rest.squaredNorm() / df);
  if (type == value_type::binary || type == value_type::count)
    return plain;
  std::vector<double> sizes(rest.begin(), rest.end());
  auto centre = median(sizes);
  for (auto& size : sizes)
    size = std::abs(size - centre);
  auto mad = robust * median(sizes);
  return mad > 0 ? std::min(plain, mad) : plain;
}

// Normal equations with one refinement; long gaps can make slow waves look
// alike, then a pivoted decomposition that costs five times as much.
Eigen::VectorXd least_squares(const Eigen::MatrixXd& predictors,
                              const Eigen::VectorXd& target) {
  auto q = predictors.cols();
  Eigen::MatrixXd products = Eigen::MatrixXd::Zero(q, q);
  products.selfadjointView<Eigen::Lower>().rankUpdate(predictors.transpose());
  Eigen::LLT<Eigen::MatrixXd> factor(products);
  if (factor.info() != Eigen::Success || factor.rcond() < well_conditioned)
    return predictors.colPivHouseholderQr().solve(target);
  Eigen::VectorXd out = factor.solve(predictors.transpose() * target);
  out += factor.solve(predictors.transpose() * (target - predictors * out));
  return out;
}

struct fit {
  Eigen::VectorXd rest;
  Eigen::VectorXd steps; // sizes, in metric units
};

fit take_out(const Eigen::MatrixXd& slow, const std::vector<int>& steps,
             const Eigen::VectorXd& values, const std::vector<int>& rows) {
  auto count = static_cast<Eigen::Index>(steps.size());
  Eigen::MatrixXd predictors(rows.size(), slow.cols() + count);
  predictors.leftCols(slow.cols()) = slow(rows, Eigen::all);
  for (size_t i = 0; i < rows.size(); ++i)
    for (Eigen::Index s = 0; s < count; ++s)
      predictors(static_cast<Eigen::Index>(i), slow.cols() + s)
        = rows[i] >= steps[static_cast<size_t>(s)];
  Eigen::VectorXd target = values(rows);
  auto weights = least_squares(predictors, target);
  return {target - predictors * weights, weights.tail(count)};
}

void adjust_one(adjusted& out, int i, const record& known,
                const Eigen::VectorXd& values, const Eigen::MatrixXd& slow,
                const std::vector<int>& steps) {
  auto rows = observed(values);
  if (static_cast<int>(rows.size()) < fewest_values)
    return;
  Eigen::VectorXd target = values(rows);
  if (target.maxCoeff() == target.minCoeff())
    return;
  auto [rest, sizes] = take_out(slow, steps, values, rows);
  auto scale = scale_of(rest, slow.cols() + sizes.size(),
                        known.metrics[static_cast<size_t>(i)].type);
  if (!(scale > 1e-12 * target.cwiseAbs().maxCoeff()))
    return; // all of it is trend and weekday
  out.scale[static_cast<size_t>(i)] = scale;
  for (size_t r = 0; r < rows.size(); ++r)
    out.residuals(rows[r], i)
      = std::clamp(rest[static_cast<Eigen::Index>(r)] / scale, -clip, clip);
  for (size_t s = 0; s < steps.size(); ++s)
    out.shifts.push_back(
      {i, steps[s], sizes[static_cast<Eigen::Index>(s)] / scale});
}

} // namespace

adjusted adjust(const record& known, const settings& how) {
  auto values = clean(known);
  auto shifts = find_shifts(known, values);
  auto slow = slow_basis(known, how.slow_days);
  adjusted out{Eigen::MatrixXd::Constant(values.rows(), values.cols(), absent),
               std::vector<double>(known.metrics.size(), 1.0),
               {}};
  for (int i = 0; i < known.width(); ++i) {
    auto at = static_cast<size_t>(i);
    if (known.metrics[at].randomised()) {
      out.residuals.col(i) = (values.col(i).array() - 0.5) / 0.5;
      out.scale[at] = 0.5;
    } else {
      adjust_one(out, i, known, values.col(i), slow, shifts[at]);
    }
  }
  return out;
}

} // namespace auren::hypotheses
