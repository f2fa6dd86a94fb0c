#pragma once

#include "storage/event_repository.hpp"

#include <memory>

namespace auren::node::bench {

/// Lets `writers` actors append journal entries to the event log of a node,
/// one at a time each, the next when the last is durable, for `seconds`.
/// Throws std::runtime_error when one is refused.
/// @returns events per second.
double append_side_by_side(std::shared_ptr<storage::event_repository> store,
                           int writers, int seconds);

} // namespace auren::node::bench
