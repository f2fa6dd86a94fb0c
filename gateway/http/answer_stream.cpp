#include "gateway/http/answer_stream.hpp"

#include "messages/ids.hpp"

#include <caf/all.hpp>

namespace auren::http {

namespace {

using namespace std::chrono_literals;
using pointer = answer_stream_inside::stateful_pointer<answer_stream_state>;

/// Steps may be told in batches of half a second: how long the answer waits
/// for the last of them.
constexpr auto last_call = 2s;

void write(pointer self, std::string_view event, std::string_view data) {
  self->state.out->write(std::string{"event: "}
                           .append(event)
                           .append("\ndata: ")
                           .append(data)
                           .append("\n\n"));
}

void end(pointer self) {
  self->state.out->finish();
  self->quit(caf::exit_reason::user_shutdown);
}

void fail(pointer self, const caf::error& why) {
  write(self, "error", edge::problem(code_of(why), render(why)).body);
  end(self);
}

void end_when_whole(pointer self) {
  auto& state = self->state;
  if (!state.answer || !state.told_all)
    return;
  write(self, "answer", json::write(*state.answer));
  end(self);
}

void ask(pointer self, const people::people_actor& people) {
  auto& question = self->state.question;
  self->request(people, patience(question.context()), question)
    .then(
      [self](const agents::Answer& answer) {
        self->state.answer = answer;
        self->delayed_send(self, last_call, caf::tick_atom_v);
        end_when_whole(self);
      },
      [self](const caf::error& why) { fail(self, why); });
}

/// Listens before it asks, so that no step is missed.
void begin(pointer self, const api_links& links) {
  streams::Subscribe wish;
  *wish.mutable_context() = self->state.question.context();
  wish.mutable_context()->clear_deadline_ms();
  wish.set_connection(self->state.id);
  for (auto type : {"agent.*", "collaboration.*", "safety.*", "answer.given"})
    wish.add_types(type);
  self
    ->request(links.hub, default_patience, std::move(wish),
              caf::actor_cast<caf::strong_actor_ptr>(self))
    .then([self, people = links.people](
            const streams::Subscribed&) { ask(self, people); },
          [self](const caf::error& why) { fail(self, why); });
}

streams::Delivered tell(pointer self, const streams::Deliver& delivery) {
  auto& state = self->state;
  for (auto& item : delivery.items()) {
    if (!state.mine(item))
      continue;
    state.told_all = state.told_all || item.type() == "answer.given";
    if (item.type() != "answer.given") // the answer itself comes last
      write(self, item.type(), item.json());
  }
  end_when_whole(self);
  streams::Delivered done;
  done.set_connection(state.id);
  done.set_position(delivery.position());
  return done;
}

} // namespace

bool answer_stream_state::mine(const streams::Item& item) const {
  return item.json().find("\"trace_id\":\"" + question.context().trace_id()
                          + '"')
         != std::string::npos;
}

answer_stream_inside::behavior_type
answer_stream(pointer self, api_links links,
              std::shared_ptr<edge::stream_writer> out,
              agents::AskAgents question) {
  self->set_exception_handler([](std::exception_ptr&) -> caf::error {
    return caf::make_error(errc::internal);
  });
  auto& state = self->state;
  state.out = std::move(out);
  state.question = std::move(question);
  state.id = ids::dashed(ids::uuid7());
  self->attach_functor([hub = links.hub, id = state.id, to = state.out] {
    streams::Unsubscribe command;
    command.set_connection(id);
    caf::anon_send(hub, std::move(command));
    to->finish();
  });
  begin(self, links);
  return {
    [self](const streams::Deliver& delivery) { return tell(self, delivery); },
    [self](caf::tick_atom) {
      self->state.told_all = true;
      end_when_whole(self);
    },
  };
}

} // namespace auren::http
