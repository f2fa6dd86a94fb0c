#include "actors/memory/day_totals.hpp"

#include "messages/time.hpp"

#include <algorithm>
#include <tuple>

namespace auren::memory {

namespace {

/// Appends the local days of one source.
void append_days(std::vector<day_total>& out, const source_series& series,
                 size_t index) {
  rollups days;
  for (auto& chunk : series.chunks) {
    auto& part = chunk.at_level(level::day);
    days.insert(days.end(), part.begin(), part.end());
  }
  merge_parts(days);
  for (auto& day : days)
    out.push_back({static_cast<int32_t>(day.key), index, day});
}

/// Returns the place of every source in `order`; those that it does not name
/// share the last.
std::vector<size_t>
ranks(const metric_series& metric, const source_order& order) {
  std::vector<size_t> result;
  for (auto& series : metric.sources) {
    auto at = std::ranges::find(order, series.source);
    result.push_back(static_cast<size_t>(at - order.begin()));
  }
  return result;
}

} // namespace

std::vector<day_total>
day_totals(const metric_series& metric, const source_order& order) {
  std::vector<day_total> result;
  for (size_t i = 0; i < metric.sources.size(); ++i)
    append_days(result, metric.sources[i], i);
  if (metric.sources.size() < 2)
    return result;
  auto rank = ranks(metric, order);
  auto merit = [&rank](const day_total& x) {
    return std::tuple{x.day, rank[x.source], ~x.total.n, x.source};
  };
  std::ranges::sort(result, {}, merit);
  auto same_day
    = [](const day_total& a, const day_total& b) { return a.day == b.day; };
  result.erase(std::unique(result.begin(), result.end(), same_day),
               result.end());
  return result;
}

const day_total* find_day(std::span<const day_total> days, int32_t day) {
  auto at = std::ranges::lower_bound(days, day, {}, &day_total::day);
  return at == days.end() || at->day != day ? nullptr : &*at;
}

double value_of(ingest::aggregate rule, const rollup& bucket) {
  switch (rule) {
    case ingest::aggregate::mean: return bucket.sum / bucket.n;
    case ingest::aggregate::sum: return bucket.sum;
    case ingest::aggregate::last: return bucket.last;
    case ingest::aggregate::max: return bucket.max;
    case ingest::aggregate::min: return bucket.min;
  }
  return bucket.last;
}

rollups buckets_of(const source_series& series, level of, int64_t from_ms,
                   int64_t to_ms) {
  rollups result;
  auto length = length_ms(of);
  for (auto& chunk : series.chunks) {
    auto begin = chunk.utc_day() * time::day_ms;
    // A bucket begins up to its length before the samples in it.
    if (begin + time::day_ms <= from_ms - length || begin - length >= to_ms)
      continue;
    auto& part = chunk.at_level(of);
    std::ranges::copy_if(part, std::back_inserter(result), [&](auto& bucket) {
      return bucket.key + length > from_ms && bucket.key < to_ms;
    });
  }
  merge_parts(result);
  return result;
}

} // namespace auren::memory
