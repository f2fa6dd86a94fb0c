#pragma once

#include "actors/agents/composing.hpp"
#include "actors/agents/facts.hpp"
#include "messages/agents.pb.h"
#include "messages/events.pb.h"

#include <caf/typed_response_promise.hpp>

#include <functional>
#include <string>
#include <vector>

namespace auren::agents {

/// One question on its way to an answer. No actors are in it but the promise.
struct collaboration {
  AskAgents asked;
  Answer answer;
  Snapshot snapshot;
  facts known;
  question understood;
  plan chosen;
  int64_t deadline_ms = 0; ///< When the asker stops waiting.
  size_t pending = 0;      ///< Readings, then specialists.
  size_t next = 0;         ///< The next specialist in sequence.
  std::vector<Consulted> replies;
  std::vector<std::string> failures; ///< In words, for the answer.
  std::vector<events::Event> steps;  ///< Not yet appended.
  caf::typed_response_promise<Answer> promise;

  /// Adds the event of something that `agent` did.
  void note(const std::string& type, const std::string& agent,
            const std::string& text);

  /// Takes one specialist's reply: reviews it again (nobody is trusted), keeps
  /// it and its steps.
  void take(const std::string& agent, Consulted reply);

  /// Notes that a specialist gave nothing, and why.
  void miss(const Agent& agent, const std::string& why);

  /// Settles conflicts and composes the answer.
  void conclude();
};

/// Returns why `asked` cannot be taken, or no error: blank question
/// `invalid_message`, over 4,000 characters `too_large`, a mode or an agent
/// that is not known `refused`.
caf::error refusal(const AskAgents& asked, const std::vector<Agent>& agents);

} // namespace auren::agents
