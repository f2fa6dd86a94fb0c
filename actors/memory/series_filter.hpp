#pragma once

#include "messages/events.pb.h"
#include "messages/memory.pb.h"

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace auren::memory {

/// Calls `take(time_ms, utc_offset_s, i)` for each sample of `series`; one
/// without an offset of its own has `absent_offset_s`.
/// @returns false, calling nothing, when its columns do not fit each other.
template <class Take>
bool each_sample(const ingest::Series& series, int32_t absent_offset_s,
                 Take take) {
  auto n = series.value_size();
  auto offsets = series.utc_offset_s_size();
  if (series.step_ms_size() != n || (offsets > 1 && offsets != n))
    return false;
  auto time = series.first_ms();
  for (int i = 0; i < n; ++i) {
    time += series.step_ms(i);
    auto offset = offsets == 0 ? absent_offset_s
                               : series.utc_offset_s(offsets == 1 ? 0 : i);
    take(time, offset, i);
  }
  return true;
}

/// Appends the samples of `event` that `question` asks for to `found`. Events
/// that hold none, or cannot be decoded, add nothing.
void add_matching(SeriesFound& found, const ReadSeries& question,
                  const events::Event& event);

/// Which local days of which metrics and sources one person has, and how many
/// samples were recorded for them.
class day_index {
public:
  /// Counts the samples of `event`.
  void fold(const events::Event& event);

  /// Returns the position of the log up to which it counts.
  uint64_t position() const {
    return position_;
  }

  /// Notes that there is nothing more up to `position`.
  void reached(uint64_t position) {
    position_ = std::max(position_, position);
  }

  /// Appends what `question` asks for to `found`, by metric and source.
  void answer(SeriesFound& found, const ReadSeries& question) const;

private:
  std::map<std::pair<std::string, std::string>, std::map<int32_t, uint64_t>>
    days_;
  uint64_t position_ = 0;
};

} // namespace auren::memory
