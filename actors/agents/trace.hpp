#pragma once

#include "messages/agents.pb.h"
#include "messages/context.pb.h"
#include "messages/events.pb.h"

#include <google/protobuf/message.h>

#include <string>

namespace auren::agents {

/// Returns the name of a person's stream of thoughts and answers.
std::string agents_stream(const std::string& person);

/// Returns a new event of `type` in the person's agents stream, now, with the
/// context's trace.
events::Event event_of(const Context& context, const std::string& type,
                       const google::protobuf::Message& payload);

/// Returns the event of something that an agent did.
events::Event
acted(const Context& context, const std::string& type, const std::string& agent,
      const std::string& answer_id, const std::string& text);

} // namespace auren::agents
