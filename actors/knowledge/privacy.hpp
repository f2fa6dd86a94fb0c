#pragma once

#include "messages/knowledge.pb.h"

#include <cstdint>
#include <optional>

/// What releases cost, and how much may be spent: pure.
namespace auren::knowledge {

/// What a tenant's people are promised, over all releases there will ever be:
/// with or without any one of them, no outcome is more than e^`epsilon` times
/// as likely, but for a probability of `delta`.
struct privacy_terms {
  double epsilon = 3;
  double delta = 1e-6;
  uint32_t releases = 4; ///< That the budget is divided among, evenly.
  uint32_t people = 20;  ///< Whom an effect is of, at least.
};

/// Returns the zero-concentrated differential privacy (zCDP) that gives
/// (`epsilon`, `delta`): Bun and Steinke 2016, proposition 1.3, solved for rho.
double rho_of(double epsilon, double delta);

/// Returns the epsilon that `rho`-zCDP gives at `delta`: the same
/// proposition, rho + 2 sqrt(rho ln(1 / delta)). 0 for 0.
double epsilon_of(double rho, double delta);

/// Returns the rho of all releases together. One half of delta is for turning
/// rho into epsilon, the other for `gate_delta`.
double rho_in_all(const privacy_terms& terms);

/// Returns the probability with which one effect of fewer than
/// `terms.people` may pass the noisy count. A lock that looks at the true
/// count then changes an outcome so seldom that both halves of delta suffice:
/// (1 + e^epsilon) times all the chances that one person touches.
double gate_delta(const privacy_terms& terms, uint32_t relations_of_one);

/// Returns what is promised, spent and left, after releases that cost
/// `rho_spent`.
PrivacyBudget budget_of(const privacy_terms& terms, double rho_spent);

/// Returns the rho of the next release, or nothing when it would be more than
/// what is left. Rho adds up over releases, whatever was seen of earlier ones
/// (Bun and Steinke 2016, lemma 2.3).
std::optional<double> next_rho(const privacy_terms& terms, double rho_spent);

} // namespace auren::knowledge
