#include "actors/streams/day_table.hpp"

#include "messages/time.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace auren::streams {

day_table::day_table(const memory::Days& days, int32_t first, int32_t last)
  : first_(first), last_(std::max(first, last)) {
  auto n = static_cast<size_t>(last_ - first_ + 1);
  constexpr auto none = std::numeric_limits<double>::quiet_NaN();
  for (auto& from : days.columns()) {
    auto& column = columns_[from.metric()];
    column = {from.unit(), std::vector<double>(n, none),
              std::vector<double>(n, none), std::vector<bool>(n)};
    for (int i = 0; i < from.day_size(); ++i)
      if (auto at = place(from.day(i))) {
        column.value[*at] = from.value(i);
        column.hour[*at] = i < from.hour_size() ? from.hour(i) : none;
      }
  }
}

std::optional<size_t> day_table::place(int32_t day) const {
  if (day < first_ || day > last_)
    return std::nullopt;
  return static_cast<size_t>(day - first_);
}

void day_table::doubt(const ingest::Doubts& open) {
  for (auto& one : open.doubts()) {
    auto column = columns_.find(one.metric());
    if (column == columns_.end() || one.confirmed())
      continue;
    auto from = time::local_day(one.time_ms(), one.utc_offset_s());
    auto to = time::local_day(one.until_ms(), one.utc_offset_s());
    for (auto day = std::max(from, first_); day <= std::min(to, last_); ++day)
      column->second.doubted[*place(day)] = true;
  }
}

void day_table::detail(const std::string& metric, std::vector<moment> samples) {
  std::ranges::sort(samples, {}, &moment::time_ms);
  details_[metric] = std::move(samples);
}

std::span<const moment>
day_table::details(const std::string& metric, int32_t day) const {
  auto found = details_.find(metric);
  if (found == details_.end() || day != last_)
    return {};
  return found->second;
}

const day_column* day_table::find(const std::string& metric) const {
  auto found = columns_.find(metric);
  return found == columns_.end() ? nullptr : &found->second;
}

std::optional<double>
day_table::at(const day_column& column, int32_t day) const {
  auto found = place(day);
  if (!found || !std::isfinite(column.value[*found]))
    return std::nullopt;
  return column.value[*found];
}

std::vector<double> day_table::values(const day_column& column, int32_t from,
                                      int32_t to, bool doubted) const {
  std::vector<double> result;
  for (auto day = from; day <= to; ++day)
    if (auto value = at(column, day))
      if (doubted || !is_doubted(column, day))
        result.push_back(*value);
  return result;
}

bool day_table::is_doubted(const day_column& column, int32_t day) const {
  auto found = place(day);
  return found && column.doubted[*found];
}

std::vector<double>
day_table::hours(const day_column& column, int32_t from, int32_t to) const {
  std::vector<double> result;
  for (auto day = from; day <= to; ++day)
    if (auto found = place(day); found && std::isfinite(column.hour[*found]))
      result.push_back(column.hour[*found]);
  return result;
}

} // namespace auren::streams
