#pragma once

#include "actors/agents/facts.hpp"
#include "messages/agents.pb.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

/// Nothing leaves unchecked, whoever composed it: pure.
namespace auren::agents {

/// Returns why `claim` may not be released, or nothing when it may: every
/// number and date is a figure or window of evidence that it cites, its grade
/// is no higher than that evidence's, a pair's direction is the evidence's,
/// and its wording fits the grade. Names and quoted notes are not read.
std::optional<std::string>
objection(const Claim& claim, std::span<const Evidence> evidence);

/// Returns whether `e` says what `known` holds: evidence that nobody can
/// derive from the snapshot is invented.
bool grounded(const Evidence& e, const facts& known);

/// Removes the claims that may not be released and what is not grounded,
/// drops evidence that no claim cites, and writes the contribution's text and
/// its list of unknowns anew from the claims that are left.
/// @returns why claims were removed, without their text.
std::vector<std::string> review(Consulted& reply, const facts& known);

} // namespace auren::agents
