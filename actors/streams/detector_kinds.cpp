#include "actors/streams/detector_kinds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace auren::streams {

namespace kinds {

reading_of_day skipped(std::string why, uint32_t n) {
  return {reading_of_day::outcome::skipped, std::move(why), 0, 0, n};
}

reading_of_day judged(const detector& by, double value, double threshold,
                      uint32_t n, std::string reason) {
  auto direction = by.number("direction", 1);
  auto fires = direction < 0 ? value <= threshold : value >= threshold;
  return {fires ? reading_of_day::outcome::fired
                : reading_of_day::outcome::checked,
          std::move(reason), value, threshold, n};
}

double middle(std::vector<double> values) {
  auto half = static_cast<ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, values.begin() + half);
  auto upper = values[static_cast<size_t>(half)];
  if (values.size() % 2 == 1)
    return upper;
  return (*std::max_element(values.begin(), values.begin() + half) + upper) / 2;
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0)
         / static_cast<double>(values.size());
}

double deviation_of(const std::vector<double>& values) {
  auto around = mean(values);
  double sum = 0;
  for (auto value : values)
    sum += (value - around) * (value - around);
  return std::sqrt(sum / static_cast<double>(values.size() - 1));
}

} // namespace kinds

namespace {

struct named_kind {
  std::string_view name;
  detector_kind run;
};

constexpr std::array<named_kind, 13> all_kinds = {{
  {"deviation", kinds::deviation},
  {"limit", kinds::limit},
  {"ratio", kinds::ratio},
  {"monotony", kinds::monotony},
  {"debt", kinds::debt},
  {"clock_spread", kinds::clock_spread},
  {"change", kinds::change},
  {"silent", kinds::silent},
  {"night_signal", kinds::nights},
  {"share", kinds::share},
  {"any", kinds::any},
  {"runs", kinds::runs},
  {"variation", kinds::variation},
}};

} // namespace

detector_kind kind_of(std::string_view name) {
  auto found = std::ranges::find(all_kinds, name, &named_kind::name);
  return found == all_kinds.end() ? nullptr : found->run;
}

} // namespace auren::streams
