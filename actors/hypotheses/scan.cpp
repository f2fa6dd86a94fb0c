#include "actors/hypotheses/scan.hpp"

#include "actors/hypotheses/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace auren::hypotheses {

namespace {

// The smallest weighted p over the lags, paid for all lags that were tested.
void combine(pair_result& pair, const settings& how) {
  double total = 0;
  for (const auto& e : pair.lags)
    total += lag_weight(e.lag, pair.experiment, how);
  double smallest = 0;
  for (size_t i = 0; i < pair.lags.size(); ++i) {
    auto weight = lag_weight(pair.lags[i].lag, pair.experiment, how);
    if (weight <= 0)
      continue;
    auto p = pair.lags[i].p * total / weight;
    if (pair.best < 0 || p < smallest)
      smallest = p, pair.best = static_cast<int>(i);
  }
  if (pair.tested())
    pair.p = std::min(1.0, smallest);
}

bool comparable(const record& known, int cause, int effect) {
  const auto& from = known.metrics[static_cast<size_t>(cause)];
  const auto& to = known.metrics[static_cast<size_t>(effect)];
  if (cause == effect || to.randomised())
    return false;
  return !from.randomised() || from.primary_outcome == to.name;
}

} // namespace

double lag_weight(int lag, bool experiment, const settings& how) {
  if (experiment)
    return lag <= 1 ? 1 : 0;
  return how.lag_weights[static_cast<size_t>(lag)];
}

double
kind_weight(const metric& cause, const metric& effect, const settings& how) {
  if (cause.randomised() || effect.randomised())
    return 1;
  return how.kind_weights[static_cast<size_t>(cause.kind)]
                         [static_cast<size_t>(effect.kind)];
}

scan::scan(const record& known, const settings& how)
  : known_(known), how_(how), series_(adjust(known, how_)),
    panel_(known, series_, how_), parents_(find_parents(known, panel_, how_)),
    test_(known_, panel_, parents_, how_) {
  for (int x = 0; x < known.width(); ++x)
    for (int y = 0; y < known.width(); ++y)
      if (comparable(known, x, y)) {
        pair_result pair;
        pair.cause = x, pair.effect = y;
        pair.experiment = known.metrics[static_cast<size_t>(x)].randomised();
        test_pair(pair);
        pairs_.push_back(std::move(pair));
      }
}

void scan::test_pair(pair_result& pair) const {
  if (!panel_.alive(pair.cause) || !panel_.alive(pair.effect))
    return;
  for (int lag = 0; lag <= longest_lag; ++lag)
    if (known_.precedes(pair.cause, pair.effect, lag))
      if (auto found = test_(pair.cause, pair.effect, lag))
        pair.lags.push_back(*found);
  combine(pair, how_);
}

const pair_result* scan::find(int cause, int effect) const {
  auto key = std::pair{cause, effect};
  auto at = std::lower_bound(pairs_.begin(), pairs_.end(), key,
                             [](const pair_result& a, auto& b) {
                               return std::pair{a.cause, a.effect} < b;
                             });
  if (at == pairs_.end() || at->cause != cause || at->effect != effect)
    return nullptr;
  return &*at;
}

bool scan::faded(const pair_result& pair) const {
  return test_.faded(pair.cause, pair.effect, pair.strongest());
}

bool scan::reverse_leans(const pair_result& pair) const {
  const auto* back = find(pair.effect, pair.cause);
  return !pair.experiment && back && back->p < how_.reverse_below;
}

std::string scan::why_untested(const pair_result& pair) const {
  for (auto i : {pair.cause, pair.effect}) {
    const auto& name = known_.metrics[static_cast<size_t>(i)].name;
    auto values = known_.values.col(i).array();
    if (auto n = values.isFinite().count(); n < how_.fewest_days)
      return fmt::format("{} has {} days of {} needed", name, n,
                         how_.fewest_days);
    if (!panel_.alive(i))
      return fmt::format("{} has no day-to-day variation that could be used",
                         name);
  }
  return "too few days with both, or too little variation of the cause";
}

// Divides every p value by its weight, the weights scaled to a mean of 1.
void scan::weigh(const std::vector<size_t>& family,
                 std::vector<double>& p) const {
  std::vector<double> weights;
  double total = 0;
  for (auto i : family) {
    auto at = [&](int m) { return known_.metrics[static_cast<size_t>(m)]; };
    weights.push_back(
      kind_weight(at(pairs_[i].cause), at(pairs_[i].effect), how_));
    total += weights.back();
  }
  for (size_t i = 0; i < p.size(); ++i)
    p[i] = std::min(1.0, p[i] * total
                           / (weights[i] * static_cast<double>(p.size())));
}

std::vector<bool> scan::pass(double observed, double experiments) const {
  std::vector<bool> out(pairs_.size());
  for (bool experiment : {false, true}) {
    std::vector<size_t> family;
    std::vector<double> p;
    for (size_t i = 0; i < pairs_.size(); ++i)
      if (pairs_[i].tested() && pairs_[i].experiment == experiment)
        family.push_back(i), p.push_back(pairs_[i].p);
    if (!experiment)
      weigh(family, p);
    auto passed = bh(p, experiment ? experiments : observed);
    for (size_t i = 0; i < family.size(); ++i)
      out[family[i]] = passed[i];
  }
  return out;
}

} // namespace auren::hypotheses
