#pragma once

#include "actors/memory/sample_chunk.hpp"
#include "messages/ingest.pb.h"
#include "messages/memory.pb.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace auren::memory {

/// One metric as one source measured it: chunks in the order of their days.
struct source_series {
  std::string source;
  std::vector<sample_chunk> chunks;

  /// Returns how many samples there are.
  size_t count() const;
};

/// One metric as all its sources measured it, sources by name.
struct metric_series {
  std::string metric;
  std::string unit;
  std::vector<source_series> sources;
  uint64_t revision = 0; ///< Of the book, when this metric last changed.

  /// Returns how many samples there are, over all sources.
  size_t count() const;

  /// Returns the newest local day with a sample, or `no_day`.
  int32_t newest_day() const;

  /// Returns the series of `source`, made when there was none.
  source_series& source_of(std::string_view source);
};

/// A day before all others.
inline constexpr int32_t no_day = INT32_MIN;

/// What a batch changed.
struct applied {
  uint64_t added = 0;
  uint64_t replaced = 0;
  uint64_t too_old = 0;   ///< Older than what is kept.
  uint64_t malformed = 0; ///< In series whose columns do not fit.
};

/// Samples of one person by metric and source. The same samples give the same
/// book, in whatever order and batches they come; of two with one identity
/// the later one to be applied counts.
class sample_book {
public:
  /// Keeps what is at most `keep_days` UTC days older than the newest sample,
  /// and of every source its newest day however old, so that a latest value is
  /// always known; 0 keeps everything. The boundary only moves forward; what
  /// falls behind it is dropped by whole days.
  explicit sample_book(int64_t keep_days = 0) : keep_days_(keep_days) {
    // nop
  }

  /// Takes the samples of `batch`; `absent_offset_s` is the UTC offset of a
  /// batch that says nothing about it. Of more than `most`, only the first.
  applied apply(const ingest::Series& batch, int32_t absent_offset_s = 0,
                size_t most = SIZE_MAX);

  /// Puts buckets that storage keeps in place of those counted of the samples;
  /// apply those first.
  void take(const SeriesRollups& kept);

  /// Returns the metric's samples, or null when there were none.
  const metric_series* find(std::string_view metric) const;

  /// Returns every metric, by name.
  const std::vector<std::unique_ptr<metric_series>>& metrics() const {
    return metrics_;
  }

  /// Returns the time of the newest sample of all; `INT64_MIN` when empty.
  int64_t newest_ms() const {
    return newest_ms_;
  }

  /// Returns the newest local day of all metrics, or `no_day`.
  int32_t newest_day() const;

  /// Returns how many samples there are.
  uint64_t count() const;

  /// Takes `samples` of one metric and source, which may come in any order.
  applied apply(std::string_view metric, std::string_view unit,
                std::string_view source, std::vector<sample>& samples);

private:
  metric_series& metric_of(std::string_view metric);
  int64_t oldest_kept_day() const;
  void advance(int64_t newest_ms);
  void merge(source_series& into, std::span<const sample> fresh, applied& what);

  int64_t keep_days_;
  int64_t newest_ms_ = INT64_MIN;
  uint64_t revision_ = 0;
  std::vector<std::unique_ptr<metric_series>> metrics_;
  std::vector<sample> scratch_;
  mutable int32_t newest_day_ = no_day;
  mutable bool newest_day_known_ = true;
};

} // namespace auren::memory
