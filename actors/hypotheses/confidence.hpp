#pragma once

#include "actors/hypotheses/scan.hpp"

#include <vector>

namespace auren::hypotheses {

/// Returns how much likelier a test's result is under sizes spread as
/// N(0, effect_variance) than under none (method B9).
double bayes_factor(double p, double error, const settings& how = {});

/// Returns P(a directed effect of this sign exists) of every pair of `from`,
/// before caps; 0 for untested ones. The prior is learned from all pairs
/// together, observation and experiments apart.
std::vector<double> posteriors(const scan& from, const settings& how = {});

/// Returns `confidence` as it is worth after `days` without new evidence: the
/// part above one half halves every 180 days.
double aged(double confidence, double days);

/// Returns how much of what is left of both series a hidden common cause
/// would need to explain to explain all of the effect, 0 to 1. Source: Cinelli
/// & Hazlett 2020, JRSS B 82:39, "robustness value".
double robustness(double t, double df);

} // namespace auren::hypotheses
