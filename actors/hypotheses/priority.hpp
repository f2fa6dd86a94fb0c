#pragma once

#include "actors/hypotheses/settings.hpp"

namespace auren::hypotheses {

/// An open question that could be settled next, by watching or by trial.
struct question {
  double size = 0;           ///< Expected effect, SD of the outcome per SD.
  double error = 0.1;        ///< Standard error of `size`; above 0.
  double confidence = 0;     ///< P(a directed effect exists), 0 to 1.
  int benefit = 1;           ///< 1 if more of the outcome is good, -1 if bad.
  double burden = 0;         ///< Of acting on it, SD of the outcome.
  double weight = 1;         ///< What the outcome is worth to the person.
  double accepted = 1;       ///< P(the person takes such a suggestion).
  bool experiment = true;    ///< Settled by a trial, else by watching.
  bool contradicted = false; ///< Evidence conflicts: worth twice.
};

/// What settling a question is worth and costs.
struct priority {
  double information = 0; ///< Expected gain of the better decision, SD.
  double days = 0;        ///< Days until it is settled.
  double score = 0;       ///< Expected gain per day; higher goes first.
};

/// Returns P(acceptance) after `accepted` of `offered` suggestions: the mean
/// of a Beta(1, 1) prior, so one refusal does not silence a kind for ever.
double acceptance(int accepted, int offered);

/// Returns the days of a trial that finds an effect of `size` (SD between on
/// and off) with 80 % power at half of `experiment_alpha`, two-sided.
double trial_days(double size, const settings& how = {});

/// Returns the priority of `what` among `registered` predictions of which
/// `known` are confirmed. The gain is the expected value of perfect
/// information about acting or not (Raiffa & Schlaifer 1961) under
/// N(size, error^2) with probability `confidence`, else no effect.
priority priority_of(const question& what, int registered, int known,
                     const settings& how = {});

} // namespace auren::hypotheses
