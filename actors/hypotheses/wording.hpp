#pragma once

#include "actors/hypotheses/hypothesis.hpp"

#include <string>

namespace auren::hypotheses {

/// What a sentence about one pair is made of.
struct statement {
  status now = status::testing;
  bool experiment = false; ///< The cause was randomised.
  metric cause;
  metric effect;
  int lag_days = 0;
  double units = 0;         ///< Effect unit per unit of the cause.
  double low = 0, high = 0; ///< 95 % interval of `units`.
  double cause_sd = 1;      ///< Usual day-to-day change of the cause.
  int days = 0;
  double n_effective = 0;
};

/// Returns one or two sentences in plain words, no stronger than the status
/// allows: only a successful experiment may say "causes"; registered evidence
/// says "reliably goes with", a scan "looks like".
std::string sentence(const statement& of);

/// Returns the step of the cause that the sentence speaks of: 1 for yes/no
/// and counts, else a round number near the usual day-to-day change.
double natural_step(const metric& cause, double sd);

/// Returns `value` with two significant digits, never as a power of ten.
std::string plain(double value);

} // namespace auren::hypotheses
