#pragma once

#include "actors/hypotheses/judge.hpp"
#include "actors/hypotheses/scientist.hpp"

#include <optional>
#include <string>
#include <vector>

namespace auren::hypotheses {

/// Where one pair of metrics stands at the end of a record.
struct finding {
  std::string cause;
  std::string effect;
  bool tested = false; ///< Without it only `reason` holds.
  bool experiment = false;
  status now = status::inconclusive;
  std::string reason;
  std::string sentence;
  estimate strongest; ///< At the best lag.
  double confidence = 0;
  double units = 0;         ///< Effect unit per unit of the cause.
  double low = 0, high = 0; ///< 95 % interval of `units`.
  double robustness = 0;    ///< What a hidden cause would need to explain.
  std::optional<std::string> hypothesis; ///< Id of its prediction.
};

/// A metric lies at another level from `day` on.
struct change_point {
  std::string metric;
  int64_t day;
  double size; ///< SD.
};

/// The state of one person's discoveries at the end of a record.
struct report {
  std::vector<finding> findings;
  std::vector<change_point> shifts; ///< Of at least 0.6 SD.
};

/// Looks at all of `known` once more, after `who` has lived through it, and
/// says where every pair stands. It changes nothing and registers nothing;
/// experiments are judged here, once, after their planned end.
report conclude(const scientist& who, const record& known);

} // namespace auren::hypotheses
