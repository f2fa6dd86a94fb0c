#pragma once

#include "actors/agents/collaboration.hpp"
#include "actors/agents/personas.hpp"
#include "actors/agents/red_flags.hpp"
#include "actors/agents/sources.hpp"
#include "actors/interfaces.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <deque>
#include <functional>
#include <memory>

namespace auren::agents {

/// Whose questions are answered, and how long each part may take.
struct orchestrator_config {
  std::string tenant;
  std::string person;
  caf::timespan patience = std::chrono::seconds{20}; ///< Without a deadline.
  caf::timespan reading = std::chrono::seconds{3};   ///< Of the snapshot.
  caf::timespan writing = std::chrono::seconds{5};   ///< Of events.
  size_t open = 8;  ///< Questions at a time; beyond: `overloaded`.
  size_t kept = 64; ///< Answers that are kept in memory.
};

/// What the orchestrator knows between questions.
struct orchestrator_state {
  static inline constexpr const char* name = "orchestrator";

  /// Keeps an answer for those who ask again.
  void keep(const Answer& answer);

  /// Returns an answer that is in memory, or null.
  const Answer* find(const std::string& answer_id) const;

  orchestrator_config config;
  surroundings around;
  std::vector<Agent> agents;
  const red_flags* rules = nullptr;
  const cast* words = nullptr;
  size_t open = 0;
  std::deque<Answer> answers;
};

/// Answers questions: red flags first (`safety.escalated` is appended before
/// the answer); one snapshot for all specialists; then those asked one after
/// another, at once, or at once with their conflicts settled. A specialist
/// that fails or is late is named in the answer; the others' answer comes. A
/// part of the snapshot that cannot be read is said missing. The answer is
/// sent when `answer.given` is durable; an escalation is sent even when the
/// log refuses. Answers are read from memory, else from the record.
orchestrator_actor::behavior_type
orchestrator(orchestrator_actor::stateful_pointer<orchestrator_state> self,
             orchestrator_config config, surroundings around);

} // namespace auren::agents
