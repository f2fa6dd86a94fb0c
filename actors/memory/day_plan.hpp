#pragma once

#include "actors/memory/range.hpp"
#include "messages/memory.pb.h"

#include <cstdint>
#include <map>
#include <optional>

namespace auren::memory {

/// Which local days have how many samples, handed out in windows small enough
/// to be held at once.
class day_plan {
public:
  /// Takes the index that a historian found; a day of a series counts as
  /// `most` samples at most, for who reads rollups.
  void take(const SeriesFound& found, uint64_t most = UINT64_MAX);

  /// Returns the next window: from the first day that was not handed out yet,
  /// as long as `enough(days, samples)` is false for what it holds.
  template <class Enough>
  std::optional<day_window> next(Enough enough) {
    if (days_.empty())
      return std::nullopt;
    day_window result{days_.begin()->first, days_.begin()->first};
    uint64_t samples = 0;
    uint64_t days = 0;
    while (!days_.empty() && (days == 0 || !enough(days, samples))) {
      result.last = days_.begin()->first;
      samples += days_.begin()->second;
      ++days;
      days_.erase(days_.begin());
    }
    return result;
  }

  /// Returns whether every day was handed out.
  bool empty() const {
    return days_.empty();
  }

private:
  std::map<int32_t, uint64_t> days_;
};

/// Samples that are held at once when long-term memory is read.
inline constexpr uint64_t samples_at_once = 200'000;

/// Returns the question for the samples of `window` and of one day to each
/// side: a correction may have moved a sample's clock, and with it its local
/// day, by up to a day.
ReadSeries ask_series(const Context& context, const std::string& metric,
                      day_window window);

/// Returns the question for the index of `window`.
ReadSeries
ask_index(const Context& context, const std::string& metric, day_window window);

/// Returns the samples and rollups of `found`; of each series the first `most`
/// samples.
sample_book book_of(const SeriesFound& found, size_t most = SIZE_MAX);

} // namespace auren::memory
