#include "actors/deadline.hpp"
#include "actors/memory/semantic_parts.hpp"
#include "messages/ids.hpp"

namespace auren::memory::semantic {

namespace {

/// How many memories are prepared between two messages: some milliseconds.
constexpr size_t prepared_at_once = 8;

/// Folds what was just recorded; when others wrote in between, all is read.
void take_recorded(pointer self, const events::Append& command,
                   const events::Appended& done) {
  auto n = static_cast<uint64_t>(command.events_size());
  events::Events batch;
  *batch.mutable_events() = command.events();
  for (uint64_t i = 0; i < n; ++i)
    batch.mutable_events(static_cast<int>(i))
      ->set_version(done.version() - n + 1 + i);
  take_events(self, batch);
  if (!self->state.reading)
    caught_up(self);
}

void take_outcome(pointer self, const events::Append& command,
                  const events::Appended& done) {
  if (done.replayed())
    return;
  if (done.duplicates() == 0)
    take_recorded(self, command, done);
  else if (!self->state.reading) // An earlier try was recorded all the same.
    read_on(self);
}

/// Returns the memory that `page` tells under an id.
caf::expected<Memory>
told_in(const events::Events& page, const std::string& memory_id) {
  for (auto& event : page.events()) {
    MemoryStored stored;
    MemoryRevised revised;
    if (event.type() == "memory.stored"
        && stored.ParseFromString(event.payload())
        && stored.memory().memory_id() == memory_id)
      return stored.memory();
    if (event.type() == "memory.revised"
        && revised.ParseFromString(event.payload())
        && revised.memory().memory_id() == memory_id)
      return revised.memory();
  }
  return caf::make_error(errc::damaged);
}

} // namespace

void prepare(pointer self) {
  auto& state = self->state;
  state.preparing = state.memories.prepare(prepared_at_once);
  if (state.preparing)
    self->send(self, caf::tick_atom_v);
}

void caught_up(pointer self) {
  auto& state = self->state;
  state.arrange();
  if (!state.preparing)
    prepare(self);
  bring_back(self);
  clean_kept(self);
  embed_lacking(self);
  auto first = std::exchange(state.sweep.due, false);
  state.sweep.under_way = state.sweep.under_way || first;
  if (std::exchange(state.sweep.awaits_read, false) || first)
    self->send(self, caf::update_atom_v);
}

events::Event& more(pointer self, events::Append& command, const char* type,
                    const google::protobuf::Message& fact) {
  auto& event = *command.add_events();
  event.set_event_id(ids::uuid7());
  event.set_stream(self->state.stream());
  event.set_type(type);
  event.set_occurred_at_us(self->state.now() * 1000);
  event.set_trace_id(command.context().trace_id());
  event.set_payload(fact.SerializeAsString());
  return event;
}

events::Append record(pointer self, const Context& context, const char* type,
                      const google::protobuf::Message& fact) {
  events::Append result;
  *result.mutable_context() = context;
  more(self, result, type, fact);
  return result;
}

void append(pointer self, events::Append command, append_continuation then) {
  auto kept = command;
  auto wait = patience(command.context());
  self->request(self->state.log, wait, std::move(command))
    .then(
      [self, kept, then](const events::Appended& done) {
        take_outcome(self, kept, done);
        then(done, caf::error{});
      },
      [self, then](const caf::error& why) {
        // It may have been recorded all the same.
        if (code_of(why) == errc::deadline_exceeded && !self->state.reading)
          read_on(self);
        then(events::Appended{}, why);
      });
}

void whole(pointer self, const std::string& memory_id,
           memory_continuation then) {
  auto& state = self->state;
  auto* known = state.memories.find(memory_id);
  if (known == nullptr)
    return then(caf::make_error(errc::not_found));
  if (!state.memories.is_away(memory_id))
    return then(*known);
  events::ReadStream question;
  *question.mutable_context() = state.person;
  question.set_stream(state.stream());
  question.set_after_version(state.memories.told_at(memory_id) - 1);
  question.set_limit(1);
  self->request(state.reader, state.limits.patience, std::move(question))
    .then(
      [self, memory_id, then](const events::Events& page) {
        auto told = told_in(page, memory_id);
        auto* still = self->state.memories.find(memory_id);
        if (still == nullptr) // Forgotten meanwhile.
          return then(caf::make_error(errc::not_found));
        if (!told)
          return then(std::move(told.error()));
        auto result = *still;
        result.set_text(told->text());
        then(std::move(result));
      },
      [then](const caf::error& why) { then(why); });
}

} // namespace auren::memory::semantic
