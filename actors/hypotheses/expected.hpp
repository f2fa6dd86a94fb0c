#pragma once

#include "actors/hypotheses/series.hpp"

#include <string>
#include <vector>

namespace auren::hypotheses {

/// What studies of many people found of one pair, in metrics of the catalogue.
struct expectation {
  std::string cause;
  std::string effect;
  int lag_days = 0;  ///< Days from cause to effect.
  int direction = 1; ///< Of the effect with more of the cause: 1 or -1.
  std::string source;
};

/// Returns what conf/priors.json holds.
const std::vector<expectation>& expectations();

/// Which pairs of a record studies expect. It decides where a look's budget is
/// spent, never what the days say. Metrics are known by the names of
/// conf/priors.json and by the names and aliases of the catalogue.
class expected_pairs {
public:
  /// Finds every metric of `known` in the catalogue.
  explicit expected_pairs(const record& known);

  /// Returns what is expected of column `cause` on column `effect`, or null.
  const expectation* find(int cause, int effect) const;

private:
  std::vector<std::string> names_; ///< By column; empty: in no catalogue.
};

} // namespace auren::hypotheses
