#include "actors/hypotheses/trial_conductor.hpp"

#include "actors/supervision/guard.hpp"

#include <caf/all.hpp>

namespace auren::hypotheses {

experiment_actor::behavior_type experiment(experiment_actor::pointer self) {
  supervision::guard(self);
  return {[](const conducted_days& days) {
    return conducted_facts{conduct(*days.one, *days.known, days.now)};
  }};
}

} // namespace auren::hypotheses
