#pragma once

#include "actors/hypotheses/hypothesis.hpp"
#include "actors/hypotheses/scan.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace auren::hypotheses {

/// A hypothesis moved in its life cycle.
struct transition {
  std::string id;
  status from;
  status to;
  int64_t day;
  std::string reason;
};

/// A scheduled look took place.
struct looked {
  int64_t day;
  int look;     ///< 0, 1, ...
  double alpha; ///< False-discovery rate that it spent.
  int pairs;    ///< Pairs that could be tested.
  int claims;   ///< Pairs that passed.
  int proposed; ///< Predictions that it registered.
};

/// What happened while days went by, oldest first.
struct progress {
  std::vector<transition> changes;
  std::vector<looked> looks;
};

/// What a person or an agent believes.
struct proposal {
  std::string cause;
  std::string effect;
  int lag_days = 0;
  int direction = 1; ///< +1 more with more, -1 less with more.
  std::string rationale;
  std::string proposer;
  int64_t seen_through = INT64_MIN; ///< Last day the proposer may have seen.
};

/// The discovery engine of one person: looks at all pairs on scheduled days,
/// registers predictions, lets only later days count for or against them and
/// decides every day. A deterministic state machine: the same days give the
/// same bytes, however they are portioned out. No clock, no chance, no I/O.
class scientist {
public:
  explicit scientist(settings how = {});

  /// What is called after each day with that day and what it brought.
  using witness = std::function<void(int64_t day, const progress& brought)>;

  /// Lives through every complete day up to `through` (days since 1970) that
  /// it has not lived through yet. `known` is all that is known by then; later
  /// days of it are not read. Costs milliseconds a day, tens on a look day.
  progress
  advance(const record& known, int64_t through, const witness& after_day = {});

  /// Registers what someone believes: on the last day lived through, or on
  /// the last one whose data the proposer may have seen if that is later.
  /// @returns the index in `hypotheses()`, or why it is refused.
  std::variant<size_t, std::string>
  propose(const record& known, const proposal& what);

  /// Takes up `registered` again, a hypothesis that `propose` made before.
  /// One that it has already is left alone.
  void adopt(hypothesis registered);

  /// Takes the hypothesis with `id` out of the claims; its evidence stays in
  /// the count that later claims are paid with. Nothing if there is none.
  std::optional<transition> retire(std::string_view id, std::string reason);

  /// Returns every prediction ever registered, in that order.
  const std::vector<hypothesis>& hypotheses() const {
    return hypotheses_;
  }
  /// Returns the hypothesis with `id`, or nullptr.
  const hypothesis* find(std::string_view id) const;
  /// Returns the first day whose evidence has not been counted.
  int64_t next_day() const {
    return next_;
  }
  /// Returns the day the schedule of looks counts from.
  int64_t first_day() const {
    return start_;
  }
  /// Returns which predictions the evidence of the last day confirms (e-BH
  /// over everything ever registered), by index.
  std::vector<bool> confirmed() const;
  /// Returns the day on which the pair first passed a look.
  std::optional<int64_t>
  claimed_on(const std::string& cause, const std::string& effect) const;
  /// Returns the thresholds it works with.
  const settings& how() const {
    return how_;
  }

  /// Returns everything it knows as one JSON text; doubles are exact.
  std::string to_string() const;
  /// Returns the scientist that `text` writes, or nothing if it is none.
  static std::optional<scientist>
  from_string(std::string_view text, settings how = {});

private:
  using pair_name = std::pair<std::string, std::string>;
  class days_of; // one record's columns, bound to the predictions

  void live(days_of& days, progress& out);
  void count_evidence(const days_of& days, int64_t day);
  void decide(int64_t day, progress& out);
  void look(const record& until, const past_only& series, int k, progress& out);
  int register_best(const scan& seen, int64_t day);
  bool has_scan_prediction(const std::string& cause, const std::string& effect,
                           int lag, int direction) const;
  size_t enroll(prediction what);
  void
  learn(hypothesis& h, const scan& seen, const past_only& series,
        const std::vector<bool>& passed, const std::vector<double>& posterior);

  settings how_;
  bool started_ = false;
  int64_t start_ = 0, next_ = 0;
  std::vector<hypothesis> hypotheses_;
  std::map<pair_name, int64_t> claims_; // first look that a pair passed
};

/// Returns metric units of the effect per unit of the cause that 1 SD per SD
/// is, in `seen`.
double units_per_size(const scan& seen, int cause, int effect);

} // namespace auren::hypotheses
