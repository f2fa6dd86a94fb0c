#pragma once

#include "actors/interfaces.hpp"
#include "messages/type_ids.hpp"
#include "storage/event_repository.hpp"
#include "storage/projections/sample_chunks.hpp"

#include <caf/expected.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <cstdint>
#include <functional>
#include <memory>

namespace auren::memory {

/// Where the historian looks. All of it is used by its thread alone.
struct historian_sources {
  std::unique_ptr<storage::event_reader> log;
  std::unique_ptr<storage::sample_chunks> chunks;
  /// Returns the position up to which `chunks` are complete.
  std::function<caf::expected<uint64_t>()> checkpoint;
};

/// Finds samples and rollups of any age: in the chunks, and in what the log has
/// behind their checkpoint, so that what was answered as durable is always
/// found.
struct historian_state {
  static inline constexpr const char* name = "historian";

  /// Returns samples, rollups, or with `index_only` the days that have some.
  /// @returns `deadline_exceeded` as soon as nobody waits any more, or the
  /// storage's error.
  caf::expected<SeriesFound> find(const ReadSeries& question);

  historian_sources sources;
};

/// Answers from storage. Blocks: spawn it detached.
historian_actor::behavior_type
historian(historian_actor::stateful_pointer<historian_state> self,
          historian_sources sources);

} // namespace auren::memory
