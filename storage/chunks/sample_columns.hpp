#pragma once

#include "storage/chunks/column.hpp"
#include "storage/chunks/sample.hpp"

#include <span>
#include <vector>

namespace auren::storage::chunks {

/// Samples of one metric and source as columns, in the order of identity, each
/// once: what a chunk holds.
struct sample_columns {
  std::vector<int64_t> time_ms;
  std::vector<double> value;
  column<int32_t> utc_offset_s;
  column<uint64_t> duration_ms;
  column<uint64_t> position;
  column<std::string> external_id;

  size_t size() const {
    return time_ms.size();
  }

  /// Returns the identity of the sample at `i`, which must exist.
  identity id(size_t i) const;

  /// Adds a sample that stands behind all others.
  void push_back(const recorded_sample& next);

  /// Adds the samples of `from` from `begin` to before `end`, which stand
  /// behind all others.
  void append(const sample_columns& from, size_t begin, size_t end);

  /// Returns the index of the first sample at or after `at_ms`.
  size_t first_at(int64_t at_ms) const;
};

/// Brings `samples` into the order of identity; of equals the one of the latest
/// event stays, and of those of one event the last.
void sort_by_identity(std::vector<recorded_sample>& samples);

/// Takes `fresh`, which is in the order of identity, each once. One that is
/// known replaces the known one unless that one is of a later event: so the
/// result is the same in whatever order events come.
void merge(sample_columns& into, std::span<const recorded_sample> fresh);

} // namespace auren::storage::chunks
