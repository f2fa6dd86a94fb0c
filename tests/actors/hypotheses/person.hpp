#pragma once

#include "actors/hypotheses/series.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace auren::hypotheses::test {

/// Chance with a seed, the same on every machine.
class dice {
public:
  explicit dice(uint64_t seed) : state_(seed * 2654435769u + 1) {}
  /// Returns a number in (0, 1): SplitMix64.
  double uniform() {
    state_ += 0x9e3779b97f4a7c15u;
    auto z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (static_cast<double>((z ^ (z >> 31)) >> 11) + 0.5)
           / 9007199254740992.0;
  }
  /// Returns a standard normal number (Box and Muller).
  double normal() {
    auto radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(6.283185307179586 * uniform());
  }

private:
  uint64_t state_;
};

/// An effect that is really there.
struct planted {
  int cause;
  int effect;
  int lag;
  double size; ///< SD per SD of the innovations.
};

/// How a person is made.
struct recipe {
  int days = 365;
  int width = 6;
  double persistence = 0.4; ///< AR(1) of every metric.
  double season = 1;        ///< SD of a shared yearly wave and weekday.
  double missing = 0.1;
  std::vector<planted> effects = {};
  uint64_t seed = 1;
};

/// Returns a person with metrics m0, m1, ... measured one hour apart from
/// 07:00, a shared season and weekday, and the planted effects only.
inline record make_person(const recipe& how) {
  record out;
  out.person = "made";
  out.first_day = 19000;
  dice chance(how.seed);
  Eigen::MatrixXd noise(how.days, how.width);
  for (int i = 0; i < how.width; ++i) {
    metric what;
    what.name = "m" + std::to_string(i);
    what.hour = 7 + i;
    out.metrics.push_back(what);
  }
  for (int t = 0; t < how.days; ++t)
    for (int i = 0; i < how.width; ++i) {
      auto before = t > 0 ? noise(t - 1, i) : 0;
      auto keep = std::sqrt(1 - how.persistence * how.persistence);
      noise(t, i) = how.persistence * before + keep * chance.normal();
      for (const auto& p : how.effects)
        if (p.effect == i && t >= p.lag)
          noise(t, i) += p.size * noise(t - p.lag, p.cause);
    }
  out.values = noise;
  for (int t = 0; t < how.days; ++t)
    for (int i = 0; i < how.width; ++i) {
      auto wave = std::sin(6.2831853 * t / 365.25) + (t % 7 == 5 ? 1.0 : 0.0);
      out.values(t, i) += 50 + how.season * wave;
      if (chance.uniform() < how.missing)
        out.values(t, i) = std::numeric_limits<double>::quiet_NaN();
    }
  return out;
}

} // namespace auren::hypotheses::test
