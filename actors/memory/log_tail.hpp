#pragma once

#include "messages/events.pb.h"
#include "messages/ingest.pb.h"
#include "messages/memory.pb.h"
#include "storage/chunks/sample_columns.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace auren::memory {

/// UTC days, both ends included.
struct utc_days {
  int64_t first = 0;
  int64_t last = 0;

  bool holds(int64_t day) const {
    return first <= day && day <= last;
  }
  bool empty() const {
    return last < first;
  }
};

/// Returns the UTC days on which what `question` asks for may lie: a local day
/// reaches into the days before and behind it.
utc_days days_of(const ReadSeries& question);

/// Returns those of them on which samples may lie that are between the asked
/// instants, or up to `margin_ms` before or behind them.
utc_days days_between(const ReadSeries& question, int64_t margin_ms = 0);

/// Returns whether `question` asks for this series.
bool asks_for(const ReadSeries& question, std::string_view metric,
              std::string_view source);

/// One series as events told it that are not in the chunks yet.
struct tail_series {
  std::string unit;
  std::map<int64_t, std::vector<storage::chunks::recorded_sample>> days; // UTC
  std::map<int32_t, uint64_t> counts; ///< Samples by local day.
};

/// What the log tells behind the chunks, as far as a question asks for it: of
/// an index counts only, however much there is. Events that hold no samples,
/// or cannot be decoded, add nothing.
class log_tail {
public:
  explicit log_tail(const ReadSeries& question)
    : question_(question), days_(days_of(question)) {
    // nop
  }

  /// Takes the samples of `event`.
  void fold(const events::Event& event);

  /// Returns the series by metric and source; their samples in the order of
  /// identity once `sort` was called.
  const std::map<std::pair<std::string, std::string>, tail_series>&
  series() const {
    return series_;
  }

  void sort();

private:
  void take(const ingest::Series& told, const events::Event& event);

  const ReadSeries& question_;
  utc_days days_;
  std::map<std::pair<std::string, std::string>, tail_series> series_;
};

} // namespace auren::memory
