#include "actors/supervision/supervisor.hpp"

#include "actors/supervision/guard.hpp"
#include "actors/supervision/supervisor_state.hpp"

#include <caf/all.hpp>

namespace auren::supervision {

caf::behavior
supervisor(caf::stateful_actor<supervisor_state>* self,
           const supervisor_spec& spec, const child_context& own) {
  guard(self);
  if (auto error = validate(spec)) {
    self->quit(std::move(error));
    return {};
  }
  self->set_down_handler(
    [self](caf::down_msg& down) { self->state.on_down(down); });
  self->set_exit_handler(
    [self](caf::exit_msg& exit) { self->state.on_exit(exit); });
  self->state.open(spec, own);
  return {
    [self](wake) { self->state.on_wake(); },
    [self](const child_ready& news) { self->state.on_ready(news); },
    [self](const AskTree& question) { return self->state.describe(question); },
    [self](const FindActor& question) { return self->state.find(question); },
    [self](const RestartActor& command) {
      return self->state.restart(command);
    },
    [self](const RemoveActor& command) { return self->state.remove(command); },
    [self](const add_child& command) { return self->state.add(command); },
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
