#pragma once

#include "actors/interfaces.hpp"
#include "actors/node/parts.hpp"
#include "actors/supervision/addresses.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <chrono>
#include <memory>

namespace auren::node {

/// What the operator's actor knows of its node.
struct operator_state {
  static inline constexpr const char* name = "operator";

  std::shared_ptr<parts> of;
  std::shared_ptr<supervision::addresses> table;
  caf::actor_addr root; ///< The supervisor of all; not kept alive by this.
  std::chrono::steady_clock::time_point started;
};

/// Answers what operators ask: status, people, and the REPL's commands.
operator_actor::behavior_type
node_operator(operator_actor::stateful_pointer<operator_state> self,
              std::shared_ptr<parts> of,
              std::shared_ptr<supervision::addresses> table,
              caf::actor_addr root);

} // namespace auren::node
