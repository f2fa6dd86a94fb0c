#include "actors/memory/counted_source.hpp"
#include "actors/memory/long_term_jobs.hpp"
#include "messages/time.hpp"

#include <algorithm>

namespace auren::memory {

namespace {

int32_t utc_day(int64_t time_ms) {
  return static_cast<int32_t>(key_of(level::day, time_ms, 0));
}

/// Returns the first local day that can hold something behind `after`.
int32_t first_day_after(resolution of, const place& after) {
  return of >= resolution::day ? static_cast<int32_t>(after.key)
                               : utc_day(after.key) - 1;
}

/// Returns how many of a day's samples count when it is read as `of`.
uint64_t read_of_day(resolution of) {
  switch (of) {
    case resolution::raw: return UINT64_MAX;
    case resolution::minute: return 1440;
    case resolution::hour: return 24;
    case resolution::day:
    case resolution::week: return 1;
  }
  return UINT64_MAX;
}

/// Returns how many points `days` days with `samples` samples make at most.
uint64_t points_of_days(resolution of, uint64_t days, uint64_t samples) {
  switch (of) {
    case resolution::raw: return samples;
    case resolution::minute: return std::min(samples, 1440 * days);
    case resolution::hour: return std::min(samples, 24 * days);
    case resolution::day: return days;
    case resolution::week: return days / 7;
  }
  return samples;
}

} // namespace

range_job::range_job(Context context, range_question question,
                     ingest::metric facts, const source_order& order)
  : context_(std::move(context)), question_(std::move(question)),
    facts_(std::move(facts)), order_(&order) {
  // nop
}

day_window range_job::asked_days() const {
  // A local day and the UTC day of the same name are at most 14 h apart.
  day_window result{utc_day(question_.from_ms) - 1,
                    utc_day(question_.to_ms - 1) + 1};
  if (question_.after)
    result.first
      = std::max(result.first, first_day_after(question_.of, *question_.after));
  if (question_.of == resolution::week)
    result = {monday_of(result.first), monday_of(result.last) + 6};
  return result;
}

std::optional<day_window> range_job::plan_window() {
  auto wanted = question_.limit + 1 - points_.size();
  return plan_.next([&](uint64_t days, uint64_t samples) {
    return samples >= samples_at_once
           || points_of_days(question_.of, days, samples) >= wanted;
  });
}

std::optional<ReadSeries> range_job::next() {
  if (!indexed_ && question_.of >= resolution::day)
    return ask_all_days();
  if (!indexed_)
    return ask_index(context_, question_.metric, asked_days());
  if (points_.size() > question_.limit)
    return std::nullopt;
  auto window = plan_window();
  if (!window)
    return std::nullopt;
  window_ = question_.of < resolution::day ? clock_window(*window) : *window;
  return ask_window();
}

// Days are few enough, however many years, to need no plan.
ReadSeries range_job::ask_all_days() {
  indexed_ = true;
  window_ = asked_days();
  return ask_window();
}

// Which source counts on a day takes all of its samples to tell, so that days
// are always asked for.
ReadSeries range_job::ask_window() const {
  auto result = ask_series(context_, question_.metric, window_);
  result.add_rollups("day");
  if (question_.of >= resolution::day)
    return result;
  result.set_from_ms(std::max(begin_ms(), told_from_ms_));
  result.set_to_ms(std::min(question_.to_ms, told_to_ms_));
  if (question_.of == resolution::raw)
    result.set_samples_too(true);
  else
    result.add_rollups(std::string{to_string(question_.of)});
  return result;
}

int64_t range_job::begin_ms() const {
  return question_.after ? std::max(question_.from_ms, question_.after->key)
                         : question_.from_ms;
}

// Who travels lives local days that overlap in time. Points that are ordered
// by time are therefore told by UTC days, each with the local days around it.
day_window range_job::clock_window(day_window planned) {
  auto first = std::min(planned.first - 1, told_day_);
  told_day_ = planned.last;
  told_from_ms_ = told_to_ms_;
  told_to_ms_
    = plan_.empty() ? end_of_time : (int64_t{planned.last} + 1) * time::day_ms;
  return {first, planned.last + 1};
}

std::vector<placed_point>
range_job::clock_points(const metric_series& metric) const {
  auto question = question_;
  place before{told_from_ms_ - 1, UINT64_MAX, UINT64_MAX, UINT64_MAX};
  question.after = std::max(question.after.value_or(before), before);
  auto result = points_of(metric, facts_, question, *order_);
  std::erase_if(result,
                [this](auto& point) { return point.at.key >= told_to_ms_; });
  return result;
}

std::vector<placed_point>
range_job::points_in(const SeriesFound& found, size_t most) {
  auto book = book_of(found, most);
  auto* metric = book.find(question_.metric);
  if (metric == nullptr)
    return {};
  if (question_.explain)
    for (auto& one : counted_sources(*metric, *order_))
      sources_[one.day()] = one;
  return question_.of < resolution::day
           ? clock_points(*metric)
           : points_of(*metric, facts_, question_, *order_, window_);
}

void range_job::take(const SeriesFound& found) {
  if (!indexed_) {
    indexed_ = true;
    return plan_.take(found, read_of_day(question_.of));
  }
  // Of a single source, no more samples are looked at than are told: those
  // that the cursor has passed are few.
  constexpr size_t passed = 16;
  auto wanted = question_.limit + 1 - points_.size();
  bool alone = found.series_size() == 1;
  auto part = points_in(found, alone ? wanted + passed : SIZE_MAX);
  if (alone && part.size() < wanted)
    part = points_in(found, SIZE_MAX);
  std::ranges::move(part, std::back_inserter(points_));
}

Range range_job::finish() {
  auto result = answer(question_, facts_, std::move(points_));
  for (auto& [day, one] : sources_)
    explain(result, one);
  return result;
}

} // namespace auren::memory
