#pragma once

#include "actors/interfaces.hpp"
#include "actors/memory/long_term_jobs.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>

namespace auren::memory {

/// What long-term memory needs to answer. It keeps nothing: every answer is
/// read, window by window, through the historian.
struct long_term_memory_state {
  static inline constexpr const char* name = "long_term_memory";

  // Not an aggregate: CAF would take its first handle for a constructor's.
  long_term_memory_state() = default;

  /// Returns how to read a range, or why it makes no sense:
  /// `invalid_message`, or `unknown_metric` when the catalogue has none such.
  caf::expected<range_job> range(const ReadRange& asked) const;

  /// Returns how to read days; `from` and `to` are dates ("2026-03-01", both
  /// inclusive, empty: no bound), else `invalid_time`.
  caf::expected<days_job> days(const ReadDays& asked) const;

  historian_actor historian;
  const ingest::catalogue* catalogue = nullptr;
  source_order order;
};

/// Answers for any time, however long ago. Never blocks; several questions are
/// answered at once. A historian that fails fails the question that needed it.
/// `catalogue` must outlive the actor.
long_term_memory_actor::behavior_type long_term_memory(
  long_term_memory_actor::stateful_pointer<long_term_memory_state> self,
  historian_actor historian, const ingest::catalogue* catalogue,
  source_order order);

} // namespace auren::memory
