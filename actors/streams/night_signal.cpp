#include "actors/streams/night_signal.hpp"

#include <algorithm>

namespace auren::streams {

namespace {

constexpr int yellow_step = 3;
constexpr int red_step = 4;

/// Returns the night between `before` and `after`, a gap of one.
night between(const night& before, const night& after) {
  return {before.day + 1, (before.bpm + after.bpm) / 2};
}

/// A gap of one night is filled in where there are three nights around it: one
/// more directly before or directly after.
std::vector<night> filled(std::span<const night> nights) {
  std::vector<night> result;
  for (size_t i = 0; i < nights.size(); ++i) {
    result.push_back(nights[i]);
    if (i + 1 == nights.size() || nights[i + 1].day - nights[i].day != 2)
      continue;
    auto joined_before = i > 0 && nights[i].day - nights[i - 1].day == 1;
    auto joined_after
      = i + 2 < nights.size() && nights[i + 2].day - nights[i + 1].day == 1;
    if (joined_before || joined_after)
      result.push_back(between(nights[i], nights[i + 1]));
  }
  return result;
}

/// Returns the median of `sorted`, cut to whole beats.
int whole_median(const std::vector<int>& sorted) {
  auto half = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[half]
                                : (sorted[half - 1] + sorted[half]) / 2;
}

} // namespace

std::vector<std::pair<night, night_alert>>
night_signal(std::span<const night> nights) {
  std::vector<std::pair<night, night_alert>> result;
  std::vector<int> sorted;
  int above_before = 0;
  for (auto& one : filled(nights)) {
    sorted.insert(std::ranges::upper_bound(sorted, one.bpm), one.bpm);
    auto above = one.bpm - whole_median(sorted);
    auto joined = !result.empty() && one.day - result.back().first.day == 1;
    auto both = joined ? std::min(above, above_before) : 0;
    result.emplace_back(one, both >= red_step      ? night_alert::red
                             : both >= yellow_step ? night_alert::yellow
                                                   : night_alert::green);
    above_before = above;
  }
  return result;
}

} // namespace auren::streams
