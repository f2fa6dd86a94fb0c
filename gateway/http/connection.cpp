#include "gateway/http/connection.hpp"

#include <caf/all.hpp>

namespace auren::http {

std::vector<std::string> frames_of(const streams::Deliver& delivery) {
  std::vector<std::string> frames;
  for (auto& [urgency, count] : delivery.dropped())
    frames.push_back("{\"dropped\":{\"class\":\"" + urgency
                     + "\",\"count\":" + std::to_string(count) + "}}");
  if (delivery.items().empty())
    return frames;
  std::string events = "{\"events\":[";
  for (auto& item : delivery.items()) {
    if (events.back() != '[')
      events += ',';
    events += item.json();
  }
  frames.push_back(events + "]}");
  return frames;
}

connection_inside::behavior_type
connection(connection_inside::stateful_pointer<connection_state> self,
           std::shared_ptr<outlet> out, std::string id,
           streams::hub_actor hub) {
  self->set_exception_handler([](std::exception_ptr&) -> caf::error {
    return caf::make_error(errc::internal);
  });
  auto& state = self->state;
  state.out = std::move(out);
  state.id = std::move(id);
  self->attach_functor([hub, id = state.id, out = state.out] {
    streams::Unsubscribe command;
    command.set_connection(id);
    caf::anon_send(hub, std::move(command));
    out->close();
  });
  return {
    [self](const streams::Deliver& delivery) {
      auto& s = self->state;
      auto answer = self->make_response_promise<streams::Delivered>();
      for (auto& frame : frames_of(delivery))
        if (!s.out->send(frame))
          self->quit(caf::exit_reason::user_shutdown);
      s.position = delivery.position();
      s.waiting.push_back(answer);
      if (s.out->queued_bytes() < connection_state::credit)
        caf::anon_send(caf::actor_cast<caf::actor>(self), caf::ok_atom_v);
      return answer;
    },
    [self](caf::ok_atom) {
      auto& s = self->state;
      streams::Delivered done;
      done.set_connection(s.id);
      done.set_position(s.position);
      for (auto& one : s.waiting)
        one.deliver(done);
      s.waiting.clear();
    },
  };
}

} // namespace auren::http
