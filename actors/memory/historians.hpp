#pragma once

#include "actors/interfaces.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <vector>

namespace auren::memory {

/// Who is next.
struct historians_state {
  static inline constexpr const char* name = "historians";
  std::vector<historian_actor> all;
};

/// Hands each question to one of several historians: always the same one for
/// a person, who then has that person's days at hand.
historian_actor::behavior_type
historians(historian_actor::stateful_pointer<historians_state> self,
           std::vector<historian_actor> all);

} // namespace auren::memory
