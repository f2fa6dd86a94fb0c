#include "actors/memory/counted_source.hpp"

#include "messages/time.hpp"

#include <algorithm>
#include <map>

namespace auren::memory {

namespace {

/// Samples by index of the source.
using measured = std::map<size_t, uint64_t>;

std::map<int32_t, measured> counts_of(const metric_series& metric) {
  std::map<int32_t, measured> result;
  for (size_t i = 0; i < metric.sources.size(); ++i)
    for (auto& chunk : metric.sources[i].chunks)
      for (auto& bucket : chunk.at_level(level::day))
        result[static_cast<int32_t>(bucket.key)][i] += bucket.n;
  return result;
}

/// Returns the rule by which `chosen` counts among `all`.
const char* why(const metric_series& metric, const source_order& order,
                const measured& all, size_t chosen) {
  if (all.size() == 1)
    return "only_source";
  if (std::ranges::find(order, metric.sources[chosen].source) != order.end())
    return "preferred";
  auto n = all.at(chosen);
  auto equal
    = [&](auto& one) { return one.first != chosen && one.second == n; };
  return std::ranges::any_of(all, equal) ? "first_by_name" : "most_samples";
}

/// Returns the local date of a point.
std::string date_of(const Point& point) {
  return point.time().substr(0, sizeof("2026-03-01") - 1);
}

std::string end_of_week(const std::string& monday) {
  auto day = time::parse_day(monday);
  return day ? time::format_day(*day + 6) : monday;
}

} // namespace

std::vector<CountedSource>
counted_sources(const metric_series& metric, const source_order& order) {
  std::vector<CountedSource> result;
  auto counts = counts_of(metric);
  for (auto& day : day_totals(metric, order)) {
    auto& all = counts[day.day];
    auto& one = result.emplace_back();
    one.set_day(time::format_day(day.day));
    one.set_source(metric.sources[day.source].source);
    one.set_why(why(metric, order, all, day.source));
    for (auto& [source, n] : all) {
      auto& each = *one.add_measured();
      each.set_source(metric.sources[source].source);
      each.set_samples(n);
    }
  }
  return result;
}

void explain(Range& range, const CountedSource& one) {
  if (range.points().empty())
    return;
  auto first = date_of(range.points(0));
  auto last = date_of(*range.points().rbegin());
  if (range.resolution() == "week")
    last = end_of_week(last);
  if (first <= one.day() && one.day() <= last)
    *range.add_sources() = one;
}

} // namespace auren::memory
