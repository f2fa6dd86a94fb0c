#pragma once

#include "messages/hypotheses.pb.h"

#include <optional>
#include <string>
#include <string_view>

/// Which experiments nobody should begin alone: pure, by words that are data
/// (conf/experiments.json).
namespace auren::hypotheses {

/// Returns what in `text` needs a clinician's confirmation ("medication",
/// "fasting"), or nothing.
std::optional<std::string> needs_clinician(std::string_view text);

/// Returns the same for all that `plan` says it does.
std::optional<std::string> needs_clinician(const ExperimentPlan& plan);

/// Returns why `plan` must not begin, or nothing: what needs a clinician names
/// one who confirmed it, and at least one rule that ends it at once.
std::optional<std::string> unsafe(const ExperimentPlan& plan);

} // namespace auren::hypotheses
