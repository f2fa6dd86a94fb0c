#pragma once

#include <caf/actor_addr.hpp>
#include <caf/behavior.hpp>
#include <caf/stateful_actor.hpp>

namespace auren::supervision {

/// Where a router sends what it gets.
struct router_state {
  static inline constexpr const char* name = "router";

  /// Makes it no aggregate: C++20 would let CAF build `target` from `self`.
  router_state() = default;

  caf::actor target; ///< Null while the child is down.
};

/// The stable address of one child: forwards everything, so that replies go
/// straight back to the one who asked; answers requests with
/// `errc::restarting` while the child is down and drops other messages.
/// Cast it to the child's interface. Only `owner` redirects it; only a kill
/// ends it.
/// Overload: none of its own, for it keeps nothing.
caf::behavior
router(caf::stateful_actor<router_state>* self, caf::actor_addr owner);

} // namespace auren::supervision
