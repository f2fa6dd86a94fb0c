#include "actors/hypotheses/readings.hpp"

#include "actors/hypotheses/series.hpp"
#include "actors/hypotheses/statistics.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <tuple>

namespace auren::hypotheses {

namespace {

// Two digits at `at`, or -1.
int two(std::string_view text, size_t at) {
  if (at + 2 > text.size())
    return -1;
  auto high = text[at] - '0', low = text[at + 1] - '0';
  return high >= 0 && high <= 9 && low >= 0 && low <= 9 ? 10 * high + low : -1;
}

} // namespace

std::optional<local_time> parse_time(std::string_view text) {
  auto day = day_of(text.substr(0, 10));
  if (!day)
    return std::nullopt;
  if (text.size() == 10)
    return local_time{*day, -1};
  auto hour = two(text, 11), minute = two(text, 14);
  if ((text[10] != 'T' && text[10] != ' ') || hour < 0 || hour > 24
      || minute < 0 || minute > 59 || text[13] != ':')
    return std::nullopt;
  return local_time{*day, hour + minute / 60.0};
}

std::optional<double> parse_number(std::string_view text) {
  double out = 0;
  if (text.starts_with('+'))
    text.remove_prefix(1);
  auto* last = text.data() + text.size();
  auto [end, error] = std::from_chars(text.data(), last, out);
  if (error != std::errc{} || end != last || !std::isfinite(out))
    return std::nullopt;
  return out;
}

std::vector<double> metric_readings::values() const {
  std::vector<double> out;
  for (const auto& r : readings)
    out.push_back(r.value);
  return out;
}

std::optional<double> metric_readings::usual_hour() const {
  std::vector<double> hours;
  for (const auto& r : readings)
    if (r.hour >= 0)
      hours.push_back(r.hour);
  if (hours.empty())
    return std::nullopt;
  return median(hours);
}

void person_readings::add(std::string_view metric, std::string_view unit,
                          local_time when, double value) {
  auto at = columns.find(metric);
  if (at == columns.end())
    at = columns.emplace(metric, metric_readings{}).first;
  auto& column = at->second;
  if (column.readings.empty() || unit < column.unit)
    column.unit = unit; // the same whatever the order of rows
  column.readings.push_back({when.day, when.hour, value});
}

size_t person_readings::settle() {
  size_t dropped = 0;
  for (auto& [name, column] : columns) {
    auto& all = column.readings;
    std::sort(all.begin(), all.end(), [](const reading& a, const reading& b) {
      return std::tuple{a.day, -a.hour, -a.value}
             < std::tuple{b.day, -b.hour, -b.value};
    });
    auto end = std::unique(
      all.begin(), all.end(),
      [](const reading& a, const reading& b) { return a.day == b.day; });
    dropped += static_cast<size_t>(all.end() - end);
    all.erase(end, all.end());
  }
  return dropped;
}

std::pair<int64_t, int64_t> person_readings::span() const {
  auto first = std::numeric_limits<int64_t>::max();
  auto last = std::numeric_limits<int64_t>::min();
  for (const auto& [name, column] : columns)
    for (const auto& r : column.readings)
      first = std::min(first, r.day), last = std::max(last, r.day);
  return {first, last};
}

} // namespace auren::hypotheses
