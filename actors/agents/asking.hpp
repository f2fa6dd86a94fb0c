#pragma once

#include "actors/agents/orchestrator.hpp"

#include <memory>

/// How a question goes through the orchestrator, step by step.
namespace auren::agents {

using orchestrator_pointer
  = orchestrator_actor::stateful_pointer<orchestrator_state>;

/// Returns how long something may take: `most`, or what is left until
/// `deadline_ms` (Unix time; 0: no limit); at least a millisecond.
caf::timespan time_left(int64_t deadline_ms, caf::timespan most);

/// Takes a question; the answer, or why there is none, is promised.
caf::result<Answer> ask(orchestrator_pointer self, const AskAgents& asked);

/// Asks the specialists that were chosen; needs the snapshot.
void consult(orchestrator_pointer self,
             const std::shared_ptr<collaboration>& c);

/// Appends what was noted so far; nobody waits for it.
void append_steps(orchestrator_pointer self, collaboration& c);

/// Makes the answer durable and delivers it.
void finish(orchestrator_pointer self, const std::shared_ptr<collaboration>& c);

} // namespace auren::agents
