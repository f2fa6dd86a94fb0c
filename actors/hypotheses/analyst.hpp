#pragma once

#include "actors/hypotheses/scientist.hpp"

#include <caf/allowed_unsafe_message_type.hpp>
#include <caf/replies_to.hpp>
#include <caf/typed_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace auren::hypotheses {

/// What a person did to the engine between two looks, when all days before
/// `next_day` were counted: registered a prediction, or retired one.
struct deed {
  struct retirement {
    std::string id;
    std::string reason;
  };
  int64_t next_day = 0;
  std::variant<hypothesis, retirement> what;
};

/// Days to live through; stays within the process.
struct analysis {
  std::shared_ptr<const scientist> from;
  std::shared_ptr<const record> known;
  int64_t through = 0;
  std::vector<deed> deeds = {}; ///< To be done again in between, in order.
};

/// Where everything stood on one day.
struct day_result {
  int64_t day = 0;
  progress happened;
  std::vector<hypothesis> all;
};

/// What the days brought; stays within the process.
struct findings {
  std::shared_ptr<const scientist> after;
  std::vector<day_result> days;
  std::vector<deed> left; ///< Deeds whose day did not come.
};

/// ANALYST: computes, away from the actors that must answer at once.
using analyst_actor
  = caf::typed_actor<caf::replies_to<analysis>::with<findings>>;

/// Lives through the days of one analysis at a time. Computes for long
/// (tens of milliseconds a look): spawn it detached.
analyst_actor::behavior_type analyst(analyst_actor::pointer self);

/// Does what the analyst does; a pure function.
findings analyse(analysis task);

} // namespace auren::hypotheses

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(auren::hypotheses::analysis)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(auren::hypotheses::findings)
