#pragma once

#include "actors/interfaces.hpp"
#include "actors/memory/follower.hpp"
#include "actors/memory/recollection.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <functional>
#include <set>
#include <string>

namespace auren::memory {

/// How semantic memory behaves.
struct semantic_memory_options {
  follower_options follow;
  std::function<int64_t()> now_ms; ///< Wall clock; empty: the system's.
  storage::vectors::index_options index;
};

/// Its own mailbox also holds the call to prepare its search further.
using semantic_memory_self
  = semantic_memory_actor::extend<caf::reacts_to<caf::tick_atom>>;

/// What semantic memory knows and does.
struct semantic_memory_state : follower {
  static inline constexpr const char* name = "semantic_memory";

  /// Returns the stream that is folded.
  std::string stream() const;

  /// Returns the version of the last event that was folded.
  uint64_t version() const {
    return folded;
  }

  /// Folds the stream's events among `batch`, in order.
  /// @returns false at the first one before which some are missing.
  bool fold(const events::Events& batch);

  /// Returns a memory, superseded or not; else `not_found`.
  caf::expected<Memory> read(const ReadMemory& question);
  caf::expected<Recalled> recall(const Recall& question);
  caf::expected<MemoryStats> stats(const AskMemoryStats& question);

  /// Returns the memory that takes the place of the one that `command` names:
  /// `not_found`, or `version_conflict` when another did or is about to.
  caf::expected<Memory> successor(const ReviseMemory& command) const;

  int64_t now() const;

  events::event_log_actor log;
  semantic_memory_options options;
  recollection memories;
  std::set<std::string> revising; ///< Ids whose revision is being recorded.
  bool preparing = false;         ///< A call to prepare is in the mailbox.
  uint64_t folded = 0;
};

/// Keeps what can be asked by words and by time, for one person. Its memories
/// are the events of the stream `person/<id>/memories`, read when it starts
/// and written through the event log; a command is answered when its event is
/// durable. Questions wait as in `follower`. Forgetting removes the text of
/// every version from this memory, and from what is known at any time.
///
/// Among very many memories the search is prepared a little at a time between
/// messages, which delays none of them by more than some milliseconds.
semantic_memory_self::behavior_type semantic_memory(
  semantic_memory_self::stateful_pointer<semantic_memory_state> self,
  events::event_log_actor log, events::reader_actor reader, Context person,
  semantic_memory_options options);

} // namespace auren::memory
