#include "actors/hypotheses/experiments.hpp"

#include "actors/hypotheses/looks.hpp"
#include "actors/hypotheses/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace auren::hypotheses {

namespace {

constexpr int fewest_assigned = 10;
constexpr int first_fit = 25; // days before the outcome's model is usable
constexpr int last_lag = 1;

// Days at which the outcome's model is fitted anew, then the end.
std::vector<int> refits(int start, int days, const settings& how) {
  std::vector<int> out{std::max(start, first_fit)};
  for (int k = 0; look_day(k, how) < days; ++k)
    if (look_day(k, how) > out.front())
      out.push_back(look_day(k, how));
  out.push_back(days);
  return out;
}

struct experiment {
  int cause, effect, start, block;
};

std::optional<double>
evidence_at(const past_only& series, const experiment& what, int lag,
            const settings& how) {
  std::map<int, double> units; // by pair of blocks
  auto days = series.known().days();
  auto cuts = refits(what.start, days, how);
  for (size_t i = 0; i + 1 < cuts.size(); ++i) {
    auto model
      = fit_nuisance(series, what.cause, what.effect, lag, {}, cuts[i], how);
    auto score = model
                   ? scorer::bind(series, *model, what.cause, what.effect, lag)
                   : std::nullopt;
    for (int t = cuts[i]; score && t < cuts[i + 1]; ++t)
      if (auto day = (*score)(t))
        units[(t - lag - what.start) / (2 * what.block)]
          += day->effect * day->cause;
  }
  if (units.empty())
    return std::nullopt;
  double sum = 0, squares = 0, size = std::sqrt(2.0 * what.block);
  for (auto [unit, value] : units)
    sum += value / size, squares += value * value / (size * size);
  return log_mixture(sum, squares, how.mixture);
}

// The log of the mean of e-values, which is an e-value again.
std::optional<double> log_mean(const std::vector<double>& logs) {
  if (logs.empty())
    return std::nullopt;
  auto top = *std::max_element(logs.begin(), logs.end());
  double sum = 0;
  for (auto l : logs)
    sum += std::exp(l - top);
  return top + std::log(sum / static_cast<double>(logs.size()));
}

std::optional<experiment> experiment_of(const record& known, int cause) {
  const auto& what = known.metrics[static_cast<size_t>(cause)];
  auto effect = known.find(what.primary_outcome);
  auto assigned = known.values.col(cause).array().isFinite().eval();
  if (!what.randomised() || !effect || assigned.count() < fewest_assigned)
    return std::nullopt;
  Eigen::Index start = 0;
  assigned.cast<int>().maxCoeff(&start); // the first true
  return experiment{cause, *effect, static_cast<int>(start), what.block_days};
}

} // namespace

std::vector<experiment_evidence>
experiments_of(const past_only& series, const settings& how) {
  std::vector<experiment_evidence> out;
  const auto& known = series.known();
  for (int cause = 0; cause < known.width(); ++cause) {
    auto what = experiment_of(known, cause);
    if (!what)
      continue;
    std::vector<double> logs;
    for (int lag = 0; lag <= last_lag; ++lag)
      if (known.precedes(cause, what->effect, lag))
        if (auto log_e = evidence_at(series, *what, lag, how))
          logs.push_back(*log_e);
    if (auto log_e = log_mean(logs))
      out.push_back({cause, what->effect, *log_e});
  }
  return out;
}

} // namespace auren::hypotheses
