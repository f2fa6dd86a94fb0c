#include "actors/memory/long_term_jobs.hpp"
#include "actors/memory/summary.hpp"
#include "messages/time.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace auren::memory {

namespace {

size_t minute_of_day(const rollup& minute) {
  auto local = minute.key + int64_t{minute.utc_offset_s} * 1000;
  auto since = local - key_of(level::day, local, 0) * time::day_ms;
  return static_cast<size_t>(since / 60'000);
}

/// Returns the minute in which the `rank`-th sample of the clock lies.
size_t minute_of(std::span<const uint64_t> clock, uint64_t rank) {
  size_t minute = 0;
  for (uint64_t seen = clock[0]; seen < rank && minute + 1 < clock.size();)
    seen += clock[++minute];
  return minute;
}

/// How many samples a minute of the local day has.
struct minute_count {
  size_t minute;
  uint64_t samples;
};

double median_hour_of(const std::vector<minute_count>& counts) {
  std::array<uint64_t, 1440> clock{};
  for (auto& each : counts)
    clock[each.minute] += each.samples;
  return median_hour(clock);
}

/// Returns the median clock hour of the samples that count on each of `days`.
std::vector<double>
hours_of(const metric_series& metric, std::span<const day_total> days) {
  std::vector<std::vector<minute_count>> counts(days.size());
  for (size_t i = 0; i < metric.sources.size(); ++i)
    for (auto& minute : buckets_of(metric.sources[i], level::minute,
                                   -end_of_time, end_of_time)) {
      auto* day = find_day(days, day_of(level::minute, minute));
      if (day != nullptr && day->source == i)
        counts[static_cast<size_t>(day - days.data())].push_back(
          {minute_of_day(minute), minute.n});
    }
  std::vector<double> result;
  for (auto& day : counts)
    result.push_back(median_hour_of(day));
  return result;
}

} // namespace

double median_hour(std::span<const uint64_t> clock) {
  auto n = std::accumulate(clock.begin(), clock.end(), uint64_t{0});
  if (n == 0)
    return 0;
  auto below = static_cast<double>(minute_of(clock, (n + 1) / 2));
  auto above = static_cast<double>(minute_of(clock, n / 2 + 1));
  return (below + above) / 120.0;
}

days_job::days_job(Context context, day_window window,
                   const ingest::catalogue& catalogue,
                   const source_order& order)
  : context_(std::move(context)), asked_(window), catalogue_(&catalogue),
    order_(&order) {
  // nop
}

std::optional<ReadSeries> days_job::next() {
  if (!indexed_)
    return ask_index(context_, {}, asked_);
  auto window = plan_.next(
    [](uint64_t, uint64_t samples) { return samples >= samples_at_once; });
  if (!window)
    return std::nullopt;
  window_ = *window;
  auto result = ask_series(context_, {}, window_);
  result.add_rollups("day");
  result.add_rollups("minute");
  return result;
}

void days_job::take(const SeriesFound& found) {
  position_ = std::min(position_.value_or(found.position()), found.position());
  if (!indexed_) {
    indexed_ = true;
    return plan_.take(found, 1440); // a day's minutes
  }
  auto book = book_of(found);
  for (auto& metric : book.metrics())
    take_metric(*metric);
}

void days_job::take_metric(const metric_series& metric) {
  auto& column = columns_[metric.metric];
  auto facts = describe(*catalogue_, metric.metric, metric.unit);
  column.set_metric(metric.metric);
  column.set_unit(facts.unit);
  auto days = day_totals(metric, *order_);
  std::erase_if(days, [&](const day_total& day) {
    return day.day < std::max(window_.first, asked_.first)
           || day.day > std::min(window_.last, asked_.last);
  });
  auto hours = hours_of(metric, days);
  for (size_t i = 0; i < days.size(); ++i) {
    column.add_day(days[i].day);
    column.add_value(value_of(facts.daily, days[i].total));
    column.add_hour(hours[i]);
  }
}

Days days_job::finish() {
  Days result;
  result.set_position(position_.value_or(0));
  for (auto& [name, column] : columns_)
    if (!column.day().empty())
      *result.add_columns() = std::move(column);
  return result;
}

std::optional<ReadSeries> stats_job::next() {
  if (asked_)
    return std::nullopt;
  asked_ = true;
  return ask_index(context_, {}, {});
}

void stats_job::take(const SeriesFound& found) {
  std::vector<std::string_view> metrics;
  day_window days{INT32_MAX, INT32_MIN};
  uint64_t samples = 0;
  for (auto& index : found.index()) {
    metrics.push_back(index.metric());
    for (auto day : index.day())
      days = {std::min(days.first, day), std::max(days.last, day)};
    samples
      = std::accumulate(index.count().begin(), index.count().end(), samples);
  }
  std::ranges::sort(metrics);
  metrics.erase(std::unique(metrics.begin(), metrics.end()), metrics.end());
  stats_.set_metrics(static_cast<uint32_t>(metrics.size()));
  stats_.set_long_term_samples(samples);
  stats_.set_position(found.position());
  if (days.first > days.last)
    return;
  stats_.set_first(time::format_day(days.first));
  stats_.set_last(time::format_day(days.last));
}

MemoryStats stats_job::finish() {
  return stats_;
}

} // namespace auren::memory
