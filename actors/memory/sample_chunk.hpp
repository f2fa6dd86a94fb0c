#pragma once

#include "actors/memory/rollup.hpp"
#include "storage/chunks/column.hpp"
#include "storage/chunks/sample.hpp"

#include <compare>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace auren::memory {

using storage::chunks::column;
using storage::chunks::external_hash;
using storage::chunks::identity;

/// One measurement.
struct sample {
  identity id;
  int32_t utc_offset_s = 0;
  double value = 0;
};

/// The samples of one metric and source that fall on one UTC day, as columns
/// in the order of their identity, with their rollups. A late or corrected
/// sample costs a merge of this day and nothing else.
class sample_chunk {
public:
  explicit sample_chunk(int64_t utc_day) : utc_day_(utc_day) {
    // nop
  }

  /// Returns the day since 1970-01-01, UTC.
  int64_t utc_day() const {
    return utc_day_;
  }

  /// Returns how many samples there are.
  size_t size() const {
    return time_.size();
  }

  /// Returns the sample at `i`, which must exist.
  sample at(size_t i) const {
    return {{time_[i], duration_[i], external_[i]}, offset_[i], value_[i]};
  }

  /// Returns the index of the first sample at or after `time_ms`.
  size_t first_at(int64_t time_ms) const;

  /// Returns the buckets of this day's samples.
  const rollups& at_level(level of) const {
    return rollups_[static_cast<size_t>(of)];
  }

  /// Puts buckets that storage keeps in place of those of the samples, which
  /// may be a part of the day's.
  void set(level of, rollups kept) {
    rollups_[static_cast<size_t>(of)] = std::move(kept);
  }

  /// Takes samples of this day, in the order of their identity, each once.
  /// One that is known already is replaced.
  /// @returns how many were new.
  size_t merge(std::span<const sample> fresh);

private:
  void append(const sample& next);
  size_t rebuild(std::span<const sample> fresh);

  int64_t utc_day_;
  std::vector<int64_t> time_;
  std::vector<double> value_;
  column<int32_t> offset_;
  column<uint64_t> duration_;
  column<uint64_t> external_;
  std::array<rollups, levels.size()> rollups_;
};

} // namespace auren::memory
