#include "actors/memory/working_memory.hpp"

#include "actors/supervision/guard.hpp"

namespace auren::memory {

namespace {

using pointer = working_memory_actor::stateful_pointer<working_memory_state>;

void save(pointer self, const std::function<void(bool)>& done) {
  auto& state = self->state;
  if (state.book->version() == state.saved)
    return done(true);
  state.saving = true;
  auto version = state.book->version();
  self->request(state.log, state.limits.patience, state.snapshot())
    .then(
      [=](const events::SnapshotSaved&) {
        self->state.saving = false;
        self->state.saved = version;
        done(true);
      },
      [=](const caf::error&) { // A lost snapshot costs time, never data.
        self->state.saving = false;
        done(false);
      });
}

void save_if_due(pointer self) {
  auto& state = self->state;
  if (!state.saving
      && state.book->version() - state.saved >= state.options.snapshot_every)
    save(self, [](bool) {});
}

/// Without a snapshot, or with one that is not ours, all is read.
void start(pointer self) {
  events::LoadSnapshot question;
  *question.mutable_context() = self->state.person;
  question.set_actor(working_memory_state::name);
  self->request(self->state.reader, self->state.limits.patience, question)
    .then(
      [self](const events::Snapshot& found) {
        auto& state = self->state;
        if (found.schema() == working_schema
            && state.book->load(found.state(), found.version()))
          state.saved = found.version();
        read_on(self);
      },
      [self](const caf::error& why) {
        code_of(why) == errc::not_found ? read_on(self) : end(self, why);
      });
}

caf::result<Passivated> passivate(pointer self) {
  auto promise = self->make_response_promise<Passivated>();
  save(self, [=](bool saved) mutable {
    Passivated reply;
    reply.set_saved(saved);
    promise.deliver(std::move(reply));
    end(self, caf::error{});
  });
  return promise;
}

void on_exit(pointer self, const caf::exit_msg& message) {
  if (message.reason != caf::exit_reason::user_shutdown)
    return end(self, message.reason);
  save(self, [self, reason = message.reason](bool) { end(self, reason); });
}

} // namespace

std::string working_memory_state::stream() const {
  return "person/" + person.person() + "/biometrics";
}

caf::expected<LatestValue>
working_memory_state::latest(const AskLatest& question) {
  auto* found = book->latest(question.metric());
  if (found == nullptr)
    return caf::make_error(errc::not_found);
  LatestValue result;
  *result.mutable_metric() = *found;
  return result;
}

caf::expected<Metrics> working_memory_state::metrics(const ListMetrics&) {
  return book->metrics();
}

caf::expected<Range> working_memory_state::range(const ReadRange& question) {
  auto result = book->range(question);
  if (auto* why = std::get_if<ingest::refusal>(&result))
    return caf::make_error(why->code, why->detail);
  return std::get<Range>(std::move(result));
}

bool working_memory_state::fold(const events::Events& batch) {
  for (auto& event : batch.events()) {
    if (event.stream() == stream() && !book->fold(event))
      return false;
  }
  return true;
}

events::SaveSnapshot working_memory_state::snapshot() const {
  events::SaveSnapshot result;
  *result.mutable_context() = person;
  auto& kept = *result.mutable_snapshot();
  kept.set_tenant(person.tenant());
  kept.set_person(person.person());
  kept.set_actor(name);
  kept.set_version(book->version());
  kept.set_schema(working_schema);
  kept.set_state(book->save());
  return result;
}

working_memory_actor::behavior_type
working_memory(pointer self, events::event_log_actor log,
               events::reader_actor reader, Context person,
               const ingest::catalogue* catalogue,
               working_memory_options options) {
  supervision::guard(self);
  auto& state = self->state;
  state.log = std::move(log);
  state.reader = std::move(reader);
  state.person = std::move(person);
  state.book.emplace(*catalogue, options.order);
  state.limits = options.follow;
  state.options = std::move(options);
  state.caught_up = [self] { save_if_due(self); };
  self->set_exit_handler(
    [self](const caf::exit_msg& message) { on_exit(self, message); });
  start(self);
  return {
    [self](const events::Events& batch) {
      take_events(self, batch);
      save_if_due(self);
    },
    [self](const AskLatest& question) {
      return answer_with(self, question, &working_memory_state::latest);
    },
    [self](const ListMetrics& question) {
      return answer_with(self, question, &working_memory_state::metrics);
    },
    [self](const ReadRange& question) {
      return answer_with(self, question, &working_memory_state::range);
    },
    [self](const Passivate&) { return passivate(self); },
  };
}

} // namespace auren::memory
