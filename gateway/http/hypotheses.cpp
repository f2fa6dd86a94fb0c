#include "gateway/http/api.hpp"

namespace auren::http {

namespace {

using namespace hypotheses;

std::optional<edge::response> propose(const api& use, const call& asked) {
  auto body = body_of<ProposeHypothesis>(asked);
  if (auto* wrong = std::get_if<edge::response>(&body))
    return std::move(*wrong);
  auto& command = std::get<ProposeHypothesis>(body);
  command.set_proposer("person");
  return use.ask<Hypothesis>(asked, use.links().people, std::move(command),
                             201);
}

std::optional<edge::response> list(const api& use, const call& asked) {
  ListHypotheses question;
  question.set_status(std::string{asked.query("status")});
  Status::Value value{};
  if (!question.status().empty()
      && !Status::Value_Parse(question.status(), &value))
    return edge::problem(errc::invalid_message, "there is no such status");
  return use.ask<Hypotheses>(asked, use.links().people, std::move(question));
}

template <class Question>
std::optional<edge::response> by_id(const api& use, const call& asked) {
  Question question;
  question.set_id(std::string{asked.parameter("id")});
  return use.ask<Hypothesis>(asked, use.links().people, std::move(question));
}

} // namespace

std::vector<route> hypotheses_routes(const api& use) {
  return {
    {.method = "GET",
     .pattern = "/api/v1/hypotheses",
     .scope = "hypotheses:read",
     .summary = "All hypotheses, or of a status.",
     .reply = "auren.hypotheses.Hypotheses",
     .handle = [&use](const call& c) { return list(use, c); }},
    {.method = "POST",
     .pattern = "/api/v1/hypotheses",
     .scope = "hypotheses:write",
     .summary = "Proposes a prediction; it is registered before any evidence.",
     .request = "auren.hypotheses.ProposeHypothesis",
     .reply = "auren.hypotheses.Hypothesis",
     .handle = [&use](const call& c) { return propose(use, c); }},
    {.method = "GET",
     .pattern = "/api/v1/hypotheses/{id}",
     .scope = "hypotheses:read",
     .summary = "One hypothesis, its whole story.",
     .reply = "auren.hypotheses.Hypothesis",
     .handle = [&use](const call& c) { return by_id<ReadHypothesis>(use, c); }},
    {.method = "POST",
     .pattern = "/api/v1/hypotheses/{id}/retire",
     .scope = "hypotheses:write",
     .summary = "Stops testing a hypothesis.",
     .reply = "auren.hypotheses.Hypothesis",
     .handle
     = [&use](const call& c) { return by_id<RetireHypothesis>(use, c); }},
  };
}

namespace {

std::optional<edge::response> graph(const api& use, const call& asked) {
  knowledge::AskGraph question;
  question.set_cause(std::string{asked.query("cause")});
  question.set_effect(std::string{asked.query("effect")});
  return use.ask<knowledge::Graph>(asked, use.links().people,
                                   std::move(question));
}

} // namespace

std::vector<route> knowledge_routes(const api& use) {
  return {
    {.method = "GET",
     .pattern = "/api/v1/knowledge",
     .scope = "knowledge:read",
     .summary = "What was found and still holds.",
     .reply = "auren.knowledge.Knowledge",
     .handle =
       [&use](const call& c) {
         return use.ask<knowledge::Knowledge>(c, use.links().people,
                                              knowledge::ListKnowledge{});
       }},
    {.method = "GET",
     .pattern = "/api/v1/knowledge/shared",
     .scope = "knowledge:read",
     .summary = "Effects over people who consented, with noise, and the "
                "privacy budget that they were paid from.",
     .reply = "auren.knowledge.Shared",
     .handle =
       [&use](const call& c) {
         return use.ask<knowledge::Shared>(c, use.links().sharing,
                                           knowledge::AskShared{});
       }},
    {.method = "GET",
     .pattern = "/api/v1/knowledge/graph",
     .scope = "knowledge:read",
     .summary = "Causes and effects as a graph; with cause, effect or both "
                "as parameters also the paths between them.",
     .reply = "auren.knowledge.Graph",
     .handle = [&use](const call& c) { return graph(use, c); }},
  };
}

} // namespace auren::http
