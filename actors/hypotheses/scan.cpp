#include "actors/hypotheses/scan.hpp"

#include "actors/hypotheses/statistics.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace auren::hypotheses {

namespace {

// Two tests of one side each instead of one of both, weighted by what studies
// expect; without an expectation the same as the one.
double
directed_p(const pair_result& pair, const estimate& e, const settings& how) {
  if (!pair.expected)
    return e.p;
  auto likely = how.expected_direction;
  bool agrees = e.size * pair.expected->direction > 0;
  return e.p / (2 * (agrees ? likely : 1 - likely));
}

// The smallest weighted p over the lags, paid for all lags that were tested.
void combine(pair_result& pair, const settings& how) {
  double total = 0;
  for (const auto& e : pair.lags)
    total += lag_weight(pair, e.lag, how);
  double smallest = 0;
  for (size_t i = 0; i < pair.lags.size(); ++i) {
    auto weight = lag_weight(pair, pair.lags[i].lag, how);
    if (weight <= 0)
      continue;
    auto p = directed_p(pair, pair.lags[i], how) * total / weight;
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

double lag_weight(const pair_result& pair, int lag, const settings& how) {
  if (pair.experiment)
    return lag <= 1 ? 1 : 0;
  const auto& all = how.lag_weights;
  bool named = pair.expected && pair.expected->lag_days == lag;
  return all[static_cast<size_t>(lag)]
         + (named ? std::accumulate(all.begin(), all.end(), 0.0) : 0);
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
  expected_pairs studies(known);
  for (int x = 0; x < known.width(); ++x)
    for (int y = 0; y < known.width(); ++y)
      if (comparable(known, x, y)) {
        pair_result pair;
        pair.cause = x, pair.effect = y;
        pair.experiment = known.metrics[static_cast<size_t>(x)].randomised();
        pair.expected = how_.expected_share > 0 ? studies.find(x, y) : nullptr;
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

// Weights with a mean of 1: by kind, and a share for what studies expect.
std::vector<double> scan::weights(const std::vector<size_t>& family) const {
  std::vector<double> kinds;
  for (auto i : family) {
    auto at = [&](int m) { return known_.metrics[static_cast<size_t>(m)]; };
    kinds.push_back(
      kind_weight(at(pairs_[i].cause), at(pairs_[i].effect), how_));
  }
  auto is_expected = [&](size_t i) { return pairs_[i].expected != nullptr; };
  auto count = static_cast<double>(family.size());
  auto total = std::accumulate(kinds.begin(), kinds.end(), 0.0);
  auto named = std::ranges::count_if(family, is_expected);
  auto share = named > 0 ? how_.expected_share : 0;
  for (size_t k = 0; k < kinds.size(); ++k) {
    kinds[k] *= (1 - share) * count / total;
    if (is_expected(family[k]))
      kinds[k] += share * count / static_cast<double>(named);
  }
  return kinds;
}

std::vector<bool> scan::pass(double observed, double experiments) const {
  std::vector<bool> out(pairs_.size());
  for (bool experiment : {false, true}) {
    std::vector<size_t> family;
    std::vector<double> p;
    for (size_t i = 0; i < pairs_.size(); ++i)
      if (pairs_[i].tested() && pairs_[i].experiment == experiment)
        family.push_back(i), p.push_back(pairs_[i].p);
    if (!experiment) {
      auto all = weights(family);
      for (size_t i = 0; i < p.size(); ++i)
        p[i] = std::min(1.0, p[i] / all[i]);
    }
    auto passed = bh(p, experiment ? experiments : observed);
    for (size_t i = 0; i < family.size(); ++i)
      out[family[i]] = passed[i];
  }
  return out;
}

} // namespace auren::hypotheses
