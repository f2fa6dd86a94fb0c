#include "actors/hypotheses/evidence.hpp"

#include "actors/hypotheses/statistics.hpp"

#include <algorithm>
#include <cmath>

namespace auren::hypotheses {

namespace {

constexpr std::array<double, 3> bets{0.08, 0.16, 0.3};
constexpr double smallest_prediction = 0.1; // SD/SD
constexpr double fraction = 0.5;            // of the predicted size
constexpr double largest_decay = 1e300;
constexpr double recent = 0.9; // a day's weight the day after

} // namespace

void evidence::absorb(day_score day, int direction, double predicted) {
  auto cause = day.cause;
  if (cause_weight > 0)
    cause -= cause_level / cause_weight;
  cause_level = recent * cause_level + day.cause;
  cause_weight = recent * cause_weight + 1;
  auto s = direction * day.effect * cause;
  sum += s, squares += s * s, ++days;
  auto half = fraction * std::max(smallest_prediction, std::abs(predicted));
  auto z = half * cause * cause - s;
  short_sum += z, short_squares += z * z;
  for (size_t i = 0; i < bets.size(); ++i) {
    auto growth
      = std::clamp(bets[i] * z - bets[i] * bets[i] * z * z / 2, -20.0, 20.0);
    decay[i] = std::min(largest_decay, (1 + decay[i]) * std::exp(growth));
  }
}

double evidence::log_e(const settings& how) const {
  return log_mixture_one_sided(sum, squares, how.mixture);
}

double evidence::log_refute(const settings& how) const {
  return log_mixture_one_sided(short_sum, short_squares, how.mixture);
}

double evidence::decayed() const {
  return (decay[0] + decay[1] + decay[2]) / 3;
}

double
days_to_decide(double size, int registered, int known, const settings& how) {
  auto needed = std::log(std::max(1, registered)
                         / (how.registered_alpha * std::max(1, known + 1)));
  double n = 100;
  for (int i = 0; i < 6;
       ++i) // each round gains a digit: the rest grows as log n
    n = 2 * (needed + 0.5 * std::log(1 + how.mixture * n))
        / std::max(1e-6, size * size);
  return n;
}

} // namespace auren::hypotheses
