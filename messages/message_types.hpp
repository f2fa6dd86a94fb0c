#pragma once

#include <caf/fwd.hpp>
#include <google/protobuf/message.h>

#include <memory>
#include <optional>
#include <string>

namespace auren::wire {

/// Tells `config` of every message that actors exchange.
void add_message_types(caf::actor_system_config& config);

/// Returns an empty message of the wire, or null when none is called `name`
/// (in full, as "auren.events.Append").
std::unique_ptr<google::protobuf::Message> new_message(const std::string& name);

/// Returns `from` as actors get it, or nothing when no actor exchanges it.
std::optional<caf::message>
carried(caf::actor_system& system, const google::protobuf::Message& from);

} // namespace auren::wire
