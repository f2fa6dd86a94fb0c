#pragma once

#include "actors/interfaces.hpp"
#include "actors/memory/follower.hpp"
#include "actors/memory/mirror_keeper.hpp"
#include "actors/memory/working_book.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <chrono>
#include <optional>
#include <string>

namespace auren::memory {

/// How working memory behaves.
struct working_memory_options {
  source_order order;            ///< Sources the person trusts, in order.
  uint64_t snapshot_every = 500; ///< Events between two snapshots.
  follower_options follow;
  mirror_actor mirror;        ///< Null: none.
  uint64_t mirror_every = 50; ///< Events between two states there.
  caf::timespan mirror_patience
    = std::chrono::milliseconds{100}; ///< A start's.
};

/// What working memory knows and does.
struct working_memory_state : follower {
  static inline constexpr const char* name = "working_memory";

  /// Returns the stream that is folded.
  std::string stream() const;

  /// Returns the version of the last event that was folded.
  uint64_t version() const {
    return book->version();
  }

  /// Returns the summary of one metric; `not_found` when it has no samples.
  caf::expected<LatestValue> latest(const AskLatest& question);
  caf::expected<Metrics> metrics(const ListMetrics& question);
  caf::expected<Range> range(const ReadRange& question);
  caf::expected<ingest::Doubts> doubts(const ingest::ListDoubts& question);

  /// Folds the stream's events among `batch`, in order.
  /// @returns false at the first one before which some are missing.
  bool fold(const events::Events& batch);

  /// Returns the command that keeps the present state.
  events::SaveSnapshot snapshot() const;

  events::event_log_actor log;
  working_memory_options options;
  std::optional<working_book> book;
  uint64_t saved = 0; ///< Version of the last snapshot.
  bool saving = false;
  uint64_t mirrored = 0; ///< Version of the last state sent to the mirror.
  bool mirroring = false;
};

/// Keeps a person's last 30 days, fed with `events::Events` of the stream
/// `person/<id>/biometrics`.
///
/// Starts from its snapshot, or from the mirror's state when that is newer and
/// the record goes as far, and reads the rest of the stream; questions wait
/// meanwhile, at most `options.follow.queue` (beyond: `overloaded`). Events
/// that it missed it reads again; when that fails it ends with the error, and
/// its supervisor starts it anew. `Passivate` and the exit reason
/// `user_shutdown` save first, then end.
///
/// `person` names tenant and person; `catalogue` must outlive the actor.
working_memory_actor::behavior_type working_memory(
  working_memory_actor::stateful_pointer<working_memory_state> self,
  events::event_log_actor log, events::reader_actor reader, Context person,
  const ingest::catalogue* catalogue, working_memory_options options);

} // namespace auren::memory
