#pragma once

#include "actors/interfaces.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>

namespace auren::memory {

/// Who has what.
struct memory_state {
  static inline constexpr const char* name = "memory";

  // Not an aggregate: CAF would take its first handle for a constructor's.
  memory_state() = default;

  /// Returns whether working memory may have what is asked.
  static bool may_be_recent(const ReadRange& asked);

  working_memory_actor working;
  long_term_memory_actor long_term;
  semantic_memory_actor semantic;
};

/// Routes every question to the tier that has the answer. Ranges that lie in
/// the last 30 days come from working memory, all others (and weeks) from
/// long-term memory; both give the same points and understand each other's
/// cursors. Never blocks, keeps nothing.
memory_actor::behavior_type
memory(memory_actor::stateful_pointer<memory_state> self,
       working_memory_actor working, long_term_memory_actor long_term,
       semantic_memory_actor semantic);

} // namespace auren::memory
