#include "actors/hypotheses/confidence.hpp"

#include "actors/hypotheses/statistics.hpp"

#include <algorithm>
#include <cmath>

namespace auren::hypotheses {

namespace {

constexpr int rounds = 30;
constexpr double highest_prior = 0.5;
constexpr double half_life = 180;        // days
constexpr double largest_exponent = 600; // of exp

double posterior(double prior, double factor) {
  return prior * factor / (1 - prior + prior * factor);
}

double averaged_factor(const pair_result& pair, const settings& how) {
  double total = 0, sum = 0;
  for (const auto& e : pair.lags)
    if (auto weight = lag_weight(pair, e.lag, how); weight > 0) {
      total += weight;
      sum += weight * bayes_factor(e.p, e.error, how);
    }
  return sum / std::max(1.0, total);
}

void fill_family(std::vector<double>& out, const scan& from, bool experiment,
                 double start, const settings& how) {
  const auto& pairs = from.pairs();
  std::vector<size_t> family;
  for (size_t i = 0; i < pairs.size(); ++i)
    if (pairs[i].tested() && pairs[i].experiment == experiment) {
      family.push_back(i);
      out[i] = averaged_factor(pairs[i], how);
    }
  auto prior = start;
  auto count = static_cast<double>(family.size());
  for (int round = 0; round < rounds; ++round) {
    auto sum = how.prior_pairs * start;
    for (auto i : family)
      sum += posterior(prior, out[i]);
    prior = std::min(highest_prior, sum / (count + how.prior_pairs));
  }
  for (auto i : family)
    out[i] = posterior(prior, out[i]);
}

} // namespace

double bayes_factor(double p, double error, const settings& how) {
  auto z = z_of_p(p);
  auto k = how.effect_variance / (error * error);
  return std::exp(std::min(largest_exponent, 0.5 * z * z * k / (1 + k)))
         / std::sqrt(1 + k);
}

std::vector<double> posteriors(const scan& from, const settings& how) {
  std::vector<double> out(from.pairs().size());
  fill_family(out, from, false, how.prior, how);
  fill_family(out, from, true, how.prior_experiment, how);
  return out;
}

double aged(double confidence, double days) {
  return 0.5
         + (confidence - 0.5) * std::pow(2.0, -std::max(0.0, days) / half_life);
}

double robustness(double t, double df) {
  auto f2 = t * t / df;
  return (std::sqrt(f2 * f2 + 4 * f2) - f2) / 2;
}

} // namespace auren::hypotheses
