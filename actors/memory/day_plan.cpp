#include "actors/memory/day_plan.hpp"

#include <algorithm>

namespace auren::memory {

void day_plan::take(const SeriesFound& found, uint64_t most) {
  for (auto& index : found.index())
    for (int i = 0; i < index.day_size(); ++i)
      days_[index.day(i)] += std::min(most, index.count(i));
}

ReadSeries ask_series(const Context& context, const std::string& metric,
                      day_window window) {
  ReadSeries result;
  *result.mutable_context() = context;
  result.set_metric(metric);
  result.set_from_day(std::max(window.first, INT32_MIN + 1) - 1);
  result.set_to_day(std::min(window.last, INT32_MAX - 1) + 1);
  return result;
}

ReadSeries ask_index(const Context& context, const std::string& metric,
                     day_window window) {
  auto result = ask_series(context, metric, window);
  result.set_index_only(true);
  return result;
}

sample_book book_of(const SeriesFound& found, size_t most) {
  sample_book result;
  for (auto& series : found.series())
    result.apply(series, 0, most);
  for (auto& kept : found.rollups())
    result.take(kept);
  return result;
}

} // namespace auren::memory
