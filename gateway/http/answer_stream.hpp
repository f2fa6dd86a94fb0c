#pragma once

#include "gateway/http/api.hpp"
#include "messages/agents.pb.h"

#include <caf/typed_event_based_actor.hpp>

#include <memory>
#include <optional>
#include <string>

namespace auren::http {

/// The stream's own mailbox also holds its last call.
using answer_stream_inside
  = streams::connection_actor::extend<caf::reacts_to<caf::tick_atom>>;

/// One question on its way to its answer.
struct answer_stream_state {
  static inline constexpr const char* name = "answer_stream";

  /// Returns whether `item` is a step of this question.
  bool mine(const streams::Item& item) const;

  std::shared_ptr<edge::stream_writer> out;
  agents::AskAgents question;
  std::string id;        ///< Of the subscription.
  bool told_all = false; ///< `answer.given` was told: nothing follows it.
  std::optional<agents::Answer> answer;
};

/// Asks `question` and writes to `out` what happens as server-sent events:
/// each step with its type and position as the log has it, then `answer` with
/// the answer, or `error` with the problem. Steps are those of the trace of
/// the request. Ends when all is told or the client leaves.
answer_stream_inside::behavior_type
answer_stream(answer_stream_inside::stateful_pointer<answer_stream_state> self,
              api_links links, std::shared_ptr<edge::stream_writer> out,
              agents::AskAgents question);

} // namespace auren::http
