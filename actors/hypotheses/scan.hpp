#pragma once

#include "actors/hypotheses/expected.hpp"
#include "actors/hypotheses/momentary.hpp"

#include <memory>
#include <vector>

namespace auren::hypotheses {

/// All lags of one ordered pair that could be tested, and their one p value.
struct pair_result {
  int cause = 0;
  int effect = 0;
  bool experiment = false; ///< The cause is a randomised assignment.
  const expectation* expected = nullptr; ///< What studies found, if anything.
  std::vector<estimate> lags;            ///< Ascending; may be empty.
  double p = 1;                          ///< Weighted Bonferroni over the lags.
  int best = -1; ///< Index into `lags` of the smallest p.

  /// Was any lag testable?
  bool tested() const {
    return best >= 0;
  }
  /// Returns the estimate at the best lag.
  const estimate& strongest() const {
    return lags[static_cast<size_t>(best)];
  }
};

/// One look at all pairs of a record: adjusts, finds parents, tests every
/// lag that the clock allows. Costs about 2 µs per day and 100 pairs.
class scan {
public:
  /// Looks at all days of `known`, which must outlive the scan.
  explicit scan(const record& known, const settings& how = {});

  /// Returns every ordered pair whose effect is no assignment, by cause, then
  /// effect. Assignments are only tested against their declared outcome.
  const std::vector<pair_result>& pairs() const {
    return pairs_;
  }
  /// Returns the pair, or nullptr when the two were never compared.
  const pair_result* find(int cause, int effect) const;
  /// Returns the adjusted series.
  const adjusted& series() const {
    return series_;
  }
  /// Returns the record.
  const record& known() const {
    return known_;
  }
  /// Returns the controls of one test.
  parents controls(int cause, int effect, int lag) const {
    return test_.controls(cause, effect, lag);
  }
  /// Returns the parents of column `metric`.
  const parents& parents_of(int metric) const {
    return parents_[static_cast<size_t>(metric)];
  }
  /// Did the effect of a tested pair fade away within the record?
  bool faded(const pair_result& pair) const;
  /// Does the reverse pair lean too, so that no direction can be told?
  bool reverse_leans(const pair_result& pair) const;
  /// Returns why a pair could not be tested, in words.
  std::string why_untested(const pair_result& pair) const;

  /// Returns which of `pairs()` pass at false-discovery rate `observed` among
  /// the observational pairs, weighted by `kind_weight` and by what studies
  /// expect, and `experiments` among the assignments.
  std::vector<bool> pass(double observed, double experiments) const;

private:
  void test_pair(pair_result& pair) const;
  std::vector<double> weights(const std::vector<size_t>& family) const;

  const record& known_;
  settings how_;
  adjusted series_;
  panel panel_;
  std::vector<parents> parents_;
  mutable momentary test_; // its buffers only
  std::vector<pair_result> pairs_;
};

/// Returns the weight of `lag` among the lags of a pair: fixed ones for
/// observation, where a lag that studies name has as much as all together;
/// lags 0 and 1 alike for an experiment.
double lag_weight(const pair_result& pair, int lag, const settings& how);

/// Returns how likely an effect of one metric on another is for their kinds,
/// relative to other pairs; 1 for an assignment.
double
kind_weight(const metric& cause, const metric& effect, const settings& how);

} // namespace auren::hypotheses
