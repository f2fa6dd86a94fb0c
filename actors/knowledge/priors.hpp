#pragma once

#include "messages/knowledge.pb.h"

#include <vector>

/// What is known of people in general: data with sources (conf/priors.json),
/// kept apart from what was learned of the person.
namespace auren::knowledge {

/// Returns the built-in priors, in words.
const std::vector<Prior>& priors();

/// Adds to `knowledge` the priors and how the person stands to each: "agrees"
/// or "differs" by a current insight on the same pair, else "untested".
void add_priors(Knowledge& knowledge);

} // namespace auren::knowledge
