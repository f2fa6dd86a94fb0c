#include "actors/memory/working_memory.hpp"

#include "actors/supervision/guard.hpp"

namespace auren::memory {

namespace {

using working_pointer
  = working_memory_actor::stateful_pointer<working_memory_state>;

void save(working_pointer self, const std::function<void(bool)>& done) {
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

void save_if_due(working_pointer self) {
  auto& state = self->state;
  if (!state.saving
      && state.book->version() - state.saved >= state.options.snapshot_every)
    save(self, [](bool) {});
}

void mirror_if_due(working_pointer self);

void mirror(working_pointer self) {
  auto& state = self->state;
  if (!state.options.mirror || state.mirroring
      || state.book->version() == state.mirrored)
    return;
  state.mirroring = true;
  state.mirrored = state.book->version();
  auto done = [self] {
    self->state.mirroring = false;
    mirror_if_due(self);
  };
  self->request(state.options.mirror, state.limits.patience, state.snapshot())
    .then([done](const events::SnapshotSaved&) { done(); },
          [done](const caf::error&) { done(); });
}

void mirror_if_due(working_pointer self) {
  auto& state = self->state;
  if (state.book->version() - state.mirrored >= state.options.mirror_every)
    mirror(self);
}

bool take_state(working_pointer self, const events::Snapshot& found) {
  auto& book = *self->state.book;
  return found.schema() == working_schema && found.version() > book.version()
         && book.load(found.state(), found.version());
}

/// What the record does not have, as after a backup was put back, is not
/// remembered either.
void take_mirrored(working_pointer self, const events::Snapshot& found) {
  events::ReadStream question;
  *question.mutable_context() = self->state.person;
  question.set_stream(self->state.stream());
  question.set_after_version(found.version() - 1);
  question.set_limit(1);
  self->request(self->state.reader, self->state.limits.patience, question)
    .then(
      [self, found](const events::Events& page) {
        if (page.events_size() > 0 && take_state(self, found))
          self->state.mirrored = found.version();
        read_on(self);
      },
      [self](const caf::error& why) { end(self, why); });
}

/// A mirror that does not answer is not waited for.
void ask_mirror(working_pointer self, const events::LoadSnapshot& question) {
  auto& state = self->state;
  if (!state.options.mirror)
    return read_on(self);
  self->request(state.options.mirror, state.options.mirror_patience, question)
    .then(
      [self](const events::Snapshot& found) {
        found.version() > self->state.book->version()
          ? take_mirrored(self, found)
          : read_on(self);
      },
      [self](const caf::error&) { read_on(self); });
}

/// Without a snapshot, or with one that is not ours, all is read.
void start(working_pointer self) {
  events::LoadSnapshot question;
  *question.mutable_context() = self->state.person;
  question.set_actor(working_memory_state::name);
  self->request(self->state.reader, self->state.limits.patience, question)
    .then(
      [self, question](const events::Snapshot& found) {
        if (take_state(self, found))
          self->state.saved = found.version();
        ask_mirror(self, question);
      },
      [self, question](const caf::error& why) {
        code_of(why) == errc::not_found ? ask_mirror(self, question)
                                        : end(self, why);
      });
}

caf::result<Passivated> passivate(working_pointer self) {
  auto promise = self->make_response_promise<Passivated>();
  mirror(self);
  save(self, [=](bool saved) mutable {
    Passivated reply;
    reply.set_saved(saved);
    promise.deliver(std::move(reply));
    end(self, caf::error{});
  });
  return promise;
}

void on_exit(working_pointer self, const caf::exit_msg& message) {
  if (message.reason != caf::exit_reason::user_shutdown)
    return end(self, message.reason);
  mirror(self);
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

caf::expected<ingest::Doubts>
working_memory_state::doubts(const ingest::ListDoubts& question) {
  return book->doubts().list(question);
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
working_memory(working_pointer self, events::event_log_actor log,
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
  state.caught_up = [self] {
    save_if_due(self);
    mirror_if_due(self);
  };
  self->set_exit_handler(
    [self](const caf::exit_msg& message) { on_exit(self, message); });
  start(self);
  return {
    [self](const events::Events& batch) {
      take_events(self, batch);
      save_if_due(self);
      mirror_if_due(self);
    },
    [self](const AskLatest& question) {
      return answer_with(self, question, &working_memory_state::latest);
    },
    [self](const ListMetrics& question) {
      return answer_with(self, question, &working_memory_state::metrics);
    },
    [self](const ingest::ListDoubts& question) {
      return answer_with(self, question, &working_memory_state::doubts);
    },
    [self](const ReadRange& question) {
      return answer_with(self, question, &working_memory_state::range);
    },
    [self](const Passivate&) { return passivate(self); },
  };
}

} // namespace auren::memory
