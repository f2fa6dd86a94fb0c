#pragma once

#include "actors/hypotheses/hypothesis.hpp"
#include "actors/hypotheses/series.hpp"

#include <optional>
#include <string>

namespace auren::hypotheses {

/// When an effect holds and when not, as its own evidence has it.
struct moderator {
  std::string condition; ///< "on weekends", "with more steps than usual".
  std::string otherwise; ///< The other days, in words.
  double size_when = 0;  ///< SD per SD of the surprises.
  double size_otherwise = 0;
  double p = 1;     ///< Two-sided, of the difference.
  int searched = 0; ///< Conditions that could be tried.
};

/// Looks for what the effect of `h` depends on, over all days of `known`:
/// weekend, half of the year, dose, any other habit or circumstance done or
/// not, or above its median. Each is one difference of two slopes of the
/// surprises (HC3 errors); Benjamini and Hochberg at 0.05 over those that
/// could be tried (method B11.4). Found by looking back: a condition is a
/// hint to be tested, no finding. Costs milliseconds.
std::optional<moderator> moderator_of(const hypothesis& h, const record& known,
                                      const settings& how = {});

} // namespace auren::hypotheses
