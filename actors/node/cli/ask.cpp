#include "actors/node/app.hpp"
#include "actors/node/cli/commands.hpp"
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

} // namespace

int ask(const request& asked) {
  auto settings = settings_of(asked);
  if (!settings)
    return usage;
  auto node = app::start(*settings);
  if (!node) {
    complain(render(node.error()));
    return unreachable;
  }
  agents::AskAgents question;
  auto& who = *question.mutable_context();
  who.set_tenant("home");
  who.set_person(asked.user);
  who.set_subject(asked.user);
  who.set_trace_id(ids::hex(ids::uuid7()));
  question.set_question(fmt::format("{}", fmt::join(asked.words, " ")));
  question.set_mode(asked.mode);
  caf::scoped_actor self{(*node)->system()};
  int code = done;
  self
    ->request((*node)->at<people::people_actor>(path::door), 30s,
              std::move(question))
    .receive(
      [&](const agents::Answer& answer) {
        std::cout << (asked.json ? json::write(answer) + '\n'
                                 : as_text(answer));
      },
      [&](const caf::error& why) {
        complain(render(why));
        code = findings;
      });
  return code;
}

} // namespace auren::node::cli
