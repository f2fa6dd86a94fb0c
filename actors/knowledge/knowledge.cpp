#include "actors/knowledge/knowledge.hpp"

#include "actors/knowledge/ageing.hpp"
#include "actors/knowledge/graph.hpp"
#include "actors/knowledge/paths.hpp"
#include "actors/knowledge/priors.hpp"
#include "actors/supervision/guard.hpp"
#include "messages/errc.hpp"
#include "messages/time.hpp"

#include <caf/typed_response_promise.hpp>

#include <algorithm>
#include <array>

namespace auren::knowledge {

namespace {

using self_pointer = knowledge_actor::stateful_pointer<knowledge_state>;

constexpr size_t most_at_once = 200;

/// Priors are no reason to wait long.
constexpr auto sharing_patience = std::chrono::seconds{1};

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
  for (auto& fact : state.known.fold(event))
    if (!state.written.contains(fact.event_id()))
      state.unsaved.push_back(std::move(fact));
}

/// The two streams that it folds.
constexpr std::array sources{"hypotheses", "experiments"};

/// How far a stream was folded.
uint64_t version_of(const knowledge_state& state, size_t from) {
  return from == 0 ? state.known.version() : state.known.trials_version();
}

void read_stream(self_pointer self, size_t from, uint64_t after);

/// Folds what was read of both streams in the order in which it happened, as
/// it would have been followed: the same facts come out.
void fold_pending(knowledge_state& state) {
  std::stable_sort(
    state.pending.begin(), state.pending.end(),
    [](auto& a, auto& b) { return a.position() < b.position(); });
  for (auto& event : state.pending)
    fold(state, event);
  state.pending.clear();
}

/// One stream was read to its end: on to the other, or done.
void finish(self_pointer self, size_t from) {
  auto& state = self->state;
  if (from + 1 < sources.size())
    return read_stream(self, from + 1, version_of(state, from + 1));
  fold_pending(state);
  for (size_t i = 0; i < sources.size(); ++i)
    if (state.pushed[i] > version_of(state, i))
      return read_stream(self, 0, version_of(state, 0)); // told more meanwhile
  state.loaded = true;
  state.written.clear();
  state.done({});
  save(self);
}

/// Reads the next page of a stream until nothing comes.
void read_stream(self_pointer self, size_t from, uint64_t after) {
  auto& state = self->state;
  self
    ->request(state.reader, state.config.patience,
              page(state, sources[from], after))
    .then(
      [self, from, after](const events::Events& found) {
        auto last = after;
        for (auto event : found.events()) {
          last = std::max(last, event.version());
          if (event.type() == "hypothesis.looked"
              || event.type() == "hypothesis.recounted")
            event.clear_payload(); // large, and nothing that was found
          self->state.pending.push_back(std::move(event));
        }
        if (last > after)
          return read_stream(self, from, last);
        // What is told but not in the store will never come: do not spin.
        self->state.pushed[from] = std::min(self->state.pushed[from], last);
        finish(self, from);
      },
      [self](const caf::error& why) {
        self->state.pending.clear();
        self->state.done(why);
      });
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
        if (!found.events().empty())
          return read_own(self);
        read_stream(self, 0, version_of(self->state, 0));
      },
      [self](const caf::error& why) { self->state.done(why); });
}

void load(self_pointer self) {
  auto& state = self->state;
  if (state.loading)
    return;
  state.loading = true;
  if (!state.loaded)
    return read_own(self);
  read_stream(self, 0, version_of(state, 0));
}

void follow(self_pointer self, const events::Events& told) {
  auto& state = self->state;
  bool gap = !state.loaded || state.loading;
  for (auto& event : told.events())
    for (size_t from = 0; from < sources.size(); ++from) {
      if (event.stream() != stream_of(state, sources[from]))
        continue;
      state.pushed[from] = std::max(state.pushed[from], event.version());
      gap = gap || event.version() > version_of(state, from) + 1;
      if (!gap)
        fold(state, event);
    }
  return gap ? load(self) : save(self);
}

/// What is known, as it stands today: aged, beside what others know.
Knowledge today(const knowledge_state& state) {
  auto all = state.known.list();
  auto day = time::local_day(state.config.now_ms(), 0);
  for (auto& one : *all.mutable_insights())
    age(one, day);
  add_priors(all);
  return all;
}

/// Delivers `make(knowledge)` once the stream was read.
template <class Promise, class Make>
void deliver(self_pointer self, Promise promise, Make make) {
  auto& state = self->state;
  save(self);
  auto tell = [self, promise, make](const caf::error& why) mutable {
    if (why)
      promise.deliver(why);
    else
      promise.deliver(make(today(self->state)));
  };
  if (state.loaded)
    return tell(caf::none);
  if (state.waiting.size() >= knowledge_state::most_waiting)
    return tell(caf::make_error(errc::overloaded));
  state.waiting.push_back(tell);
  load(self);
}

/// Answers with what is known, and with what was released of others.
caf::result<Knowledge> list(self_pointer self) {
  auto promise = self->make_response_promise<Knowledge>();
  auto add = [self, promise](const Shared& shared) {
    deliver(self, promise, [shared](Knowledge all) {
      add_shared_priors(all, shared);
      return all;
    });
  };
  auto& config = self->state.config;
  if (!config.sharing) {
    add(Shared{});
    return promise;
  }
  AskShared question;
  *question.mutable_context() = context_of(self->state);
  self->request(config.sharing, sharing_patience, std::move(question))
    .then(add, [add](const caf::error&) { add(Shared{}); });
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
    [self](const ListKnowledge&) { return list(self); },
    [self](const AskGraph& asked) {
      auto promise = self->make_response_promise<Graph>();
      deliver(self, promise, [asked](const Knowledge& all) {
        auto graph = graph_of(all);
        add_paths(graph, asked.cause(), asked.effect());
        return graph;
      });
      return promise;
    },
  };
}

} // namespace auren::knowledge
