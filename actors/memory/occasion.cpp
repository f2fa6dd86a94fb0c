#include "actors/memory/occasion.hpp"

#include <algorithm>
#include <cstdlib>

namespace auren::memory {

namespace {

// Of the neighbour one, two and three moments away, found by trying on
// conversations that were not looked at afterwards.
constexpr double weight_before[] = {0.6, 0.3, 0.1};
constexpr double weight_after[] = {0.4, 0.2, 0.1};
constexpr double weight_together = 2.5;

/// All that was noted at one instant.
struct moment {
  size_t begin;
  size_t end;
  int64_t when_ms;
  double sum = 0;
  bool asks = false;

  double mean() const {
    return sum / static_cast<double>(end - begin);
  }
};

std::vector<moment> moments_of(std::span<const noted> ordered) {
  std::vector<moment> result;
  for (size_t i = 0; i < ordered.size(); ++i) {
    if (result.empty() || result.back().when_ms != ordered[i].when_ms)
      result.push_back({i, i, ordered[i].when_ms});
    auto& now = result.back();
    now.end = i + 1;
    now.sum += ordered[i].score;
    now.asks = now.asks || ordered[i].asks;
  }
  return result;
}

/// Walks from the moment at `at` by `step` as long as its occasion lasts.
double walk(const std::vector<moment>& all, size_t at, ptrdiff_t step,
            std::span<const double> weights) {
  double result = 0;
  for (auto weight : weights) {
    auto next = at + static_cast<size_t>(step);
    if (next >= all.size()
        || std::abs(all[next].when_ms - all[at].when_ms) > longest_pause_ms)
      break;
    result += weight * all[next].mean();
    at = next;
  }
  return result;
}

double from_together(const moment& now, double own) {
  auto others = now.end - now.begin - 1;
  if (others == 0)
    return 0;
  return weight_together * (now.sum - own) / static_cast<double>(others);
}

bool follows_question(const std::vector<moment>& all, size_t at) {
  return at > 0 && all[at - 1].asks
         && all[at].when_ms - all[at - 1].when_ms <= longest_pause_ms;
}

} // namespace

std::vector<surroundings> around(std::span<const noted> ordered) {
  auto moments = moments_of(ordered);
  std::vector<surroundings> result(ordered.size());
  for (size_t m = 0; m < moments.size(); ++m) {
    auto near
      = walk(moments, m, -1, weight_before) + walk(moments, m, 1, weight_after);
    auto answers = follows_question(moments, m);
    for (auto i = moments[m].begin; i < moments[m].end; ++i)
      result[i] = {near + from_together(moments[m], ordered[i].score), answers};
  }
  return result;
}

} // namespace auren::memory
