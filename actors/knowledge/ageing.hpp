#pragma once

#include "messages/knowledge.pb.h"

#include <cstdint>

/// How what was found loses strength while nothing confirms it: pure.
namespace auren::knowledge {

/// Days without evidence after which half of what a confidence has above
/// chance is gone (method B8).
inline constexpr double half_life_days = 180;

/// Days without evidence after which it should be tested again: a third of
/// the above is gone.
inline constexpr int retest_after_days = 106;

/// Fills in the confidence that `insight` has on local day `today`, and when
/// it should be tested again; both absent without a date of evidence.
void age(Insight& insight, int64_t today);

} // namespace auren::knowledge
