#pragma once

#include "actors/hypotheses/hypothesis.hpp"

#include <string>

namespace auren::hypotheses {

/// Everything that decides where a pair or hypothesis stands on one day.
struct standing {
  bool registered = false; ///< A prediction exists.
  bool known = false;      ///< In the e-BH set of the day, or an experiment.
  bool tested = false;     ///< The last look could test the pair.
  bool passes = false;     ///< In the false-discovery set of the last look.
  bool claimed = false;    ///< Passed some look before.
  bool reverse = false;    ///< The other direction leans too.
  bool faded = false;      ///< There early in the record, gone late.
  bool decayed = false;    ///< The detector of lost effects went off.
  bool opposite = false;   ///< The look shows the other sign than predicted.
  bool refuted = false;    ///< R reached its bound.
  bool experiment = false; ///< The cause was randomised.
  double p = 1;            ///< Of the last look.
  int silent_days = 0;     ///< Since the last evidence.
  int evidence_days = 0;
  double days_needed = 0; ///< To a decision, if the effect is as predicted.
};

/// Returns the status that `s` has: the life cycle of method B1 as a function
/// of today's numbers, so that a replay gives the same.
status judge(const standing& s, const settings& how = {});

/// Returns the numbers of `h` as the life cycle sees them on local day
/// `today`; `known` if it is in the e-BH set, `days_needed` of `evidence.hpp`.
standing standing_of(const hypothesis& h, bool known, int64_t today,
                     double days_needed, const settings& how = {});

/// Returns why `s` has the status `now`, in one sentence with its numbers.
std::string reason_for(status now, const standing& s, const evidence* proof,
                       const settings& how = {});

} // namespace auren::hypotheses
