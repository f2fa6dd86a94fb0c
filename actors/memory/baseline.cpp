#include "actors/memory/baseline.hpp"

#include "messages/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace auren::memory {

namespace {

std::span<const day_total>
in_window(std::span<const day_total> days, int32_t today) {
  auto begin = std::ranges::lower_bound(days, today - baseline_window, {},
                                        &day_total::day);
  auto end = std::ranges::lower_bound(days, today, {}, &day_total::day);
  return {begin, end};
}

} // namespace

double median(std::vector<double>& values) {
  auto middle = values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  if (values.size() % 2 == 1)
    return *middle;
  auto below = *std::max_element(values.begin(), middle);
  return below + (*middle - below) / 2;
}

std::optional<Baseline>
baseline_of(std::string_view metric, int32_t today,
            std::span<const day_total> days, ingest::aggregate rule) {
  auto window = in_window(days, today);
  if (window.size() < baseline_minimum)
    return std::nullopt;
  std::vector<double> values;
  for (auto& day : window)
    values.push_back(value_of(rule, day.total));
  Baseline result;
  auto middle = median(values);
  for (auto& value : values)
    value = std::abs(value - middle);
  result.set_median(middle);
  result.set_spread(1.4826 * median(values));
  result.set_n(static_cast<uint32_t>(window.size()));
  result.set_window_days(baseline_window);
  result.set_id(fmt::format("baseline/{}/{}/{}d/n{}", metric,
                            time::format_day(today - 1), baseline_window,
                            window.size()));
  return result;
}

std::string absent_baseline(std::string_view group, int32_t today,
                            std::span<const day_total> days) {
  return fmt::format("{} of {} {}", in_window(days, today).size(),
                     baseline_minimum, group == "sleep" ? "nights" : "days");
}

} // namespace auren::memory
