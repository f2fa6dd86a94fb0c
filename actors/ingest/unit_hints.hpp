#pragma once

#include "actors/ingest/catalogue.hpp"
#include "actors/ingest/validators.hpp"

#include <deque>
#include <map>
#include <optional>
#include <string>

namespace auren::ingest {

/// Says of a value that it would be as usual in another unit: a weight of 176
/// "kg" of somebody who weighs 80. It is a question to the person; nothing is
/// converted.
///
/// It asks only when the value is outside of the last 31 of its metric, the
/// other reading inside, and these 31 (10 at least) span less than the root of
/// the factor between: else one range holds both. After three questions in a
/// row the level is taken as new. Metrics that are summed from many parts are
/// not asked about, but for sleep.
class unit_hints {
public:
  static constexpr size_t least = 10;
  static constexpr size_t most = 31;
  static constexpr int in_a_row = 3;

  explicit unit_hints(const validators& by = validators::standard());

  /// Learns `value`, in the canonical unit of `about`.
  /// @returns the question, in words and without the value, or nothing
  std::optional<std::string> look(const metric& about, double value);

private:
  struct past {
    std::deque<double> values;
    int asked = 0;
  };

  std::optional<std::string>
  question(const metric& about, double value, const past& known) const;

  const validators* by_;
  std::map<std::string, past> known_;
};

} // namespace auren::ingest
