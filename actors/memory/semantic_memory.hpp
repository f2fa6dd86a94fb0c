#pragma once

#include "actors/interfaces.hpp"
#include "actors/memory/deep_view.hpp"
#include "actors/memory/follower.hpp"
#include "actors/memory/recollection.hpp"
#include "actors/memory/sweep.hpp"
#include "actors/memory/tier_book.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <chrono>
#include <functional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace auren::memory {

/// How semantic memory behaves.
struct semantic_memory_options {
  follower_options follow;
  std::function<int64_t()> now_ms; ///< Wall clock; empty: the system's.
  storage::vectors::index_options index;
  tier_policy policy;
  caf::timespan sweep{0};  ///< Between two looks at the tiers; zero: none.
  embedder_actor embedder; ///< Of a provider; null: the built-in one alone.
  caf::timespan embedder_patience = std::chrono::seconds{2}; ///< A question's.
};

/// What is asked of the provider of embeddings.
struct embedding_state {
  bool asking = false;
  size_t kept = 0;      ///< Changes of the vectors that the snapshot has seen.
  bool unclean = false; ///< It may hold vectors of what was forgotten.
};

/// Its own mailbox also holds the calls to prepare its search further, to look
/// at the tiers, and to go on with that.
using semantic_memory_self
  = semantic_memory_actor::extend<caf::reacts_to<caf::tick_atom>,
                                  caf::reacts_to<caf::reset_atom>,
                                  caf::reacts_to<caf::update_atom>>;

/// What semantic memory knows and does.
struct semantic_memory_state : follower {
  static inline constexpr const char* name = "semantic_memory";

  /// Returns the stream that is folded.
  std::string stream() const;

  /// Returns the version of the last event that was folded.
  uint64_t version() const {
    return folded;
  }

  /// Folds the stream's events among `batch`, in order; `arrange` follows.
  /// @returns false at the first one before which some are missing.
  bool fold(const events::Events& batch);

  /// Makes what was folded ready to be found, and puts away what its tier
  /// wants put away.
  void arrange();

  /// Returns what the nearer tiers recall, each memory with its tier.
  caf::expected<Recalled>
  recall(const Recall& question, std::span<const float> query) const;

  /// Returns whether a question that found `hits` there has to look into the
  /// long-term tier as well: it asks for the past or for everything, or there
  /// was less than it wants.
  bool looks_deeper(const Recall& question, int hits) const;

  caf::expected<MemoryStats> stats(const AskMemoryStats& question);
  caf::expected<MemoryTrails> trails(const ListMemoryTrails& question);

  /// Returns the memory that takes the place of `old`, which `command` names:
  /// `not_found`, or `version_conflict` when another did or is about to.
  caf::expected<Memory>
  successor(const ReviseMemory& command, const Memory& old) const;

  /// Writes what is known of a memory beside what it says.
  void describe(Memory& into) const;

  /// Returns the tier in which something told now begins.
  tier first_tier(const Memory& fresh) const;

  /// Returns the moves that are due among the next `look` memories, at most
  /// `limit`, and goes on from there the next time.
  std::vector<MemoryMoved> next_moves(size_t look, size_t limit);

  int64_t now() const;

  events::event_log_actor log;
  semantic_memory_options options;
  recollection memories;
  tier_book tiers;
  deep_view deep;
  sweep_state sweep;
  embedding_state embedding;
  std::set<std::string> moved;     ///< Since the last `arrange`.
  std::set<std::string> returning; ///< In a near tier, their texts are not.
  std::set<std::string> revising;  ///< Ids whose revision is being recorded.
  bool preparing = false;          ///< A call to prepare is in the mailbox.
  uint64_t folded = 0;
};

/// Keeps what can be asked by words and by time, for one person, and the tier
/// of each. Its memories are the events of the stream `person/<id>/memories`,
/// read when it starts and written through the event log; a command is
/// answered when its event is durable. Questions wait as in `follower`.
/// Forgetting removes the text of every version from this memory, and from
/// what is known at any time.
///
/// When it starts, and every `options.sweep`, it compares where each memory is
/// with where the policy wants it and records the difference as events; a
/// memory is in its new tier when the event is durable and was folded. What is
/// in the long-term tier is read from the record when it is asked for.
///
/// With a provider of embeddings, memories are embedded by it a few at a time
/// and a question waits for its vector at most `options.embedder_patience`;
/// while any vector is missing the built-in embedder is used, as it is for
/// what is asked of the past.
///
/// Among very many memories the search is prepared a little at a time between
/// messages, which delays none of them by more than some milliseconds.
semantic_memory_self::behavior_type semantic_memory(
  semantic_memory_self::stateful_pointer<semantic_memory_state> self,
  events::event_log_actor log, events::reader_actor reader, Context person,
  semantic_memory_options options);

} // namespace auren::memory
