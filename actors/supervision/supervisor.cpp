#include "actors/supervision/supervisor.hpp"

#include "actors/supervision/guard.hpp"
#include "actors/supervision/supervisor_state.hpp"

#include <caf/all.hpp>

namespace auren::supervision {

caf::behavior supervisor(caf::stateful_actor<supervisor_state>* self,
                         supervisor_spec spec, child_context own) {
  guard(self);
  auto& state = self->state;
  if (auto error = validate(spec)) {
    self->quit(std::move(error));
    return {};
  }
  self->set_down_handler([&](caf::down_msg& down) { state.on_down(down); });
  self->set_exit_handler([&](caf::exit_msg& exit) { state.on_exit(exit); });
  state.open(spec, own);
  return {
    [&](wake) { state.on_wake(); },
    [&](const child_ready& message) { state.on_ready(message); },
    [&](const AskTree& question) { return state.describe(question); },
    [&](const FindActor& question) { return state.find(question); },
    [&](const RestartActor& command) { return state.restart(command); },
    [&](const RemoveActor& command) { return state.remove(command); },
    [&](const add_child& command) { return state.add(command); },
  };
}

supervisor_actor start_tree(caf::actor_system& system, supervisor_spec spec,
                            environment tree, std::function<void()> ready) {
  child_context own{nullptr,
                    spec.name,
                    {},
                    std::make_shared<const environment>(std::move(tree)),
                    std::move(ready)};
  return caf::actor_cast<supervisor_actor>(
    system.spawn(supervisor, std::move(spec), std::move(own)));
}

caf::actor
start_branch(const supervisor_spec& spec, const child_context& context) {
  child_context own{nullptr, context.path, {}, context.tree, context.ready};
  return context.supervisor->spawn(supervisor, spec, std::move(own));
}

bool stop_tree(caf::actor_system& system, const supervisor_actor& root,
               caf::timespan deadline) {
  caf::scoped_actor self{system};
  self->monitor(root);
  self->send_exit(root, caf::exit_reason::user_shutdown);
  bool ended = false;
  self->receive([&](caf::down_msg&) { ended = true; },
                caf::after(deadline) >> [] {});
  return ended;
}

} // namespace auren::supervision
