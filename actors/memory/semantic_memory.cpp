#include "actors/memory/semantic_memory.hpp"

#include "actors/deadline.hpp"
#include "actors/memory/semantic_parts.hpp"
#include "actors/supervision/guard.hpp"

namespace auren::memory {

namespace {

using semantic::append;
using semantic::pointer;
using semantic::promise_of;
using semantic::whole;

/// Delivers `reply`, that of a replayed command, or the error. Who reads
/// next finds it: while the stream is read again, questions wait.
template <class Reply>
auto deliver(promise_of<Reply> promise, Reply reply) {
  return [promise, reply](const events::Appended& done,
                          const caf::error& why) mutable {
    if (why)
      promise.deliver(why);
    else if (done.replayed() && !reply.ParseFromString(done.reply()))
      promise.deliver(caf::make_error(errc::damaged));
    else
      promise.deliver(std::move(reply));
  };
}

template <class Reply>
void deliver_expected(promise_of<Reply> promise, caf::expected<Reply> reply) {
  if (reply)
    promise.deliver(std::move(*reply));
  else
    promise.deliver(std::move(reply.error()));
}

void store(pointer self, const StoreMemory& command,
           promise_of<Memory> promise) {
  auto completed = complete(command.memory(), self->state.now());
  if (auto* why = std::get_if<ingest::refusal>(&completed)) {
    promise.deliver(caf::make_error(why->code, why->detail));
    return;
  }
  MemoryStored fact;
  auto& memory = *fact.mutable_memory();
  memory = std::get<Memory>(std::move(completed));
  memory.set_tier(std::string{to_string(self->state.first_tier(memory))});
  auto recorded
    = semantic::record(self, command.context(), "memory.stored", fact);
  if (!command.idempotency_key().empty()) {
    auto& request = *recorded.mutable_request();
    request.set_key(command.idempotency_key());
    request.set_body_hash(command.body_hash());
    request.set_reply(memory.SerializeAsString());
  }
  append(self, std::move(recorded), deliver(promise, memory));
}

void revise_whole(pointer self, const ReviseMemory& command, const Memory& old,
                  promise_of<Memory> promise) {
  auto next = self->state.successor(command, old);
  if (!next) {
    promise.deliver(std::move(next.error()));
    return;
  }
  next->set_tier(std::string{to_string(self->state.first_tier(*next))});
  MemoryRevised fact;
  fact.set_memory_id(command.memory_id());
  *fact.mutable_memory() = *next;
  self->state.revising.insert(command.memory_id());
  auto answer = deliver(promise, std::move(*next));
  append(self,
         semantic::record(self, command.context(), "memory.revised", fact),
         [self, answer, id = command.memory_id()](
           const events::Appended& done, const caf::error& why) mutable {
           self->state.revising.erase(id);
           answer(done, why);
         });
}

void revise(pointer self, const ReviseMemory& command,
            promise_of<Memory> promise) {
  whole(self, command.memory_id(),
        [=](const caf::expected<Memory>& old) mutable {
          if (old)
            revise_whole(self, command, *old, promise);
          else
            promise.deliver(old.error());
        });
}

void forget(pointer self, const ForgetMemory& command,
            promise_of<MemoryForgotten> promise) {
  if (self->state.memories.find(command.memory_id()) == nullptr) {
    promise.deliver(caf::make_error(errc::not_found));
    return;
  }
  MemoryForgotten fact;
  fact.set_memory_id(command.memory_id());
  append(self,
         semantic::record(self, command.context(), "memory.forgotten", fact),
         deliver(promise, fact));
}

void read(pointer self, const ReadMemory& question,
          promise_of<Memory> promise) {
  whole(self, question.memory_id(), [=](caf::expected<Memory> found) mutable {
    if (found)
      self->state.describe(*found);
    deliver_expected(promise, std::move(found));
  });
}

bool asks_of_the_past(const Recall& question) {
  return !question.as_of().empty() || !question.known_at().empty();
}

/// What is near answers alone when what is far cannot be read, unless it was
/// asked for.
void recall_by(pointer self, const Recall& question,
               std::span<const float> query, promise_of<Recalled> promise) {
  auto near = self->state.recall(question, query);
  if (!near || !self->state.looks_deeper(question, near->hits_size()))
    return deliver_expected(promise, std::move(near));
  auto enough = !question.query().empty() && !asks_of_the_past(question);
  semantic::recall_deeply(self, question,
                          [promise, enough, near = std::move(*near)](
                            caf::expected<Recalled> found) mutable {
                            if (!found && enough)
                              promise.deliver(std::move(near));
                            else
                              deliver_expected(promise, std::move(found));
                          });
}

void recall(pointer self, const Recall& question,
            promise_of<Recalled> promise) {
  if (asks_of_the_past(question))
    return recall_by(self, question, {}, promise);
  semantic::embed_query(self, question.query(),
                        [=](std::span<const float> query) {
                          recall_by(self, question, query, promise);
                        });
}

/// Makes a handler of `act(self, command, promise)`.
template <class Reply, class Command>
auto command(pointer self,
             void (*act)(pointer, const Command&, promise_of<Reply>)) {
  return [self, act](const Command& asked) {
    return once_ready<Reply>(
      self, [=](promise_of<Reply> promise) { act(self, asked, promise); });
  };
}

/// Makes a handler of a question to the state.
template <class Reply, class Question>
auto question(pointer self, caf::expected<Reply> (semantic_memory_state::*ask)(
                              const Question&)) {
  return [self, ask](const Question& asked) {
    return answer_with(self, asked, ask);
  };
}

/// Between two looks at the tiers.
void look_again_later(pointer self) {
  if (self->state.options.sweep.count() > 0)
    self->delayed_send(self, self->state.options.sweep, caf::reset_atom_v);
}

} // namespace

semantic_memory_self::behavior_type
semantic_memory(pointer self, events::event_log_actor log,
                events::reader_actor reader, Context person,
                semantic_memory_options options) {
  supervision::guard(self);
  auto& state = self->state;
  state.log = std::move(log);
  state.reader = std::move(reader);
  state.person = std::move(person);
  state.limits = options.follow;
  state.options = std::move(options);
  state.memories = recollection{{}, state.options.index};
  state.caught_up = [self] { semantic::caught_up(self); };
  state.sweep.due = state.options.sweep.count() > 0;
  look_again_later(self);
  read_on(self);
  using s = semantic_memory_state;
  return {
    command(self, store),
    command(self, read),
    command(self, revise),
    command(self, forget),
    command(self, recall),
    question(self, &s::trails),
    question(self, &s::stats),
    [self](caf::tick_atom) { semantic::prepare(self); },
    [self](caf::reset_atom) {
      semantic::begin_sweep(self);
      semantic::embed_lacking(self);
      look_again_later(self);
    },
    [self](caf::update_atom) { semantic::go_on_sweeping(self); },
  };
}

} // namespace auren::memory
