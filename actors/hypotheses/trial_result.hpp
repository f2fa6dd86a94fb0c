#pragma once

#include "actors/hypotheses/series.hpp"
#include "messages/hypotheses.pb.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

/// What the days of a randomised trial say: pure. Always by assignment,
/// whatever was done; always from all days anew, so that what came late or was
/// corrected counts as if it had come in time.
namespace auren::hypotheses {

/// A trial and the days there are.
struct trial_days_known {
  const ExperimentPlan& plan;
  const std::string& seed;
  const record& known;
  int64_t through = 0; ///< Last local day that is complete.
};

/// Returns how many pairs of blocks are over, their next morning included.
int pairs_over(const ExperimentPlan& plan, int64_t through);

/// Returns the sequential evidence (log E) after `pairs` pairs: looked at only
/// between pairs, it is valid at each (`log_e_of_pairs`). Nothing where it is
/// not known what is usual of the outcome.
std::optional<double> evidence_after(const trial_days_known& what, int pairs);

/// Returns what the trial says after the pairs that are over; with `at_end`
/// the randomisation test decides, else the sequential evidence alone. The
/// sentence is no stronger than that.
ExperimentResult
result_of(const trial_days_known& what,
          const std::map<std::string, ExperimentDay>& reported, bool at_end);

/// Returns why the trial must end at once by its own rules, or nothing.
std::optional<std::string> abort_reason(const trial_days_known& what);

/// Returns what the person did on the days up to `through`: what they said,
/// else what a yes/no metric of the cause's name shows, else nothing.
std::vector<ExperimentDay>
lived_days(const trial_days_known& what, bool reveal,
           const std::map<std::string, ExperimentDay>& reported);

} // namespace auren::hypotheses
