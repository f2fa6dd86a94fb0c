#include "actors/deadline.hpp"
#include "actors/node/command_table.hpp"
#include "actors/node/tree.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

namespace auren::node {

namespace {

std::string line_of(const memory::MemoryTrail& one) {
  return fmt::format("{} {:<9} {:<9} since {} importance {:.2f} uses {}{}\n",
                     one.memory_id(), one.kind(), one.tier(), one.tier_since(),
                     one.importance(), one.uses(),
                     one.superseded_by().empty() ? "" : " superseded");
}

std::string line_of(const memory::MemoryMoved& move) {
  return fmt::format("  {} {} -> {} ({})\n", move.at(), move.from(), move.to(),
                     move.reason());
}

/// Asks for trails of `person`; without their moves unless `with_moves`.
void show_trails(invocation in, const std::string& person,
                 memory::ListMemoryTrails question, bool with_moves) {
  auto door = in.state->table->resolve<people::people_actor>(path::door);
  if (!door)
    return in.fail(caf::make_error(errc::restarting));
  auto& who = *question.mutable_context();
  who.set_tenant("home");
  who.set_person(person);
  who.set_subject("operator");
  in.self->request(*door, default_patience, std::move(question))
    .then(
      [in, with_moves](const memory::MemoryTrails& found) mutable {
        std::string text;
        for (auto& one : found.trails()) {
          text += line_of(one);
          for (int i = 0; with_moves && i < one.moves_size(); ++i)
            text += line_of(one.moves(i));
        }
        in.say(found, text.empty() ? "no memories yet\n" : text);
      },
      [in](const caf::error& why) mutable { in.fail(why); });
}

} // namespace

void show_memories(invocation in) {
  memory::ListMemoryTrails question;
  auto person = in.words.empty() ? std::string{"me"} : in.words[0];
  if (in.words.size() > 1)
    question.set_tier(in.words[1]);
  question.set_limit(1000);
  show_trails(std::move(in), person, std::move(question), false);
}

void show_memory(invocation in) {
  memory::ListMemoryTrails question;
  question.set_memory_id(in.words[0]);
  auto person = in.words.size() > 1 ? in.words[1] : std::string{"me"};
  show_trails(std::move(in), person, std::move(question), true);
}

} // namespace auren::node
