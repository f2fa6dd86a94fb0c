#pragma once

#include "messages/hypotheses.pb.h"
#include "messages/knowledge.pb.h"

#include <string>

/// What a hypothesis lets us say: pure, no actors.
namespace auren::knowledge {

/// Returns how well `h` is founded: "experiment" (it was randomised: the
/// prediction's model begins with "experiment"), "tested" (status knowledge:
/// evidence from after its registration) or "observed".
std::string grade_of(const hypotheses::Hypothesis& h);

/// Returns how an insight stands whose hypothesis has `status`: "current",
/// "weakened", "contradicted", "withdrawn"; empty when the status makes no
/// claim and takes none back (proposed, registered).
std::string standing_of(hypotheses::Status::Value status);

/// Returns what people call a metric: its label in the catalogue, else its
/// name as words.
std::string label_of(const std::string& metric);

/// Returns the insight in one sentence, no stronger than its grade: observed
/// "it looks like ... is lower", tested "is reliably lower", experiment
/// "raised" or "lowered".
std::string sentence_of(const knowledge::Insight& insight);

/// Returns what an insight of `grade` cannot show.
std::string limits_of(const std::string& grade);

/// Returns the insight of `h` without its history: no `since`, no provenance.
Insight insight_of(const hypotheses::Hypothesis& h);

/// Returns the insight of an experiment in the same way. Its status is empty
/// while it runs, and when it never said anything; "weakened" when it was
/// decided and, by corrected days, is so no longer.
Insight insight_of(const hypotheses::Experiment& trial);

} // namespace auren::knowledge
