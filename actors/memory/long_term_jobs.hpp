#pragma once

#include "actors/memory/day_plan.hpp"
#include "actors/memory/range.hpp"
#include "messages/memory.pb.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// Answers that need several looks into storage, as values: ask `next()`, hand
/// what the historian found to `take()`, until there is no next; then
/// `finish()`. Each look holds about `samples_at_once` samples at most.
namespace auren::memory {

/// Reads a range of one metric.
class range_job {
public:
  using reply = Range;

  /// Reads what `question` (metric under its stored name) asks for.
  range_job(Context context, range_question question, ingest::metric facts,
            const source_order& order);

  std::optional<ReadSeries> next();
  void take(const SeriesFound& found);
  Range finish();

private:
  day_window asked_days() const;
  std::optional<day_window> plan_window();
  day_window clock_window(day_window planned);
  ReadSeries ask_window() const;
  ReadSeries ask_all_days();
  int64_t begin_ms() const;
  std::vector<placed_point> clock_points(const metric_series& metric) const;
  std::vector<placed_point> points_in(const SeriesFound& found, size_t most);

  Context context_;
  range_question question_;
  ingest::metric facts_;
  const source_order* order_;
  day_plan plan_;
  bool indexed_ = false;
  day_window window_;
  int64_t told_from_ms_ = -end_of_time; ///< What this look tells: instants
  int64_t told_to_ms_ = -end_of_time;   ///< from here to there.
  int32_t told_day_ = INT32_MAX;        ///< Last local day of the look before.
  std::vector<placed_point> points_;
  std::map<std::string, CountedSource> sources_; ///< By day.
};

/// Reads one value per metric and local day, as the scientist needs them.
class days_job {
public:
  using reply = Days;

  /// Reads the local days of `window`.
  days_job(Context context, day_window window,
           const ingest::catalogue& catalogue, const source_order& order);

  std::optional<ReadSeries> next();
  void take(const SeriesFound& found);
  Days finish();

private:
  void take_metric(const metric_series& metric);

  Context context_;
  day_window asked_;
  const ingest::catalogue* catalogue_;
  const source_order* order_;
  day_plan plan_;
  bool indexed_ = false;
  day_window window_;
  std::optional<uint64_t> position_;
  std::map<std::string, DayColumn> columns_;
};

/// Counts what there is.
class stats_job {
public:
  using reply = MemoryStats;

  /// Counts what the context's person has.
  explicit stats_job(Context context) : context_(std::move(context)) {
    // nop
  }

  std::optional<ReadSeries> next();
  void take(const SeriesFound& found);
  MemoryStats finish();

private:
  Context context_;
  bool asked_ = false;
  MemoryStats stats_;
};

/// Returns the clock hour (0 to 24) before and after which as many of the
/// counted samples lie; `clock` counts them by minute of the local day.
double median_hour(std::span<const uint64_t> clock);

} // namespace auren::memory
