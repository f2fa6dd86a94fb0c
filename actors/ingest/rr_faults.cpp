#include "actors/ingest/rr_series.hpp"

#include <algorithm>
#include <cmath>

namespace auren::ingest {

namespace {

// Constants of Lipponen and Tarvainen (2019).
constexpr double threshold_scale = 5.2;
constexpr ptrdiff_t threshold_beats = 91;
constexpr ptrdiff_t median_beats = 11;
constexpr double ectopic_slope = 0.13;
constexpr double ectopic_offset = 0.17;
constexpr double uneven_limit = 3;

/// Returns the quantile `q` of `sorted`, between neighbours linearly.
double quantile_of(const std::vector<double>& sorted, double q) {
  auto at = q * static_cast<double>(sorted.size() - 1);
  auto low = static_cast<size_t>(at);
  auto high = std::min(low + 1, sorted.size() - 1);
  return sorted[low] + (at - std::floor(at)) * (sorted[high] - sorted[low]);
}

/// Calls `f(sorted)` with the values around each place: `beats` of them, fewer
/// at both ends; returns what it answers.
template <class F>
std::vector<double>
rolling(std::span<const double> values, ptrdiff_t beats, F&& f) {
  std::vector<double> result, window;
  auto n = static_cast<ptrdiff_t>(values.size());
  for (ptrdiff_t i = 0, begin = 0, end = 0; i < n; ++i) {
    for (; end < std::min(n, i + beats / 2 + 1); ++end) {
      auto value = values[static_cast<size_t>(end)];
      window.insert(std::ranges::upper_bound(window, value), value);
    }
    for (; begin < i - beats / 2; ++begin) {
      auto value = values[static_cast<size_t>(begin)];
      window.erase(std::ranges::lower_bound(window, value));
    }
    result.push_back(f(window));
  }
  return result;
}

std::vector<double> thresholds(const std::vector<double>& values) {
  std::vector<double> sizes;
  for (auto value : values)
    sizes.push_back(std::abs(value));
  return rolling(sizes, threshold_beats, [](const auto& sorted) {
    auto spread = quantile_of(sorted, 0.75) - quantile_of(sorted, 0.25);
    return threshold_scale * spread / 2;
  });
}

/// Divides each value by its threshold; beats that never vary say nothing.
void scale(std::vector<double>& values, const std::vector<double>& by) {
  for (size_t i = 0; i < values.size(); ++i)
    values[i] = by[i] > 0 ? values[i] / by[i] : 0;
}

/// The series of the method, each with an entry per interval.
class beat_judge {
public:
  explicit beat_judge(std::span<const double> rr) : rr_(rr) {
    median_ = rolling(rr, median_beats, [](const auto& sorted) {
      return quantile_of(sorted, 0.5);
    });
    differ();
    depart();
  }

  std::vector<rr_fault> judge() {
    faults_.assign(rr_.size(), rr_fault::none);
    for (size_t i = 0; i + 2 < rr_.size();)
      i += look(i);
    return std::move(faults_);
  }

private:
  void differ() {
    step_.assign(rr_.size(), 0);
    double sum = 0;
    for (size_t i = 1; i < rr_.size(); ++i)
      sum += step_[i] = rr_[i] - rr_[i - 1];
    step_[0] = sum / static_cast<double>(rr_.size() - 1);
    scale(step_, thresholds(step_));
  }

  void depart() {
    for (size_t i = 0; i < rr_.size(); ++i) {
      auto away = rr_[i] - median_[i];
      away_.push_back(away < 0 ? 2 * away : away);
    }
    away_limit_ = thresholds(away_);
    scale(away_, away_limit_);
  }

  /// Returns the step `by` further on, mirrored at both ends.
  double step(size_t i, ptrdiff_t by) const {
    auto last = static_cast<ptrdiff_t>(step_.size()) - 1;
    auto at = std::abs(static_cast<ptrdiff_t>(i) + by);
    return step_[static_cast<size_t>(at > last ? 2 * last - at : at)];
  }

  bool ectopic(size_t i) const {
    auto here = step_[i];
    if (here > 1)
      return std::max(step(i, -1), step(i, 1))
             < -ectopic_slope * here - ectopic_offset;
    return std::min(step(i, -1), step(i, 1))
           > -ectopic_slope * here + ectopic_offset;
  }

  /// Returns by how much to go on.
  size_t look(size_t i) {
    if (std::abs(step_[i]) <= 1)
      return 1;
    if (ectopic(i)) {
      faults_[i] = rr_fault::ectopic;
      return 1;
    }
    auto two = std::abs(step_[i + 1]) < std::abs(step_[i + 2]);
    uneven(i);
    if (two)
      uneven(i + 1);
    return two ? 2 : 1;
  }

  void uneven(size_t i) {
    auto falls = step_[i] > 1 && std::min(step(i, 1), step(i, 2)) < -1;
    auto rises = step_[i] < -1 && std::max(step(i, 1), step(i, 2)) > 1;
    if (!falls && !rises && std::abs(away_[i]) <= uneven_limit)
      return;
    auto both = rr_[i] + (i + 1 < rr_.size() ? rr_[i + 1] : 0);
    if (rises && std::abs(both - median_[i]) < away_limit_[i])
      faults_[i] = rr_fault::extra;
    else if (falls && std::abs(rr_[i] / 2 - median_[i]) < away_limit_[i])
      faults_[i] = rr_fault::missed;
    else
      faults_[i] = rr_fault::uneven;
  }

  std::span<const double> rr_;
  std::vector<double> median_, step_, away_, away_limit_;
  std::vector<rr_fault> faults_;
};

} // namespace

std::vector<rr_fault> find_faults(std::span<const double> rr_ms) {
  std::vector<rr_fault> result(rr_ms.size(), rr_fault::none);
  std::vector<double> possible;
  std::vector<size_t> places;
  for (size_t i = 0; i < rr_ms.size(); ++i) {
    if (!(rr_ms[i] >= shortest_rr_ms && rr_ms[i] <= longest_rr_ms)) {
      result[i] = rr_fault::impossible;
      continue;
    }
    possible.push_back(rr_ms[i]);
    places.push_back(i);
  }
  if (possible.size() < 4)
    return result;
  auto found = beat_judge{possible}.judge();
  for (size_t i = 0; i < found.size(); ++i)
    result[places[i]] = found[i];
  return result;
}

} // namespace auren::ingest
