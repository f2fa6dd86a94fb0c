#include "actors/hypotheses/looks.hpp"

#include <cmath>

namespace auren::hypotheses {

int look_day(int k, const settings& how) {
  double day = how.first_look;
  for (int i = 0; i < k; ++i)
    day *= how.look_ratio;
  return static_cast<int>(std::nearbyint(day));
}

int looks_before(int days, const settings& how) {
  int k = 0;
  while (look_day(k, how) < days)
    ++k;
  return k;
}

std::optional<int> look_due(int days, const settings& how) {
  auto k = looks_before(days, how);
  if (look_day(k, how) != days)
    return std::nullopt;
  return k;
}

double look_alpha(int k, const settings& how) {
  return k < how.look_count ? how.scan_alpha / how.look_count : 0;
}

} // namespace auren::hypotheses
