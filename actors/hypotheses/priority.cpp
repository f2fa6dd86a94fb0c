#include "actors/hypotheses/priority.hpp"

#include "actors/hypotheses/evidence.hpp"
#include "actors/hypotheses/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace auren::hypotheses {

namespace {

constexpr double z_of_power = 0.8416; // 80 %
constexpr double smallest_size = 0.02;
constexpr double urgency = 2; // of a contradiction

double density(double z) {
  return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi);
}

// What is lost by deciding on the mean, if there is an effect.
double loss_of_size(double distance, double error) {
  auto z = distance / error;
  return error * density(z) - distance * normal_cdf(-z);
}

} // namespace

double acceptance(int accepted, int offered) {
  return (accepted + 1.0) / (offered + 2.0);
}

double trial_days(double size, const settings& how) {
  auto d = std::max(smallest_size, std::abs(size));
  auto z = z_of_p(how.experiment_alpha / 2) + z_of_power;
  return 4 * z * z / (d * d);
}

priority priority_of(const question& what, int registered, int known,
                     const settings& how) {
  auto chance = std::clamp(what.confidence, 0.0, 1.0);
  auto distance = std::abs(what.benefit * what.size - what.burden);
  priority out;
  out.information = chance * loss_of_size(distance, std::max(1e-6, what.error))
                    + (1 - chance) * chance * distance;
  // Half the cause's range is on, half off: twice the size per SD.
  out.days = what.experiment
               ? trial_days(2 * what.size, how)
               : days_to_decide(what.size, registered, known, how);
  out.score = what.weight * what.accepted * out.information / out.days
              * (what.contradicted ? urgency : 1);
  return out;
}

} // namespace auren::hypotheses
