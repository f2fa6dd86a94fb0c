#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

/// What samples of several metrics, or of one and the person's own past,
/// cannot both be: data of conf/validators.json.
namespace auren::ingest {

/// A sum that is never more than another one, of one source.
struct contradiction_rule {
  std::map<std::string, double> less; ///< Metrics, and what they count.
  std::map<std::string, double> more; ///< The same, all of them needed.
  double slack = 0;                   ///< In the unit that both come to.
  bool by_day = false; ///< Held together by local day, else by their time.
  std::string says;    ///< What is wrong when it is, in words.
  std::string source;
};

/// Two units that one number may have been meant in.
struct unit_pair {
  std::string one;
  std::string other;
  std::string source;
};

/// All rules of one file.
struct validators {
  std::vector<contradiction_rule> contradictions;
  std::vector<unit_pair> units;

  /// Returns the rules that are built in. Loaded on first use.
  static const validators& standard();
};

} // namespace auren::ingest
