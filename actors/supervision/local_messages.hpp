#pragma once

#include "actors/supervision/spec.hpp"

#include <caf/actor.hpp>
#include <caf/allowed_unsafe_message_type.hpp>

#include <cstdint>
#include <string>

// Messages that hold code or handles and therefore never leave the process.

namespace auren::supervision {

/// Command to a supervisor: starts one more child at run time.
struct add_child {
  child_spec spec;
};

/// From a child to its supervisor: start number `start` is up.
struct child_ready {
  std::string name;
  uint64_t start = 0;
};

/// From a supervisor to itself: something may be due.
struct wake {};

/// From a supervisor to a router: forward to `child` from now on, or answer
/// `errc::restarting` if it is null.
struct router_target {
  caf::actor child;
};

} // namespace auren::supervision

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(auren::supervision::add_child)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(auren::supervision::child_ready)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(auren::supervision::wake)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(auren::supervision::router_target)
