#pragma once

#include "actors/hypotheses/series.hpp"
#include "messages/hypotheses.pb.h"

#include <string>

namespace auren::hypotheses {

/// Returns what `result` of `plan` says in plain words. Only the verdict
/// "effect" says "causes"; the others say what cannot be told.
std::string trial_sentence(const ExperimentPlan& plan,
                           const ExperimentResult& result, const record& known);

/// Returns why a rule ended a trial on `date`, without the value.
std::string trial_abort_words(const AbortRule& rule, const std::string& date);

} // namespace auren::hypotheses
