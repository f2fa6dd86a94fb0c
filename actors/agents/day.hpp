#pragma once

#include "actors/agents/personas.hpp"
#include "actors/agents/red_flags.hpp"
#include "messages/dashboard.pb.h"
#include "messages/hypotheses.pb.h"
#include "messages/memory.pb.h"

#include <cstdint>

/// The first screen, by rules: pure.
namespace auren::dashboard {

/// Returns the tile of a metric at `now_ms`: its word ("in your range",
/// "a little above your range", "well below your range", "so far today", "no
/// value since 2026-03-01", "unknown"), deviation in spreads, and why. A
/// baseline that is under way gives `have` and `need` days.
Tile tile_of(const memory::MetricSummary& metric, int64_t now_ms);

/// Composes the day: up to five tiles, the sentence with its certainty, up to
/// three hypotheses under test, and alerts of readings that are red flags.
/// The sentence speaks of values of the last 36 hours against baselines only;
/// without them it says what is missing. Suggesting an easy day takes two
/// signs on the worse side of their range, and is said to be a rule of thumb.
Today day_of(const memory::Metrics& metrics,
             const hypotheses::Hypotheses& tested, int64_t now_ms,
             const agents::cast& cast, const agents::red_flags& rules);

} // namespace auren::dashboard
