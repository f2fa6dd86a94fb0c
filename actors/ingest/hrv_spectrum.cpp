#include "actors/ingest/hrv.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace auren::ingest {

namespace {

constexpr double rate_hz = 4;
constexpr size_t window_points = 300; // 75 s, three waves of the slowest LF
constexpr double one_window_s = 300;  // up to here the whole is one window
constexpr size_t grid_points = 4096;  // of a window, filled up with zeros
constexpr double shortest_s = 120;
constexpr double vlf_to_hz = 0.04;
constexpr double lf_to_hz = 0.15;
constexpr double hf_to_hz = 0.40;

/// Adds power at one frequency, `width_hz` wide, to the band it is in.
void add_power(hrv_power& to, double hz, double power) {
  if (hz < vlf_to_hz)
    to.vlf_ms2 += power;
  else if (hz < lf_to_hz)
    to.lf_ms2 += power;
  else if (hz <= hf_to_hz)
    to.hf_ms2 += power;
}

/// Second derivatives of the natural cubic spline through points that are not
/// even: a tridiagonal system, solved by elimination.
std::vector<double>
bends(const std::vector<double>& x, const std::vector<double>& y) {
  auto n = x.size();
  std::vector<double> bend(n, 0), ratio(n, 0);
  for (size_t i = 1; i + 1 < n; ++i) {
    auto share = (x[i] - x[i - 1]) / (x[i + 1] - x[i - 1]);
    auto pivot = share * ratio[i - 1] + 2;
    auto slope = (y[i + 1] - y[i]) / (x[i + 1] - x[i])
                 - (y[i] - y[i - 1]) / (x[i] - x[i - 1]);
    ratio[i] = (share - 1) / pivot;
    bend[i] = (6 * slope / (x[i + 1] - x[i - 1]) - share * bend[i - 1]) / pivot;
  }
  for (auto i = n - 1; i-- > 0;)
    bend[i] += ratio[i] * bend[i + 1];
  return bend;
}

/// Returns the series at `rate_hz`, by a cubic spline.
std::vector<double> evenly(const nn_series& nn) {
  auto& x = nn.end_s;
  auto bend = bends(x, nn.ms);
  std::vector<double> result;
  size_t i = 0;
  auto points = static_cast<size_t>((x.back() - x.front()) * rate_hz);
  for (size_t k = 0; k < points; ++k) {
    auto at = x.front() + static_cast<double>(k) / rate_hz;
    while (i + 2 < x.size() && x[i + 1] <= at)
      ++i;
    auto width = x[i + 1] - x[i];
    auto a = (x[i + 1] - at) / width;
    auto b = 1 - a;
    result.push_back(
      a * nn.ms[i] + b * nn.ms[i + 1]
      + ((a * a * a - a) * bend[i] + (b * b * b - b) * bend[i + 1]) * width
          * width / 6);
  }
  return result;
}

std::vector<double> hamming(size_t n) {
  std::vector<double> result(n);
  for (size_t i = 0; i < n; ++i)
    result[i] = 0.54
                - 0.46
                    * std::cos(2 * std::numbers::pi * static_cast<double>(i)
                               / static_cast<double>(n));
  return result;
}

/// Returns |sum of values * e^(-i*angle*k)|^2, the rotation by recurrence.
double power_at(const std::vector<double>& values, double angle) {
  double re = 0, im = 0, c = 1, s = 0;
  auto turn_c = std::cos(angle), turn_s = std::sin(angle);
  for (auto value : values) {
    re += value * c;
    im += value * s;
    auto next = c * turn_c - s * turn_s;
    s = s * turn_c + c * turn_s;
    c = next;
  }
  return re * re + im * im;
}

/// Returns the windows of `even`, weighted, their mean taken out.
std::vector<std::vector<double>>
windows_of(const std::vector<double>& even, const std::vector<double>& weight) {
  std::vector<std::vector<double>> result;
  auto n = weight.size();
  for (size_t from = 0; from + n <= even.size(); from += n - n / 2) {
    std::vector<double> part(even.begin() + static_cast<ptrdiff_t>(from),
                             even.begin() + static_cast<ptrdiff_t>(from + n));
    double mean = 0;
    for (auto value : part)
      mean += value / static_cast<double>(n);
    for (size_t i = 0; i < n; ++i)
      part[i] = (part[i] - mean) * weight[i];
    result.push_back(std::move(part));
  }
  return result;
}

bool long_enough(const nn_series& nn) {
  return nn.ms.size() >= 64 && nn.end_s.back() - nn.end_s.front() >= shortest_s;
}

} // namespace

double hrv_power::ratio() const {
  return hf_ms2 > 0 ? lf_ms2 / hf_ms2 : 0;
}

std::optional<hrv_power> welch(const nn_series& nn) {
  if (!long_enough(nn))
    return std::nullopt;
  auto even = evenly(nn);
  auto short_record = nn.end_s.back() - nn.end_s.front() < one_window_s;
  auto weight = hamming(short_record ? even.size() : window_points);
  auto windows = windows_of(even, weight);
  double energy = 0;
  for (auto w : weight)
    energy += w * w;
  // One-sided density times the width of a bin: fs and the windows' energy.
  auto bins = static_cast<double>(grid_points);
  auto share = 2 / (energy * bins * static_cast<double>(windows.size()));
  hrv_power result;
  for (size_t k = 0; rate_hz * static_cast<double>(k) / bins <= hf_to_hz; ++k) {
    double sum = 0;
    auto angle = 2 * std::numbers::pi * static_cast<double>(k) / bins;
    for (auto& window : windows)
      sum += power_at(window, angle);
    add_power(result, rate_hz * static_cast<double>(k) / bins,
              (k == 0 ? 0.5 : 1) * share * sum);
  }
  return result;
}

std::optional<hrv_power> lomb_scargle(const nn_series& nn) {
  if (!long_enough(nn))
    return std::nullopt;
  auto n = static_cast<double>(nn.ms.size());
  double mean = 0;
  for (auto ms : nn.ms)
    mean += ms / n;
  auto span_s = nn.end_s.back() - nn.end_s.front();
  hrv_power result;
  for (size_t k = 1; static_cast<double>(k) / span_s <= hf_to_hz; ++k) {
    auto w = 2 * std::numbers::pi * static_cast<double>(k) / span_s;
    double yc = 0, ys = 0, cc = 0, cs = 0;
    for (size_t i = 0; i < nn.ms.size(); ++i) {
      auto c = std::cos(w * nn.end_s[i]), s = std::sin(w * nn.end_s[i]);
      yc += (nn.ms[i] - mean) * c;
      ys += (nn.ms[i] - mean) * s;
      cc += c * c;
      cs += c * s;
    }
    // The shift in time that makes sine and cosine independent.
    auto shift = 0.5 * std::atan2(2 * cs, 2 * cc - n);
    auto c = std::cos(shift), s = std::sin(shift);
    auto c2 = cc * c * c + 2 * cs * c * s + (n - cc) * s * s;
    auto power = (yc * c + ys * s) * (yc * c + ys * s) / c2
                 + (ys * c - yc * s) * (ys * c - yc * s) / (n - c2);
    add_power(result, static_cast<double>(k) / span_s, power / n);
  }
  return result;
}

} // namespace auren::ingest
