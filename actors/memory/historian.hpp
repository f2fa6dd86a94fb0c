#pragma once

#include "actors/interfaces.hpp"
#include "actors/memory/series_filter.hpp"
#include "messages/type_ids.hpp"
#include "storage/event_repository.hpp"
#include "storage/projections/sample_index.hpp"

#include <caf/expected.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <utility>
#include <vector>

namespace auren::memory {

/// Where the historian looks. All of it is used by its thread alone.
struct historian_sources {
  std::unique_ptr<storage::event_reader> log;
  std::unique_ptr<storage::sample_index> index;
  /// Returns the position up to which `index` is complete.
  std::function<caf::expected<uint64_t>()> checkpoint;
};

/// Finds samples of any age: the index names the events, and what the log has
/// behind the index' checkpoint is read as well, so that what was answered as
/// durable is always found.
struct historian_state {
  static inline constexpr const char* name = "historian";

  /// People whose days it remembers; beyond, the longest unused is dropped.
  static constexpr size_t remembered = 64;

  /// Returns samples, or with `index_only` the days that have some.
  /// @returns `deadline_exceeded` as soon as nobody waits any more, or the
  /// storage's error.
  caf::expected<SeriesFound> find(const ReadSeries& question);

  historian_sources sources;

private:
  caf::expected<SeriesFound> find_days(const ReadSeries& question);
  caf::expected<SeriesFound> find_samples(const ReadSeries& question);
  caf::expected<std::vector<uint64_t>> positions(const ReadSeries& question);
  day_index& days_of(const storage::person_id& who);

  std::list<std::pair<storage::person_id, day_index>> days_; // newest use first
};

/// Answers from storage. Blocks: spawn it detached. The first question for a
/// person's days reads all of that person's events; later ones only what was
/// added since.
historian_actor::behavior_type
historian(historian_actor::stateful_pointer<historian_state> self,
          historian_sources sources);

} // namespace auren::memory
