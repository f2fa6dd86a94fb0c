#pragma once

#include "actors/hypotheses/trial_book.hpp"

#include <caf/allowed_unsafe_message_type.hpp>
#include <caf/replies_to.hpp>
#include <caf/typed_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <memory>
#include <vector>

namespace auren::hypotheses {

/// The days that an experiment is to go on with; stays within the process.
struct conducted_days {
  std::shared_ptr<const trial> one;
  std::shared_ptr<const record> known;
  trial_clock now;
};

/// What follows from them; stays within the process.
struct conducted_facts {
  std::vector<trial_fact> facts;
};

/// EXPERIMENT: one randomised trial; works out what its days say, away from
/// the registry, so that what cannot be worked out stops nobody else.
using experiment_actor
  = caf::typed_actor<caf::replies_to<conducted_days>::with<conducted_facts>>;

/// Conducts one experiment. It holds no truth of its own: what it says is a
/// function of what it is asked.
experiment_actor::behavior_type experiment(experiment_actor::pointer self);

} // namespace auren::hypotheses

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(auren::hypotheses::conducted_days)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(auren::hypotheses::conducted_facts)
