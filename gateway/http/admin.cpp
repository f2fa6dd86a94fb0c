#include "gateway/http/api.hpp"

#include <caf/all.hpp>

namespace auren::http {

namespace {

using namespace std::chrono_literals;

/// As long as the REPL's socket waits.
constexpr auto command_time = 30s;

/// Everyone who consents is asked, and those who sleep wake up first.
constexpr auto release_time = 600s;

/// Hands the body to the operator as it is: these messages are the node's
/// own, nobody's data is asked for.
template <class Question, class Reply>
std::optional<edge::response> operate(const api& use, const call& asked) {
  auto body = body_of<Question>(asked);
  if (auto* wrong = std::get_if<edge::response>(&body))
    return std::move(*wrong);
  use.run([asked, op = use.links().op,
           question = std::get<Question>(body)](caf::event_based_actor* self) {
    self->request(op, command_time, question)
      .then(
        [asked](const Reply& reply) {
          asked.exchange->reply(edge::json(200, json::write(reply)));
        },
        [asked](const caf::error& why) {
          asked.exchange->fail(code_of(why), render(why));
        });
  });
  return std::nullopt;
}

/// Releases effects over those who consent; without a deadline, for what is
/// begun is paid for.
std::optional<edge::response> release(const api& use, const call& asked) {
  knowledge::ReleaseShared command;
  *command.mutable_context() = use.context_of(asked);
  command.mutable_context()->clear_deadline_ms();
  use.run([=, who = use.links().sharing](caf::event_based_actor* self) {
    self->request(who, release_time, command)
      .then(
        [asked](const knowledge::ReleaseMade& made) {
          asked.exchange->reply(edge::json(201, json::write(made)));
        },
        [asked](const caf::error& why) {
          asked.exchange->fail(code_of(why), render(why));
        });
  });
  return std::nullopt;
}

} // namespace

std::vector<route> admin_routes(const api& use) {
  using namespace node;
  return {
    {.method = "POST",
     .pattern = "/api/v1/admin/commands",
     .scope = "admin",
     .summary = "Runs one line of the operator's console.",
     .request = "auren.node.RunCommand",
     .reply = "auren.node.CommandResult",
     .body_limit = 64u << 10,
     .handle
     = [&use](
         const call& c) { return operate<RunCommand, CommandResult>(use, c); }},
    {.method = "POST",
     .pattern = "/api/v1/admin/completions",
     .scope = "admin",
     .summary = "What may stand at the end of such a line.",
     .request = "auren.node.Complete",
     .reply = "auren.node.Completions",
     .body_limit = 64u << 10,
     .handle
     = [&use](
         const call& c) { return operate<Complete, Completions>(use, c); }},
    {.method = "POST",
     .pattern = "/api/v1/admin/shared-releases",
     .scope = "admin",
     .summary = "Releases effects over those who consent, once more, and "
                "spends a part of the privacy budget for ever.",
     .reply = "auren.knowledge.ReleaseMade",
     .cost = 100,
     .handle = [&use](const call& c) { return release(use, c); }},
  };
}

} // namespace auren::http
