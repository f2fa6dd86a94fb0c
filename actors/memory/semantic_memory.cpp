#include "actors/memory/semantic_memory.hpp"

#include "actors/deadline.hpp"
#include "actors/supervision/guard.hpp"
#include "messages/ids.hpp"
#include "messages/time.hpp"

namespace auren::memory {

namespace {

using pointer = semantic_memory_self::stateful_pointer<semantic_memory_state>;

/// How many memories are prepared between two messages: some milliseconds.
constexpr size_t at_once = 8;

/// Prepares the search a little and, if more is to do, calls for the rest.
void prepare(pointer self) {
  auto& state = self->state;
  state.preparing = state.memories.prepare(at_once);
  if (state.preparing)
    self->send(self, caf::tick_atom_v);
}

void prepare_unless_called(pointer self) {
  if (!self->state.preparing)
    prepare(self);
}

template <class T>
using promise_of = caf::typed_response_promise<T>;

/// Returns the command that records `fact`.
template <class Fact>
events::Append record(pointer self, const Context& context, const char* type,
                      const Fact& fact) {
  events::Append result;
  *result.mutable_context() = context;
  auto& event = *result.add_events();
  event.set_event_id(ids::uuid7());
  event.set_stream(self->state.stream());
  event.set_type(type);
  event.set_occurred_at_us(self->state.now() * 1000);
  event.set_trace_id(context.trace_id());
  event.set_payload(fact.SerializeAsString());
  return result;
}

/// Folds what was just recorded; when others wrote in between, all is read.
void take_recorded(pointer self, events::Event event, uint64_t version) {
  event.set_version(version);
  events::Events batch;
  *batch.add_events() = std::move(event);
  take_events(self, batch);
  prepare_unless_called(self);
}

/// Records the command's event and folds it, then calls `then(done, error)`.
template <class Then>
void append(pointer self, events::Append command, Then then) {
  auto event = command.events(0);
  auto wait = patience(command.context());
  self->request(self->state.log, wait, std::move(command))
    .then(
      [=](const events::Appended& done) mutable {
        if (!done.replayed())
          take_recorded(self, event, done.version());
        then(done, caf::error{});
      },
      [=](const caf::error& why) mutable {
        // It may have been recorded all the same.
        if (code_of(why) == errc::deadline_exceeded && !self->state.reading)
          read_on(self);
        then(events::Appended{}, why);
      });
}

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

void store(pointer self, const StoreMemory& command,
           promise_of<Memory> promise) {
  auto completed = complete(command.memory(), self->state.now());
  if (auto* why = std::get_if<ingest::refusal>(&completed)) {
    promise.deliver(caf::make_error(why->code, why->detail));
    return;
  }
  MemoryStored fact;
  *fact.mutable_memory() = std::get<Memory>(std::move(completed));
  auto recorded = record(self, command.context(), "memory.stored", fact);
  if (!command.idempotency_key().empty()) {
    auto& request = *recorded.mutable_request();
    request.set_key(command.idempotency_key());
    request.set_body_hash(command.body_hash());
    request.set_reply(fact.memory().SerializeAsString());
  }
  append(self, std::move(recorded), deliver(promise, fact.memory()));
}

void revise(pointer self, const ReviseMemory& command,
            promise_of<Memory> promise) {
  auto next = self->state.successor(command);
  if (!next) {
    promise.deliver(std::move(next.error()));
    return;
  }
  MemoryRevised fact;
  fact.set_memory_id(command.memory_id());
  *fact.mutable_memory() = *next;
  self->state.revising.insert(command.memory_id());
  auto answer = deliver(promise, std::move(*next));
  append(self, record(self, command.context(), "memory.revised", fact),
         [self, answer, id = command.memory_id()](
           const events::Appended& done, const caf::error& why) mutable {
           self->state.revising.erase(id);
           answer(done, why);
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
  append(self, record(self, command.context(), "memory.forgotten", fact),
         deliver(promise, fact));
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

} // namespace

std::string semantic_memory_state::stream() const {
  return "person/" + person.person() + "/memories";
}

int64_t semantic_memory_state::now() const {
  return options.now_ms ? options.now_ms() : time::now_ms();
}

bool semantic_memory_state::fold(const events::Events& batch) {
  for (auto& event : batch.events()) {
    if (event.stream() != stream() || event.version() <= folded)
      continue;
    if (event.version() != folded + 1)
      return false;
    folded = event.version();
    memories.fold(event);
  }
  return true;
}

caf::expected<Memory> semantic_memory_state::read(const ReadMemory& question) {
  if (auto* found = memories.find(question.memory_id()))
    return *found;
  return caf::make_error(errc::not_found);
}

caf::expected<Recalled> semantic_memory_state::recall(const Recall& question) {
  auto result = memories.recall(question, now());
  if (auto* why = std::get_if<ingest::refusal>(&result))
    return caf::make_error(why->code, why->detail);
  return std::get<Recalled>(std::move(result));
}

caf::expected<MemoryStats> semantic_memory_state::stats(const AskMemoryStats&) {
  MemoryStats result;
  result.set_memories(memories.count());
  return result;
}

caf::expected<Memory>
semantic_memory_state::successor(const ReviseMemory& command) const {
  auto* old = memories.find(command.memory_id());
  if (old == nullptr)
    return caf::make_error(errc::not_found);
  if (!old->superseded_by().empty() || revising.contains(command.memory_id()))
    return caf::make_error(errc::version_conflict);
  auto result = complete(revised(*old, command.memory()), now());
  if (auto* why = std::get_if<ingest::refusal>(&result))
    return caf::make_error(why->code, why->detail);
  return std::get<Memory>(std::move(result));
}

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
  state.caught_up = [self] { prepare_unless_called(self); };
  read_on(self);
  using s = semantic_memory_state;
  return {
    command(self, store),
    question(self, &s::read),
    command(self, revise),
    command(self, forget),
    question(self, &s::recall),
    question(self, &s::stats),
    [self](caf::tick_atom) { prepare(self); },
  };
}

} // namespace auren::memory
