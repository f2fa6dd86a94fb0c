#include "actors/memory/range.hpp"

#include "messages/time.hpp"

#include <algorithm>

namespace auren::memory {

namespace {

/// What all steps of one answer need.
struct reading {
  const metric_series& metric;
  const ingest::metric& facts;
  const range_question& question;
  std::vector<day_total> days;
  day_window window;

  bool counts(size_t source, int32_t day) const {
    if (day < window.first || day > window.last)
      return false;
    if (metric.sources.size() == 1)
      return true;
    auto* found = find_day(days, day);
    return found != nullptr && found->source == source;
  }

  bool touches(int64_t start, int64_t length) const {
    return start > question.from_ms - length && start < question.to_ms;
  }

  bool is_after(const place& at) const {
    return !question.after || at > *question.after;
  }

  /// Where samples and minutes and hours may begin to matter.
  int64_t begin_ms() const {
    return question.after ? std::max(question.from_ms, question.after->key)
                          : question.from_ms;
  }

  bool enough(const std::vector<placed_point>& points) const {
    return points.size() > question.limit;
  }
};

Point make_point(int64_t time_ms, int32_t offset, double value,
                 const std::string& source) {
  Point result;
  result.set_time(time::format(time_ms, offset));
  result.set_time_ms(time_ms);
  result.set_value(value);
  result.set_source(source);
  return result;
}

Point bucket_point(int64_t start, const rollup& bucket, double value,
                   const std::string& source) {
  auto result = make_point(start, bucket.utc_offset_s, value, source);
  result.set_count(bucket.n);
  result.set_min(bucket.min);
  result.set_max(bucket.max);
  return result;
}

/// One of the metric's sources.
struct measured {
  size_t index;
  const source_series& series;
  uint64_t hash = external_hash(series.source);
};

/// Appends a chunk's samples; false when there are enough.
bool append_raw(std::vector<placed_point>& out, const reading& from,
                const measured& by, const sample_chunk& chunk) {
  for (auto i = chunk.first_at(from.begin_ms()); i < chunk.size(); ++i) {
    auto x = chunk.at(i);
    if (x.id.time_ms >= from.question.to_ms || from.enough(out))
      return false;
    place at{x.id.time_ms, x.id.duration_ms, x.id.external, by.hash};
    if (from.is_after(at)
        && from.counts(by.index, time::local_day(x.id.time_ms, x.utc_offset_s)))
      out.push_back({at, make_point(x.id.time_ms, x.utc_offset_s, x.value,
                                    by.series.source)});
  }
  return true;
}

std::vector<placed_point> raw_points(const reading& from, const measured& by) {
  std::vector<placed_point> result;
  for (auto& chunk : by.series.chunks)
    if (!append_raw(result, from, by, chunk))
      break;
  return result;
}

std::vector<placed_point>
clock_points(const reading& from, const measured& by, level of) {
  std::vector<placed_point> result;
  for (auto& bucket :
       buckets_of(by.series, of, from.begin_ms(), from.question.to_ms)) {
    place at{bucket.key, 0, 0, by.hash};
    if (from.enough(result))
      break;
    if (from.is_after(at) && from.counts(by.index, day_of(of, bucket)))
      result.push_back({at, bucket_point(bucket.key, bucket,
                                         value_of(from.facts.daily, bucket),
                                         by.series.source)});
  }
  return result;
}

template <class Read>
std::vector<placed_point> every_source(const reading& from, Read read) {
  std::vector<placed_point> result;
  for (size_t i = 0; i < from.metric.sources.size(); ++i)
    std::ranges::move(read(measured{i, from.metric.sources[i]}),
                      std::back_inserter(result));
  if (from.metric.sources.size() > 1)
    std::ranges::sort(result, {}, &placed_point::at);
  return result;
}

std::vector<placed_point> day_points(const reading& from) {
  std::vector<placed_point> result;
  for (auto& day : from.days) {
    auto start = start_ms(level::day, day.total);
    place at{day.day, 0, 0, 0};
    if (from.enough(result))
      break;
    if (from.touches(start, time::day_ms) && from.is_after(at)
        && from.counts(day.source, day.day))
      result.push_back(
        {at,
         bucket_point(start, day.total, value_of(from.facts.daily, day.total),
                      from.metric.sources[day.source].source)});
  }
  return result;
}

/// Names all sources that count in a week, joined by '+'.
void add_source(std::string& names, const std::string& source) {
  if (names.empty())
    names = source;
  else if (('+' + names + '+').find('+' + source + '+') == std::string::npos)
    names += '+' + source;
}

std::vector<placed_point> week_points(const reading& from) {
  std::vector<placed_point> result;
  auto& days = from.days;
  for (size_t i = 0; i < days.size();) {
    auto first = monday_of(days[i].day);
    auto week = days[i].total;
    std::string sources;
    for (size_t j = i; i < days.size() && monday_of(days[i].day) == first;
         ++i) {
      if (i != j)
        merge(week, days[i].total);
      add_source(sources, from.metric.sources[days[i].source].source);
    }
    week.key = first;
    auto start = start_ms(level::day, week);
    place at{first, 0, 0, 0};
    if (from.touches(start, 7 * time::day_ms) && from.is_after(at)
        && first >= from.window.first && first <= from.window.last)
      result.push_back(
        {at,
         bucket_point(start, week, value_of(from.facts.daily, week), sources)});
  }
  return result;
}

std::vector<placed_point> all_points(const reading& from) {
  auto clock = [&from](level of) {
    auto read = [&](const measured& by) { return clock_points(from, by, of); };
    return every_source(from, read);
  };
  switch (from.question.of) {
    case resolution::raw:
      return every_source(
        from, [&from](const measured& by) { return raw_points(from, by); });
    case resolution::minute: return clock(level::minute);
    case resolution::hour: return clock(level::hour);
    case resolution::day: return day_points(from);
    case resolution::week: return week_points(from);
  }
  return {};
}

} // namespace

int32_t monday_of(int32_t day) {
  constexpr int32_t monday = 4; // 1970-01-05 was one
  auto since = (day - monday) % 7;
  return day - (since < 0 ? since + 7 : since);
}

std::vector<placed_point>
points_of(const metric_series& metric, const ingest::metric& facts,
          const range_question& question, const source_order& order,
          day_window window) {
  bool need_days = metric.sources.size() > 1 || question.of >= resolution::day;
  reading from{metric, facts, question,
               need_days ? day_totals(metric, order) : std::vector<day_total>{},
               window};
  auto result = all_points(from);
  if (result.size() > question.limit + 1)
    result.resize(question.limit + 1);
  return result;
}

Range answer(const range_question& question, const ingest::metric& facts,
             std::vector<placed_point> points, bool more) {
  Range result;
  result.set_metric(question.metric);
  result.set_unit(facts.unit);
  result.set_resolution(std::string{to_string(question.of)});
  auto n = std::min(points.size(), question.limit);
  for (size_t i = 0; i < n; ++i)
    *result.add_points() = std::move(points[i].point);
  if (n > 0 && (more || points.size() > n))
    result.set_next_cursor(write_cursor(question.of, points[n - 1].at));
  return result;
}

} // namespace auren::memory
