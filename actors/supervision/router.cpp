#include "actors/supervision/router.hpp"

#include "actors/supervision/guard.hpp"
#include "actors/supervision/local_messages.hpp"
#include "messages/errc.hpp"

#include <caf/all.hpp>

namespace auren::supervision {

namespace {

caf::result<caf::message>
forward(caf::stateful_actor<router_state>* self, caf::message content) {
  if (self->state.target)
    return self->delegate(self->state.target, std::move(content));
  if (self->current_message_id().is_request())
    return caf::make_error(errc::restarting);
  return caf::delegated<caf::message>{}; // an error would end the sender
}

} // namespace

caf::behavior
router(caf::stateful_actor<router_state>* self, caf::actor_addr owner) {
  guard(self);
  self->set_exit_handler([](caf::exit_msg&) {
    // meant for the child perhaps; the address outlives it
  });
  self->set_default_handler(
    [self](caf::scheduled_actor*, caf::message_view& message) {
      return forward(self, message.move_content_to_message());
    });
  return {
    [self, owner = std::move(owner)](router_target& target) {
      if (self->current_sender() == owner)
        self->state.target = std::move(target.child);
    },
  };
}

} // namespace auren::supervision
