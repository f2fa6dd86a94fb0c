#pragma once

#include "actors/agents/personas.hpp"
#include "actors/agents/reasoner.hpp"
#include "actors/interfaces.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <memory>
#include <string>

namespace auren::agents {

/// One specialist: who it is, and how it thinks.
struct specialist_state {
  static inline constexpr const char* name = "specialist";

  /// Returns claims on the snapshot that passed the critic, with the steps
  /// that led there. `errc::deadline_exceeded` when nobody waits any more.
  caf::result<Consulted> consult(const Consult& command) const;

  persona who;
  std::shared_ptr<const reasoner> thinks;
  const cast* words = nullptr; ///< What people's words mean.
};

/// Answers from its field's view. Keeps nothing between questions; all that it
/// knows comes with the question.
specialist_actor::behavior_type
specialist(specialist_actor::stateful_pointer<specialist_state> self,
           persona who, std::shared_ptr<const reasoner> thinks);

} // namespace auren::agents
