#include "actors/node/cli/place.hpp"
#include "actors/node/command_line.hpp"
#include "actors/node/tree.hpp"
#include "messages/ids.hpp"
#include "messages/json.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

#include <iostream>

namespace auren::node::cli {

namespace {

using namespace std::chrono_literals;

std::string as_text(const agents::Answer& answer) {
  auto text = answer.answer() + "\n";
  for (auto& one : answer.contributions())
    text += fmt::format("\n{}:\n{}\n", one.agent(), one.text());
  if (!answer.evidence().empty())
    text += "\nEvidence\n";
  for (auto& one : answer.evidence())
    text += fmt::format("  [{}] {}\n", one.id(), one.text());
  return text;
}

agents::AskAgents question_of(const request& asked) {
  agents::AskAgents question;
  question.set_question(fmt::format("{}", fmt::join(asked.words, " ")));
  question.set_mode(asked.mode);
  return question;
}

outcome<agents::Answer> ask_here(app& node, const request& asked) {
  auto question = question_of(asked);
  auto& who = *question.mutable_context();
  who.set_tenant("home");
  who.set_person(asked.user);
  who.set_subject(asked.user);
  who.set_trace_id(ids::hex(ids::uuid7()));
  caf::scoped_actor self{node.system()};
  outcome<agents::Answer> result;
  self
    ->request(node.at<people::people_actor>(path::door), 30s,
              std::move(question))
    .receive([&](agents::Answer& answer) { result = std::move(answer); },
             [&](const caf::error& why) {
               result = failure{findings, render(why)};
             });
  return result;
}

outcome<agents::Answer> ask_there(remote& node, const request& asked) {
  auto reply = node.post("/api/v1/ask", json::write(question_of(asked)));
  if (auto* wrong = std::get_if<failure>(&reply))
    return std::move(*wrong);
  agents::Answer answer;
  if (json::read(std::get<std::string>(reply), answer))
    return failure{unreachable, node.url() + " is no AUREN of this version"};
  return answer;
}

} // namespace

int ask(const request& asked) {
  auto settings = settings_of(asked);
  if (!settings)
    return usage;
  auto found = find_place(asked, *settings);
  if (auto* wrong = std::get_if<failure>(&found))
    return give_up(*wrong);
  auto& where = std::get<place>(found);
  auto result = where.here ? ask_here(*where.here, asked)
                           : ask_there(*where.there, asked);
  if (auto* wrong = std::get_if<failure>(&result))
    return give_up(*wrong);
  auto& answer = std::get<agents::Answer>(result);
  std::cout << (asked.json ? json::write(answer) + '\n' : as_text(answer));
  return done;
}

} // namespace auren::node::cli
