#pragma once

#include "actors/hypotheses/nuisance.hpp"

#include <vector>

namespace auren::hypotheses {

/// The sequential evidence of one randomised experiment on its declared
/// outcome: one unit per pair of blocks, two-sided, lags 0 and 1 averaged.
/// Randomisation makes it exact whatever the model (method B13).
struct experiment_evidence {
  int cause;
  int effect;
  double log_e;
};

/// Returns the evidence of every experiment of `series`, with nuisance models
/// refitted at each scheduled look on the days before it.
std::vector<experiment_evidence>
experiments_of(const past_only& series, const settings& how = {});

} // namespace auren::hypotheses
