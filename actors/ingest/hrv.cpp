#include "actors/ingest/hrv.hpp"

#include <cmath>

namespace auren::ingest {

namespace {

constexpr size_t fewest_beats = 30;

/// Sums of deviations that need no second pass over differences.
struct moments {
  double sum = 0;
  double squares = 0;
  size_t n = 0;

  void add(double value) {
    sum += value;
    squares += value * value;
    ++n;
  }
  /// Returns the sum of squares around the mean, divided by n - `less`.
  double variance(double less) const {
    auto count = static_cast<double>(n);
    return std::max(0.0, squares - sum * sum / count) / (count - less);
  }
};

void keep(nn_series& to, double ms, double end_s, bool follows) {
  to.ms.push_back(ms);
  to.end_s.push_back(end_s);
  to.follows.push_back(follows && to.ms.size() > 1);
}

/// A beat that is wrong spoils the interval before it and the one after it.
std::vector<bool> touched(const std::vector<rr_fault>& faults) {
  std::vector<bool> result(faults.size());
  for (size_t i = 0; i < faults.size(); ++i) {
    if (faults[i] == rr_fault::none)
      continue;
    result[i] = true;
    if (i + 1 < faults.size() && faults[i] != rr_fault::missed)
      result[i + 1] = true;
  }
  return result;
}

} // namespace

double nn_series::faulty() const {
  size_t n = 0;
  for (size_t i = 1; i < faults.size(); ++i)
    n += faults[i];
  return beats == 0 ? 0 : static_cast<double>(n) / static_cast<double>(beats);
}

nn_series as_they_are(std::span<const double> rr_ms) {
  nn_series result;
  result.beats = rr_ms.size();
  result.faults[0] = rr_ms.size();
  double end_s = 0;
  for (auto ms : rr_ms)
    keep(result, ms, end_s += ms / 1000, true);
  return result;
}

nn_series without_faults(std::span<const double> rr_ms) {
  nn_series result;
  result.beats = rr_ms.size();
  auto faults = find_faults(rr_ms);
  auto skip = touched(faults);
  double end_s = 0;
  bool follows = false;
  for (size_t i = 0; i < rr_ms.size(); ++i) {
    ++result.faults[static_cast<size_t>(faults[i])];
    end_s += std::isfinite(rr_ms[i]) ? rr_ms[i] / 1000 : 0;
    if (!skip[i])
      keep(result, rr_ms[i], end_s, follows);
    follows = !skip[i];
  }
  return result;
}

std::optional<hrv_time> time_domain(const nn_series& nn) {
  if (nn.ms.size() < 3)
    return std::nullopt;
  auto origin = nn.ms.front();
  moments all, step;
  size_t wide = 0;
  for (size_t i = 0; i < nn.ms.size(); ++i) {
    all.add(nn.ms[i] - origin);
    if (!nn.follows[i])
      continue;
    auto difference = nn.ms[i] - nn.ms[i - 1];
    step.add(difference);
    wide += std::abs(difference) > 50;
  }
  if (step.n < 2)
    return std::nullopt;
  auto n = static_cast<double>(step.n);
  hrv_time result;
  result.mean_ms = origin + all.sum / static_cast<double>(all.n);
  result.sdnn_ms = std::sqrt(all.variance(1));
  result.rmssd_ms = std::sqrt(step.squares / n);
  result.pnn50 = 100 * static_cast<double>(wide) / n;
  result.sd1_ms = std::sqrt(step.variance(0) / 2);
  result.sd2_ms
    = std::sqrt(std::max(0.0, 2 * all.variance(0) - step.variance(0) / 2));
  result.differences = step.n;
  return result;
}

std::variant<hrv_report, refusal> report_hrv(const rr_series& rr, bool raw) {
  hrv_report result;
  result.unreadable = rr.unreadable;
  result.nn = raw ? as_they_are(rr.ms) : without_faults(rr.ms);
  auto time = time_domain(result.nn);
  if (result.nn.faulty() > too_faulty)
    return refusal{errc::refused, "more than a fifth of the intervals are "
                                  "faulty; nothing can be known of the rest"};
  if (!time || result.nn.ms.size() < fewest_beats)
    return refusal{errc::refused, "fewer than 30 intervals can be counted"};
  result.time = *time;
  result.by_welch = welch(result.nn);
  result.by_lomb = lomb_scargle(result.nn);
  result.alpha1 = dfa_alpha1(result.nn.ms);
  result.entropy = sample_entropy(result.nn.ms);
  return result;
}

} // namespace auren::ingest
