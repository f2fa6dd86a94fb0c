#include "actors/hypotheses/trial_suggest.hpp"

#include "messages/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace auren::hypotheses {

namespace {

// Days on and off are about a standard deviation above and below the usual.
constexpr double spread_of_arms = 2;
constexpr double largest_expected
  = 1.5; // SD; what was found is often too large

} // namespace

std::optional<ExperimentPlan>
suggestion_for(const Hypothesis& h, const ingest::catalogue& by) {
  auto& what = h.prediction();
  auto cause = by.describe(what.cause());
  if ((h.status() != Status::knowledge && h.status() != Status::contradicted)
      || !cause || cause->role != ingest::role::behaviour
      || what.lag_days() > 1)
    return std::nullopt;
  ExperimentPlan plan;
  auto name = words::inside(cause->label);
  bool binary = cause->type == ingest::statistic::binary;
  plan.set_cause(what.cause());
  plan.set_outcome(what.effect());
  plan.set_on(binary ? "with " + name : "more " + name + " than usual");
  plan.set_off(binary ? "without " + name : "less " + name + " than usual");
  plan.set_expected_difference(
    std::min(largest_expected, spread_of_arms * std::abs(h.effect().size())));
  plan.set_hypothesis(h.id());
  plan.set_proposer("engine");
  plan.set_rationale(h.status() == Status::knowledge
                       ? "it reliably goes with it; only an experiment can "
                         "exclude other causes"
                       : "what was found contradicts itself; only an "
                         "experiment can tell");
  return plan;
}

} // namespace auren::hypotheses
