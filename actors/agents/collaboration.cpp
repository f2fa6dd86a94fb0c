#include "actors/agents/collaboration.hpp"

#include "actors/agents/conflicts.hpp"
#include "actors/agents/critic.hpp"
#include "actors/agents/trace.hpp"
#include "messages/errc.hpp"
#include "messages/event_types.hpp"

#include <algorithm>

namespace auren::agents {

namespace {

constexpr size_t most_characters = 4000;

size_t characters(const std::string& text) {
  return static_cast<size_t>(std::ranges::count_if(
    text, [](char c) { return (static_cast<unsigned char>(c) >> 6) != 2; }));
}

} // namespace

void collaboration::note(const std::string& type, const std::string& agent,
                         const std::string& text) {
  steps.push_back(
    acted(asked.context(), type, agent, answer.answer_id(), text));
}

void collaboration::take(const std::string& agent, Consulted reply) {
  for (auto& step : reply.steps()) {
    auto fact = step.acted();
    fact.set_agent(agent);
    fact.set_answer_id(answer.answer_id());
    // A step's type comes from a reply: only agents' own types are taken.
    if (events::matches("agent.*", step.type())
        && events::find_event_type(step.type()) != nullptr)
      steps.push_back(event_of(asked.context(), step.type(), fact));
  }
  reply.mutable_contribution()->set_agent(agent);
  for (auto& why : review(reply, known))
    note("agent.thought", agent, why);
  note("agent.finished", agent, "Contributed.");
  replies.push_back(std::move(reply));
}

void collaboration::miss(const Agent& agent, const std::string& why) {
  note("agent.failed", agent.name(), why);
  failures.push_back("The " + agent.title() + " gave no answer: " + why);
}

void collaboration::conclude() {
  auto found = settle(replies);
  for (auto& d : found) {
    note("collaboration.conflict", "orchestrator", d.about);
    note("collaboration.resolved", "orchestrator", d.outcome);
  }
  compose(answer, std::move(replies), !found.empty());
  for (auto& failure : failures)
    answer.add_unknown(failure);
  note("collaboration.finished", "orchestrator", "Answered.");
}

caf::error refusal(const AskAgents& asked, const std::vector<Agent>& agents) {
  auto& text = asked.question();
  if (text.find_first_not_of(" \t\r\n") == text.npos)
    return caf::make_error(errc::invalid_message,
                           std::string{"The question is empty."});
  if (characters(text) > most_characters)
    return caf::make_error(
      errc::too_large,
      std::string{"A question may have up to 4000 characters."});
  if (!known_mode(asked.mode()))
    return caf::make_error(errc::refused,
                           std::string{"The mode is auto, sequential, "
                                       "parallel or consensus."});
  for (auto& name : asked.agents())
    if (std::ranges::find(agents, name, &Agent::name) == agents.end())
      return caf::make_error(errc::refused,
                             std::string{"There is no such agent."});
  return {};
}

} // namespace auren::agents
