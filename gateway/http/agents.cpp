#include "gateway/http/answer_stream.hpp"
#include "gateway/http/api.hpp"

#include <caf/all.hpp>

namespace auren::http {

namespace {

using namespace agents;

/// The steps as they happen, then the answer.
std::optional<edge::response>
stream(const api& use, const call& asked, AskAgents question) {
  auto writer = asked.exchange->event_stream();
  if (writer == nullptr)
    return std::nullopt;
  *question.mutable_context() = use.context_of(asked);
  auto teller = use.system().spawn(answer_stream, use.links(), writer,
                                   std::move(question));
  writer->on_closed(
    [teller] { caf::anon_send_exit(teller, caf::exit_reason::user_shutdown); });
  return std::nullopt;
}

std::optional<edge::response> ask(const api& use, const call& asked) {
  auto body = body_of<AskAgents>(asked);
  if (auto* wrong = std::get_if<edge::response>(&body))
    return std::move(*wrong);
  if (edge::lists(asked.asked().header("Accept"), "text/event-stream"))
    return stream(use, asked, std::move(std::get<AskAgents>(body)));
  return use.ask<Answer>(asked, use.links().people,
                         std::move(std::get<AskAgents>(body)));
}

std::optional<edge::response> rate(const api& use, const call& asked) {
  auto body = body_of<GiveFeedback>(asked);
  if (auto* wrong = std::get_if<edge::response>(&body))
    return std::move(*wrong);
  auto& command = std::get<GiveFeedback>(body);
  command.set_answer_id(std::string{asked.parameter("id")});
  return use.ask<FeedbackGiven>(asked, use.links().people, std::move(command));
}

std::optional<edge::response> answer(const api& use, const call& asked) {
  ReadAnswer question;
  question.set_answer_id(std::string{asked.parameter("id")});
  return use.ask<Answer>(asked, use.links().people, std::move(question));
}

} // namespace

std::vector<route> agents_routes(const api& use) {
  return {
    {.method = "GET",
     .pattern = "/api/v1/agents",
     .scope = "agents:read",
     .summary = "The specialists there are.",
     .reply = "auren.agents.Agents",
     .handle =
       [&use](const call& c) {
         return use.ask<Agents>(c, use.links().people, ListAgents{});
       }},
    {.method = "POST",
     .pattern = "/api/v1/ask",
     .scope = "agents:ask",
     .summary = "Asks the agents; every number has its evidence. With Accept: "
                "text/event-stream the steps as they happen, then the answer.",
     .request = "auren.agents.AskAgents",
     .reply = "auren.agents.Answer",
     .cost = 100,
     .handle = [&use](const call& c) { return ask(use, c); }},
    {.method = "GET",
     .pattern = "/api/v1/answers/{id}",
     .scope = "agents:read",
     .summary = "An answer that was given.",
     .reply = "auren.agents.Answer",
     .handle = [&use](const call& c) { return answer(use, c); }},
    {.method = "POST",
     .pattern = "/api/v1/answers/{id}/feedback",
     .scope = "agents:ask",
     .summary = "Says whether an answer helped.",
     .request = "auren.agents.GiveFeedback",
     .reply = "auren.agents.FeedbackGiven",
     .handle = [&use](const call& c) { return rate(use, c); }},
  };
}

} // namespace auren::http
