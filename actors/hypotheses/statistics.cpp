#include "actors/hypotheses/statistics.hpp"

#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace auren::hypotheses {

namespace {

namespace math = boost::math;

// Long doubles would cost ten times as much for digits that nobody reads; no
// input may throw.
using exact_enough = math::policies::policy<
  math::policies::promote_double<false>,
  math::policies::domain_error<math::policies::errno_on_error>,
  math::policies::overflow_error<math::policies::errno_on_error>,
  math::policies::evaluation_error<math::policies::errno_on_error>>;

// The largest i for which `passes` holds, over items in `order`.
template <class Passes>
std::vector<bool> step_up(const std::vector<size_t>& order, Passes passes) {
  size_t rejected = 0;
  for (size_t i = 0; i < order.size(); ++i)
    if (passes(order[i], static_cast<double>(i + 1)))
      rejected = i + 1;
  std::vector<bool> out(order.size());
  for (size_t i = 0; i < rejected; ++i)
    out[order[i]] = true;
  return out;
}

template <class Less>
std::vector<size_t> sorted(size_t count, Less less) {
  std::vector<size_t> order(count);
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), less);
  return order;
}

} // namespace

double t_two_sided(double t, double df) {
  if (!(df > 0) || std::isnan(t))
    return 1;
  auto x = df / (df + t * t);
  return math::ibeta(df / 2, 0.5, std::clamp(x, 0.0, 1.0), exact_enough{});
}

double t_critical(double df) {
  auto x = math::ibeta_inv(df / 2, 0.5, 0.05, exact_enough{});
  return std::sqrt(df * (1 - x) / x);
}

double normal_cdf(double x) {
  return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

double log_normal_cdf(double x) {
  if (x > -8)
    return std::log(normal_cdf(x));
  auto x2 = x * x; // the first terms of the asymptotic series
  return -0.5 * x2 - std::log(-x) - 0.5 * std::log(2 * std::numbers::pi)
         + std::log1p(-1 / x2 + 3 / (x2 * x2));
}

double z_of_p(double p) {
  p = std::clamp(p, 1e-300, 1.0);
  return std::numbers::sqrt2 * math::erfc_inv(p, exact_enough{});
}

double log_mixture(double sum, double squares, double rho) {
  auto a = 1 + rho * squares;
  return rho * sum * sum / (2 * a) - 0.5 * std::log(a);
}

double log_mixture_one_sided(double sum, double squares, double rho) {
  auto a = 1 + rho * squares;
  return log_mixture(sum, squares, rho) + std::numbers::ln2
         + log_normal_cdf(sum * std::sqrt(rho / a));
}

std::vector<bool> bh(const std::vector<double>& p, double q) {
  auto order
    = sorted(p.size(), [&](size_t a, size_t b) { return p[a] < p[b]; });
  auto m = static_cast<double>(p.size());
  return step_up(order, [&](size_t k, double i) { return p[k] <= q * i / m; });
}

std::vector<bool> e_bh(const std::vector<double>& log_e, double alpha) {
  auto order = sorted(log_e.size(),
                      [&](size_t a, size_t b) { return log_e[a] > log_e[b]; });
  auto m = static_cast<double>(log_e.size());
  return step_up(order, [&](size_t k, double i) {
    return log_e[k] >= std::log(m / (alpha * i));
  });
}

double median(std::vector<double>& values) {
  if (values.empty())
    return std::numeric_limits<double>::quiet_NaN();
  auto middle = values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1)
    return *middle;
  return 0.5 * (*middle + *std::max_element(values.begin(), middle));
}

} // namespace auren::hypotheses
