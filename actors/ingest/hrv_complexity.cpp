#include "actors/ingest/hrv.hpp"

#include <cmath>

namespace auren::ingest {

namespace {

constexpr size_t fewest = 64;
constexpr size_t smallest_box = 4;
constexpr size_t largest_box = 16;

double mean_of(std::span<const double> values) {
  double sum = 0;
  for (auto value : values)
    sum += value;
  return sum / static_cast<double>(values.size());
}

/// Returns the sum of squares around the straight line through `box`.
double around_line(std::span<const double> box) {
  auto n = static_cast<double>(box.size());
  auto middle = (n - 1) / 2;
  auto mean = mean_of(box);
  double xy = 0, yy = 0;
  for (size_t i = 0; i < box.size(); ++i) {
    xy += (static_cast<double>(i) - middle) * (box[i] - mean);
    yy += (box[i] - mean) * (box[i] - mean);
  }
  return std::max(0.0, yy - xy * xy * 12 / (n * (n * n - 1)));
}

/// Returns the mean fluctuation within boxes of `size`.
double fluctuation(std::span<const double> walk, size_t size) {
  double sum = 0;
  auto boxes = walk.size() / size;
  for (size_t i = 0; i < boxes; ++i)
    sum += std::sqrt(around_line(walk.subspan(i * size, size))
                     / static_cast<double>(size));
  return sum / static_cast<double>(boxes);
}

/// Returns the slope of the straight line through the points.
double slope_of(std::span<const double> x, std::span<const double> y) {
  auto mx = mean_of(x), my = mean_of(y);
  double xy = 0, xx = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    xy += (x[i] - mx) * (y[i] - my);
    xx += (x[i] - mx) * (x[i] - mx);
  }
  return xy / xx;
}

/// How often two patterns are alike, of two beats and of three.
struct alike {
  uint64_t two = 0;
  uint64_t three = 0;
};

alike count_alike(std::span<const double> ms, double within) {
  alike result;
  auto near
    = [&](size_t i, size_t j) { return std::abs(ms[i] - ms[j]) <= within; };
  for (size_t i = 0; i + 2 < ms.size(); ++i)
    for (size_t j = i + 1; j + 2 < ms.size(); ++j) {
      if (!near(i, j) || !near(i + 1, j + 1))
        continue;
      ++result.two;
      result.three += near(i + 2, j + 2);
    }
  return result;
}

} // namespace

std::optional<double> dfa_alpha1(std::span<const double> ms) {
  if (ms.size() < fewest)
    return std::nullopt;
  auto mean = mean_of(ms);
  std::vector<double> walk, size, spread;
  double at = 0;
  for (auto value : ms)
    walk.push_back(at += value - mean);
  for (auto box = smallest_box; box <= largest_box; ++box) {
    auto found = fluctuation(walk, box);
    if (!(found > 0))
      return std::nullopt;
    size.push_back(std::log(static_cast<double>(box)));
    spread.push_back(std::log(found));
  }
  return slope_of(size, spread);
}

std::optional<double> sample_entropy(std::span<const double> ms) {
  if (ms.size() < fewest || ms.size() > longest_entropy)
    return std::nullopt;
  auto mean = mean_of(ms);
  double squares = 0;
  for (auto value : ms)
    squares += (value - mean) * (value - mean);
  auto sd = std::sqrt(squares / static_cast<double>(ms.size()));
  auto found = count_alike(ms, 0.2 * sd);
  if (!(sd > 0) || found.three == 0)
    return std::nullopt;
  return std::log(static_cast<double>(found.two)
                  / static_cast<double>(found.three));
}

} // namespace auren::ingest
