#pragma once

#include "actors/agents/sources.hpp"
#include "actors/interfaces.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <string>

namespace auren::dashboard {

/// A memory that tells the metrics.
using metrics_source = caf::typed_actor<
  caf::replies_to<memory::ListMetrics>::with<memory::Metrics>>;

/// Whose day it is, and how long to wait for the other stages.
struct today_config {
  std::string tenant;
  std::string person;
  caf::timespan patience = std::chrono::seconds{5};
};

/// What the actor asks for each screen; it keeps nothing.
struct today_state {
  static inline constexpr const char* name = "today";
  today_config config;
  metrics_source memory;
  agents::hypotheses_source hypotheses;
};

/// Composes the first screen. Without the metrics it answers with their
/// error; without the hypotheses the screen comes with none.
today_actor::behavior_type
today(today_actor::stateful_pointer<today_state> self, today_config config,
      metrics_source memory, agents::hypotheses_source hypotheses);

} // namespace auren::dashboard
