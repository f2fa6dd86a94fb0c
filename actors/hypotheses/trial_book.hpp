#pragma once

#include "actors/hypotheses/series.hpp"
#include "actors/hypotheses/trial_result.hpp"
#include "messages/events.pb.h"
#include "messages/hypotheses.pb.h"

#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace auren::hypotheses {

/// One experiment as its events left it.
struct trial {
  Experiment now;
  std::string seed; ///< Of one that was accepted, 32 bytes.
  std::map<std::string, ExperimentDay> reported; ///< By date.

  /// Was it accepted, and not ended yet?
  bool running() const;
  /// Did it begin and end?
  bool over() const;
};

/// A fact to append: nothing of it is true before it is durable.
struct trial_fact {
  std::string type;
  ExperimentChanged what;
};

/// Why a command cannot be done.
struct trial_refusal {
  std::string why;
  bool unknown = false; ///< There is no such experiment.
};

/// What became of a command.
using trial_outcome = std::variant<trial_fact, trial_refusal>;

/// The local time of the person as an experiment sees it.
struct trial_clock {
  int64_t today = 0; ///< Local day since 1970-01-01.
  int hour = 0;
};

/// One person's experiments: pure. Commands say which fact follows; facts
/// are folded when they are durable.
class trial_book {
public:
  /// Takes the next event of the person's experiments; others are left alone.
  void fold(const events::Event& event);

  /// Returns the experiment with `id`, or nullptr.
  const trial* find(const std::string& id) const;

  /// Returns all, oldest first.
  const std::vector<trial>& all() const {
    return all_;
  }

  /// Returns the level of the test of the next one that is accepted.
  double next_level() const;

  /// A plan by a person, an agent or the engine, to be decided by the person.
  trial_outcome propose(const std::string& id, const ExperimentPlan& draft,
                        const record& known, int64_t today) const;

  /// What the person decided. An accepted one has its plan frozen, with `seed`
  /// (32 random bytes) committed to; it starts on a later day than `today`.
  trial_outcome decide(const DecideExperiment& command, const std::string& seed,
                       const record& known, int64_t today) const;

  /// What the person did on a day that began.
  trial_outcome report(const ReportExperimentDay& command, int64_t today) const;

private:
  bool too_much(const ExperimentPlan& plan) const;
  trial_outcome
  accept(const trial& one, const DecideExperiment& command,
         const std::string& seed, const record& known, int64_t today) const;

  std::vector<trial> all_;
};

/// Returns what follows for an accepted experiment from the days there are:
/// a reminder, evidence of the pairs that are over, an end (at its last day,
/// early by evidence, at once by a rule), or another result when days of one
/// that is over were corrected. The same days give the same facts.
std::vector<trial_fact>
conduct(const trial& one, const record& known, trial_clock now);

/// Returns `one` as the outside sees it: with its days when `with_days`, and
/// with what a blinded one hides when `reveal` or over.
Experiment shown(const trial& one, const record& known, int64_t today,
                 bool with_days, bool reveal);

} // namespace auren::hypotheses
