#include "actors/streams/detector_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace auren::streams::kinds {

namespace {

/// Samples further apart do not belong to one run.
constexpr int64_t longest_gap_ms = 20 * 60'000;

/// The day's samples, or why they cannot be used.
struct day_samples {
  std::span<const moment> all;
  std::string missing;
  std::string unit;
};

day_samples of_day(const detector& by, const day_table& t, int32_t day) {
  auto* column = t.find(by.metric);
  if (column == nullptr)
    return {{}, "there are no values of " + by.metric, ""};
  auto all = t.details(by.metric, day);
  auto need = static_cast<size_t>(by.whole("need", 1));
  if (all.size() < need)
    return {all, fmt::format("{} of {} samples of the day", all.size(), need),
            ""};
  return {all, "", column->unit};
}

bool beyond(const detector& by, double value) {
  return by.number("direction", 1) < 0 ? value < by.number("limit")
                                       : value > by.number("limit");
}

/// Calls `f(first, last, samples)` for each run of samples beyond the limit.
template <class F>
void each_run(const detector& by, std::span<const moment> all, F&& f) {
  for (size_t i = 0; i < all.size();) {
    auto begin = i;
    while (
      i < all.size() && beyond(by, all[i].value)
      && (i == begin || all[i].time_ms - all[i - 1].time_ms <= longest_gap_ms))
      ++i;
    if (i > begin)
      f(all[begin], all[i - 1], i - begin);
    else
      ++i;
  }
}

reading_of_day
counted(const detector& by, size_t found, size_t n, std::string reason) {
  auto least = by.number("count", 1);
  auto value = static_cast<double>(found);
  return {value >= least ? reading_of_day::outcome::fired
                         : reading_of_day::outcome::checked,
          std::move(reason), value, least, static_cast<uint32_t>(n)};
}

} // namespace

reading_of_day share(const detector& by, const day_table& t, int32_t day) {
  auto samples = of_day(by, t, day);
  if (!samples.missing.empty())
    return skipped(samples.missing);
  auto from = by.number("from"), to = by.number("to");
  auto inside = std::ranges::count_if(samples.all, [&](const moment& one) {
    return one.value >= from && one.value <= to;
  });
  auto n = samples.all.size();
  auto value = 100 * static_cast<double>(inside) / static_cast<double>(n);
  if (by.number("inside", 1) == 0)
    value = 100 - value;
  return judged(by, value, by.number("limit"), static_cast<uint32_t>(n),
                fmt::format("{:.0f} % of {} samples", value, n));
}

reading_of_day any(const detector& by, const day_table& t, int32_t day) {
  auto samples = of_day(by, t, day);
  if (!samples.missing.empty())
    return skipped(samples.missing);
  size_t longest = 0;
  each_run(by, samples.all, [&](const moment&, const moment&, size_t n) {
    longest = std::max(longest, n);
  });
  return counted(by, longest, samples.all.size(),
                 fmt::format("{} samples in a row beyond {:g} {}", longest,
                             by.number("limit"), samples.unit));
}

reading_of_day runs(const detector& by, const day_table& t, int32_t day) {
  auto samples = of_day(by, t, day);
  if (!samples.missing.empty())
    return skipped(samples.missing);
  auto least_ms = by.number("minutes") * 60'000;
  size_t found = 0;
  each_run(by, samples.all,
           [&](const moment& first, const moment& last, size_t) {
             auto length = static_cast<double>(last.time_ms - first.time_ms);
             found += length >= least_ms;
           });
  return counted(by, found, samples.all.size(),
                 fmt::format("{} times beyond {:g} {} for {:g} min", found,
                             by.number("limit"), samples.unit,
                             by.number("minutes")));
}

reading_of_day variation(const detector& by, const day_table& t, int32_t day) {
  auto samples = of_day(by, t, day);
  if (!samples.missing.empty())
    return skipped(samples.missing);
  std::vector<double> values;
  for (auto& one : samples.all)
    values.push_back(one.value);
  if (values.size() < 2 || !(mean(values) > 0))
    return skipped("there is nothing to compare");
  auto value = 100 * deviation_of(values) / mean(values);
  return judged(by, value, by.number("limit"),
                static_cast<uint32_t>(values.size()),
                fmt::format("coefficient of variation {:.0f} %", value));
}

} // namespace auren::streams::kinds
