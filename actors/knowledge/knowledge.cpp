#include "actors/knowledge/knowledge.hpp"

#include "actors/knowledge/graph.hpp"
#include "actors/supervision/guard.hpp"
#include "messages/errc.hpp"
#include "messages/time.hpp"

#include <caf/typed_response_promise.hpp>

namespace auren::knowledge {

namespace {

using self_pointer = knowledge_actor::stateful_pointer<knowledge_state>;

constexpr size_t most_at_once = 200;

std::string stream_of(const knowledge_state& state, const char* stage) {
  return "person/" + state.config.person + "/" + stage;
}

Context context_of(const knowledge_state& state) {
  Context context;
  context.set_tenant(state.config.tenant);
  context.set_person(state.config.person);
  context.set_subject("knowledge");
  auto wait = std::chrono::duration_cast<std::chrono::milliseconds>(
    state.config.patience);
  context.set_deadline_ms(time::now_ms() + wait.count());
  return context;
}

events::ReadStream
page(const knowledge_state& state, const char* stage, uint64_t after) {
  events::ReadStream question;
  *question.mutable_context() = context_of(state);
  question.set_stream(stream_of(state, stage));
  question.set_after_version(after);
  return question;
}

void save(self_pointer self) {
  auto& state = self->state;
  if (state.saving || state.unsaved.empty())
    return;
  state.saving = true;
  auto count = std::min(state.unsaved.size(), most_at_once);
  events::Append command;
  *command.mutable_context() = context_of(state);
  for (size_t i = 0; i < count; ++i)
    *command.add_events() = state.unsaved[i];
  auto drop = [self, count] {
    auto& facts = self->state.unsaved;
    facts.erase(facts.begin(), facts.begin() + static_cast<ptrdiff_t>(count));
  };
  self->request(state.log, state.config.patience, std::move(command))
    .then(
      [self, drop](const events::Appended&) {
        self->state.saving = false;
        drop();
        save(self);
      },
      [self, drop](const caf::error& why) {
        self->state.saving = false;
        if (code_of(why) == errc::erased)
          drop();
      });
}

void fold(knowledge_state& state, const events::Event& event) {
  if (auto fact = state.known.fold(event))
    if (!state.written.contains(fact->event_id()))
      state.unsaved.push_back(std::move(*fact));
}

void read_hypotheses(self_pointer self);

void finish(self_pointer self) {
  auto& state = self->state;
  if (state.pushed > state.known.version())
    return read_hypotheses(self); // told of more while it was reading
  state.loaded = true;
  state.written.clear();
  state.done({});
  save(self);
}

/// Reads the next page of the hypotheses' stream until nothing comes.
void read_hypotheses(self_pointer self) {
  auto& state = self->state;
  auto after = state.known.version();
  self
    ->request(state.reader, state.config.patience,
              page(state, "hypotheses", after))
    .then(
      [self, after](const events::Events& found) {
        for (auto& event : found.events())
          fold(self->state, event);
        if (self->state.known.version() > after)
          return read_hypotheses(self);
        // What is told but not in the store will never come: do not spin.
        self->state.pushed = after;
        finish(self);
      },
      [self](const caf::error& why) { self->state.done(why); });
}

/// Learns which facts are written already, so that only those that a crash
/// kept from the log are appended.
void read_own(self_pointer self) {
  auto& state = self->state;
  self
    ->request(state.reader, state.config.patience,
              page(state, "knowledge", state.own_version))
    .then(
      [self](const events::Events& found) {
        for (auto& event : found.events()) {
          self->state.written.insert(event.event_id());
          self->state.own_version = event.version();
        }
        return found.events().empty() ? read_hypotheses(self) : read_own(self);
      },
      [self](const caf::error& why) { self->state.done(why); });
}

void load(self_pointer self) {
  auto& state = self->state;
  if (state.loading)
    return;
  state.loading = true;
  return state.loaded ? read_hypotheses(self) : read_own(self);
}

void follow(self_pointer self, const events::Events& told) {
  auto& state = self->state;
  auto stream = stream_of(state, "hypotheses");
  bool gap = !state.loaded || state.loading;
  for (auto& event : told.events()) {
    if (event.stream() != stream)
      continue;
    state.pushed = std::max(state.pushed, event.version());
    gap = gap || event.version() > state.known.version() + 1;
    if (!gap)
      fold(state, event);
  }
  return gap ? load(self) : save(self);
}

/// Answers with `make(knowledge)` once the stream was read.
template <class Reply, class Make>
caf::result<Reply> answer(self_pointer self, Make make) {
  auto& state = self->state;
  save(self);
  if (state.loaded)
    return make(state.known.list());
  if (state.waiting.size() >= knowledge_state::most_waiting)
    return caf::make_error(errc::overloaded);
  auto promise = self->make_response_promise<Reply>();
  state.waiting.push_back([self, promise, make](const caf::error& why) mutable {
    if (why)
      promise.deliver(why);
    else
      promise.deliver(make(self->state.known.list()));
  });
  load(self);
  return promise;
}

} // namespace

void knowledge_state::done(const caf::error& why) {
  loading = false;
  auto answered = std::move(waiting);
  waiting.clear();
  for (auto& tell : answered)
    tell(why);
}

knowledge_actor::behavior_type
knowledge(knowledge_actor::stateful_pointer<knowledge_state> self,
          knowledge_config config, events::reader_actor reader,
          events::event_log_actor log) {
  supervision::guard(self);
  auto& state = self->state;
  state.config = std::move(config);
  state.reader = std::move(reader);
  state.log = std::move(log);
  state.known = ledger{stream_of(state, "knowledge")};
  load(self);
  return {
    [self](const events::Events& told) { follow(self, told); },
    [self](const ListKnowledge&) {
      return answer<Knowledge>(self, [](Knowledge all) { return all; });
    },
    [self](const AskGraph&) {
      return answer<Graph>(self,
                           [](const Knowledge& all) { return graph_of(all); });
    },
  };
}

} // namespace auren::knowledge
