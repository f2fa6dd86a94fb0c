#pragma once

#include "actors/agents/facts.hpp"
#include "actors/agents/question.hpp"
#include "messages/agents.pb.h"

#include <string>
#include <string_view>
#include <vector>

/// From a question to a plan, and from contributions to an answer: pure.
namespace auren::agents {

/// Who is asked, and in which mode.
struct plan {
  std::vector<size_t> agents; ///< Places in the list of agents.
  std::string mode;           ///< sequential, parallel or consensus
};

/// Returns whether `mode` is one that can be asked for; empty means "auto".
bool known_mode(std::string_view mode);

/// Chooses. Without names: those in whose domains the question's metrics lie,
/// everyone when it names none, or when a consensus would be of one. "auto" is
/// sequential for one agent, consensus when several are asked why or what
/// helps, else parallel.
plan plan_for(const AskAgents& asked, const question& q, const facts& known,
              const std::vector<Agent>& agents);

/// Writes answer, contributions, evidence, unknowns and certainty of `answer`
/// from what the agents replied. Footnotes are numbered anew, in the order in
/// which the answer uses them. Line 1: the advice when there is a red flag;
/// then the best founded direct claim with its certainty, then what is around
/// it, at last what is not known.
void compose(Answer& answer, std::vector<Consulted> replies, bool disagreed);

} // namespace auren::agents
