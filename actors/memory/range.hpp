#pragma once

#include "actors/ingest/refusal.hpp"
#include "actors/memory/day_totals.hpp"
#include "messages/memory.pb.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace auren::memory {

/// How finely a range is told.
enum class resolution : uint8_t { raw, minute, hour, day, week };

/// Returns "raw", "minute", "hour", "day" or "week".
std::string_view to_string(resolution value);

/// The place of a point among all of its metric: what a cursor remembers. New
/// data before it are not told again, new data behind it will be.
struct place {
  int64_t key = 0; ///< Unix ms, or the local day of days and weeks.
  uint64_t duration_ms = 0;
  uint64_t external = 0;
  uint64_t source = 0;
  friend auto operator<=>(const place&, const place&) = default;
};

/// Returns the opaque text of a cursor that continues after `at`.
std::string write_cursor(resolution of, const place& at);

/// Returns the place after which to continue, or nothing if `text` is none of
/// ours or belongs to another resolution.
std::optional<place> read_cursor(resolution of, std::string_view text);

/// An instant after all others, in Unix milliseconds (the year 33658).
inline constexpr int64_t end_of_time = 1'000'000'000'000'000;

/// A question for a range that has been understood.
struct range_question {
  std::string metric;
  resolution of = resolution::raw;
  int64_t from_ms = 0;
  int64_t to_ms = end_of_time; ///< exclusive
  size_t limit = 1000;
  bool explain = false; ///< Tell which source counts on each day, and why.
  std::optional<place> after;
};

/// Most points in one answer.
inline constexpr size_t most_points = 10'000;

/// Returns what is asked, or why it makes no sense (`errc::invalid_message`).
/// Without a resolution: raw.
std::variant<range_question, ingest::refusal>
understand(const ReadRange& asked);

/// A point and its place.
struct placed_point {
  place at;
  Point point;
};

/// Local days to look at.
struct day_window {
  int32_t first = INT32_MIN;
  int32_t last = INT32_MAX; ///< inclusive
};

/// Returns the Monday of the week that local day `day` lies in.
int32_t monday_of(int32_t day);

/// Returns up to `question.limit` + 1 points of `metric` after the cursor,
/// oldest first, of those whose local day lies in `window`.
///
/// On each local day one source counts, and every point names it. A bucket
/// that touches the range is given whole, so a day has one value whoever
/// asks. A week (Monday to Sunday) is made of its days' totals.
std::vector<placed_point>
points_of(const metric_series& metric, const ingest::metric& facts,
          const range_question& question, const source_order& order,
          day_window window = {});

/// Returns the answer that `points` make: at most `limit` of them, with a
/// cursor when there are more.
Range answer(const range_question& question, const ingest::metric& facts,
             std::vector<placed_point> points, bool more = false);

} // namespace auren::memory
