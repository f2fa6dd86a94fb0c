#include "actors/deadline.hpp"
#include "actors/node/command_table.hpp"
#include "actors/node/tree.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

namespace auren::node {

namespace {

std::string lines_of(const events::ProjectionStatus& status) {
  auto text = fmt::format("{}: folded up to {} of {}, {} parked\n",
                          status.name(), status.position(), status.head(),
                          status.parked());
  for (auto& one : status.parked_events())
    text += fmt::format("{:>8} tried {} times: {}\n", one.position(),
                        one.tries(), one.error());
  return text;
}

auto projector_of(const invocation& in) {
  return in.state->table->resolve<events::projector_actor>(path::projector);
}

template <class Question>
void ask_projector(invocation in, const Question& question) {
  auto found = projector_of(in);
  if (!found)
    return in.fail(caf::make_error(errc::restarting));
  in.self->request(*found, default_patience, question)
    .then(
      [in](const events::ProjectionStatus& status) mutable {
        in.say(status, lines_of(status));
      },
      [in](const caf::error& why) mutable { in.fail(why); });
}

} // namespace

void show_projection(invocation in) {
  ask_projector(std::move(in), events::AwaitPosition{});
}

void show_parked(invocation in) {
  ask_projector(std::move(in), events::ListParked{});
}

void replay_parked(invocation in) {
  ask_projector(std::move(in), events::ReplayParked{});
}

void rebuild_projection(invocation in) {
  auto found = projector_of(in);
  if (!found)
    return in.fail(caf::make_error(errc::restarting));
  caf::anon_send(*found, events::Rebuild{});
  in.say("it is folded anew; `projection` tells how far\n");
}

} // namespace auren::node
