#pragma once

#include "messages/events.pb.h"

#include <google/protobuf/message.h>

#include <memory>
#include <span>
#include <string_view>

namespace auren::events {

/// One type of event: its name, how urgent it is, and what its payload is.
struct event_type {
  std::string_view name;                    ///< "subject.verb"
  Class::Value urgency;                     ///< Never taken from a caller.
  const google::protobuf::Message* payload; ///< Default instance.
};

/// Every type of event there is, in the order of the way of the data.
std::span<const event_type> event_types();

/// Returns the entry of `name`, or null when there is no such type.
const event_type* find_event_type(std::string_view name);

/// Returns the decoded payload of `event`, or null when its type is unknown
/// or its bytes do not parse.
std::unique_ptr<google::protobuf::Message> decode(const Event& event);

/// Returns whether `pattern` (exact, "*", or a prefix ending in '*') means
/// `name`.
bool matches(std::string_view pattern, std::string_view name);

} // namespace auren::events
