#pragma once

#include "actors/knowledge/discrete_gaussian.hpp"
#include "actors/knowledge/privacy.hpp"
#include "messages/hypotheses.pb.h"

#include <map>
#include <span>
#include <vector>

/// Effects over many people, of which nobody's can be told: pure.
namespace auren::knowledge {

/// Sizes are counted in steps of 1/64 SD per SD.
inline constexpr int steps_per_sd = 64;

/// No size counts for more than 1 SD per SD: the largest that is possible
/// when nothing else is at work.
inline constexpr int most_steps_of_one = steps_per_sd;

/// To how many relations a person contributes at most. With all of them the
/// noise of each would grow by the root of their number.
inline constexpr uint32_t most_relations_of_one = 4;

/// Days of evidence from which on a person's own estimate counts.
inline constexpr uint32_t least_evidence_days = 30;

/// What one person adds: sizes in steps, by the relation's place in
/// `priors()`.
using contribution = std::map<size_t, int>;

/// Returns what a person adds whose hypotheses these are: of each relation of
/// `priors()` (a list that no data decides) the estimate with the most days
/// of evidence on that pair and within a day of its lag, clipped; of those
/// the four with the most days. Refuted and inconclusive ones count as well:
/// to add only what was found would exaggerate every effect.
contribution contribution_of(const hypotheses::Hypotheses& all);

/// Returns the squared L2 sensitivity, in steps: how far the sums and counts
/// of a release move when one person comes or goes.
int64_t squared_sensitivity();

/// Returns how many people an effect needs, by the noisy count, so that fewer
/// than `terms.people` hardly ever pass.
double enough_people(const privacy_terms& terms);

/// Returns a release that costs `rho`: for each relation the sum of sizes and
/// the number of people, each with discrete Gaussian noise of variance
/// sensitivity^2 / (2 rho), which is rho-zCDP for all of them together
/// (Canonne, Kamath, Steinke 2020, theorem 14). An effect is told when its
/// noisy count says that there are enough; and never of fewer than
/// `terms.people` (`gate_delta` pays for looking). Without id and time.
SharedRelease
release_of(std::span<const contribution> people, const privacy_terms& terms,
           double rho, const random_bits& random);

} // namespace auren::knowledge
