#pragma once

#include "actors/hypotheses/settings.hpp"

#include <istream>
#include <string>
#include <string_view>

namespace auren::hypotheses {

/// How `discover` answers.
struct discover_options {
  bool as_list = false; ///< A bare list of discoveries instead of an object.
  std::string only{};   ///< One person's rows; empty: everybody's.
  settings how;
};

/// An answer, or one line that says why there is none.
struct discovered {
  std::string json;
  std::string error; ///< Empty when `json` holds the answer.
};

/// Reads a long CSV (see `read_table`) with an optional catalogue, lives
/// through every person's days and returns where each pair stands:
/// {"discoveries":[{"user","cause","effect","lag_days","effect_size",
/// "effect_units","ci_low","ci_high","confidence","status","n_effective",
/// "reason","sentence"...}],"changepoints":[...],"people":[...],"notes":[...]}.
/// A pair that could not be tested has only its names, status "inconclusive"
/// and the reason. The same rows in any order give the same bytes.
discovered discover(std::istream& csv, std::string_view catalogue_json,
                    const discover_options& options = {});

} // namespace auren::hypotheses
