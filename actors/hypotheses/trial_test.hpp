#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace auren::hypotheses {

/// What chance assigned as one: a block of days, or a single dose.
struct trial_unit {
  int stratum = 0;    ///< Chance shuffled within it, e.g. a pair of blocks.
  bool on = false;    ///< As assigned, whatever was done.
  double outcome = 0; ///< Mean of the unit's days.
};

/// What a trial's units say, by what chance could have done instead.
struct trial_finding {
  double difference = 0; ///< On less off, mean over strata.
  double p = 1;          ///< Two-sided, of "no effect on any unit".
  /// 95 % interval of a constant difference; NaN when so few units bound none.
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
  uint64_t allocations = 0; ///< Compared with.
  bool exact = false;       ///< All that there are; else drawn with `seed`.
  int strata = 0;           ///< With units of both kinds; others say nothing.
};

/// Compares the difference with the ones of other allocations of the same
/// numbers within each stratum: all of at most 14 pairs, else 20,000 drawn.
/// Valid whatever the outcomes' distribution and dependence, as the coin alone
/// is random (Fisher 1935; Edgington & Onghena 2007). The interval is the set
/// of differences that the same test does not reject. Nothing without a
/// stratum that has both.
std::optional<trial_finding>
randomisation_test(const std::vector<trial_unit>& units, uint64_t seed);

/// Returns log E that the pairs' differences (on less off) are not those of a
/// constant difference `effect`: bets on each pair's sign, of fixed sizes both
/// ways, averaged. A coin decides each sign, so E is expected to be exactly 1
/// whatever the outcomes, and may be looked at after every pair
/// (P(ever E >= 1/a) <= a, Ville). `spread`, the usual SD of a difference, is
/// told beforehand; it tunes the bets, never their validity.
/// Source: Ramdas et al. 2020, arXiv 2009.03167, of symmetric distributions.
double log_e_of_pairs(const std::vector<double>& differences, double effect,
                      double spread);

/// An interval of a constant difference that holds at every look at once.
struct any_look_interval {
  double low = 0;
  double high = 0;
};

/// Returns the 95 % interval of a constant difference that may be looked at
/// after every pair: those with E below 20. Nothing when the pairs bound none.
std::optional<any_look_interval>
interval_at_any_look(const std::vector<double>& differences, double spread);

} // namespace auren::hypotheses
