#pragma once

#include "messages/knowledge.pb.h"

#include <vector>

/// What becomes of insights on one pair that do not fit together: pure.
namespace auren::knowledge {

/// Returns how much more `grade` counts than others: experiment 2, tested 1,
/// observed 0.
int rank_of(const std::string& grade);

/// Do `a` and `b`, on the same cause and effect within two days of lag, say
/// what cannot both be? They differ in sign, or one is a randomised "none
/// that matters"; and their intervals, where both are in the same unit, are
/// more than two standard errors apart (method B11.2).
bool contradict(const Insight& a, const Insight& b);

/// Settles the insights of one person on one pair, each as its own evidence
/// has it (method B11.3 to B11.6): the higher grade wins; within a grade one
/// whose condition was found keeps it ("on weekends"); else the newer one is
/// current and the older weakened when their evidence is apart in time; else
/// both are contradicted, at a confidence of 0.5 at most. Nothing is deleted:
/// who loses keeps its record and its reason, and names the other.
void settle(std::vector<Insight*> on_one_pair);

} // namespace auren::knowledge
