#pragma once

#include "actors/interfaces.hpp"
#include "messages/agents.pb.h"

#include <caf/typed_actor.hpp>

#include <string>
#include <vector>

/// What the agents read from, as narrow as they use it: the stages' own
/// handles and the door to all people convert to these.
namespace auren::agents {

/// A memory that tells metrics, notes and days.
using memory_source = caf::typed_actor<
  caf::replies_to<memory::ListMetrics>::with<memory::Metrics>,
  caf::replies_to<memory::Recall>::with<memory::Recalled>,
  caf::replies_to<memory::ReadDays>::with<memory::Days>>;

/// What was found.
using knowledge_source = caf::typed_actor<
  caf::replies_to<knowledge::ListKnowledge>::with<knowledge::Knowledge>>;

/// What is being tested.
using hypotheses_source = caf::typed_actor<
  caf::replies_to<hypotheses::ListHypotheses>::with<hypotheses::Hypotheses>>;

/// One specialist, by description and address.
struct colleague {
  Agent about;
  specialist_actor actor;
};

/// Everything that an orchestrator works with.
struct surroundings {
  memory_source memory;
  knowledge_source knowledge;
  hypotheses_source hypotheses;
  events::reader_actor reader;
  events::event_log_actor log;
  std::vector<colleague> team;
};

} // namespace auren::agents
