#pragma once

#include <optional>
#include <string>
#include <string_view>

/// How strongly something may be said: pure.
namespace auren::agents {

/// Returns how strong a grade is: unknown and noted 0, measured and observed
/// 1, tested 2, experiment 3; anything else 0.
int strength(std::string_view grade);

/// Returns the certainty of a grade in words, e.g. "tested on later days; not
/// an experiment".
std::string certainty(std::string_view grade);

/// Returns why `text` may not be said at `grade`, or nothing when it may.
/// At any grade: no diagnosis, no dosing or change of medication, no promise,
/// no all-clear. Below "experiment": no causal wording. Below "tested": not
/// "reliably". `text` must come without quoted notes and names of metrics.
std::optional<std::string>
wording_objection(std::string_view text, std::string_view grade);

} // namespace auren::agents
