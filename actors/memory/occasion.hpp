#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace auren::memory {

/// A memory as those around it see it.
struct noted {
  int64_t when_ms = 0;
  bool asks = false;
  double score = 0; ///< How well it fits a question by itself.
};

/// What the memories around one add to it.
struct surroundings {
  double score = 0;
  bool answers = false; ///< What was noted just before it asks something.
};

/// What was noted after a longer pause belongs to another occasion. Half an
/// hour is the usual end of a session in the analysis of web visits.
inline constexpr int64_t longest_pause_ms = 1'800'000;

/// Returns what each of `ordered` (by time) gains from its occasion: an answer
/// holds few words of what it answers, but stands beside them. In a talk the
/// one before and the one two before count most.
///
/// What was noted at one and the same instant has no order: each gains from
/// the mean of the others.
std::vector<surroundings> around(std::span<const noted> ordered);

} // namespace auren::memory
