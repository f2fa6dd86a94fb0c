#pragma once

#include "messages/knowledge.pb.h"

#include <vector>

/// What is known of people in general: data with sources (conf/priors.json)
/// and what was released of people who share; kept apart from what was learned
/// of the person.
namespace auren::knowledge {

/// Returns the built-in priors, in words.
const std::vector<Prior>& priors();

/// Adds to `knowledge` the priors and how the person stands to each: "agrees"
/// or "differs" by a current insight on the same pair, else "untested".
void add_priors(Knowledge& knowledge);

/// Adds to `knowledge` what the newest release says of the tenant's people, in
/// the same way, with origin "shared". A size that its noise may have made
/// (less than two of its errors) is no prior.
void add_shared_priors(Knowledge& knowledge, const Shared& shared);

} // namespace auren::knowledge
