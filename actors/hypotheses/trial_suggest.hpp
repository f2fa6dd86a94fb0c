#pragma once

#include "actors/ingest/catalogue.hpp"
#include "messages/hypotheses.pb.h"

#include <optional>

namespace auren::hypotheses {

/// Returns the experiment that would decide `h`, as the engine proposes it to
/// the person: what observation left at "goes with" or at a contradiction,
/// about something that the person can do or leave. Nothing for the rest.
std::optional<ExperimentPlan>
suggestion_for(const Hypothesis& h, const ingest::catalogue& by);

} // namespace auren::hypotheses
