#include "actors/memory/memory.hpp"

#include "actors/deadline.hpp"
#include "actors/supervision/guard.hpp"

#include <caf/typed_response_promise.hpp>

namespace auren::memory {

namespace {

using memory_pointer = memory_actor::stateful_pointer<memory_state>;

/// Working memory says itself when a range begins before it does.
caf::result<Range> read_range(memory_pointer self, const ReadRange& asked) {
  auto promise = self->make_response_promise<Range>();
  if (!memory_state::may_be_recent(asked))
    return promise.delegate(self->state.long_term, asked);
  self->request(self->state.working, patience(asked.context()), asked)
    .then(
      [promise](Range& found) mutable { promise.deliver(std::move(found)); },
      [=](caf::error& why) mutable {
        if (code_of(why) == errc::out_of_range)
          promise.delegate(self->state.long_term, asked);
        else
          promise.deliver(std::move(why));
      });
  return promise;
}

using stats_promise = caf::typed_response_promise<MemoryStats>;

/// What a tier that does not answer would have added stays zero only if it
/// has nothing; else the whole answer fails.
template <class Handle, class Question, class Then>
void ask(memory_pointer self, const Handle& tier, const Question& question,
         stats_promise promise, Then then) {
  self->request(tier, patience(question.context()), question)
    .then(then, [promise](caf::error& why) mutable {
      promise.deliver(std::move(why));
    });
}

void add_working(memory_pointer self, const AskMemoryStats& asked,
                 MemoryStats stats, stats_promise promise) {
  ListMetrics question;
  *question.mutable_context() = asked.context();
  ask(self, self->state.working, question, promise,
      [=](const Metrics& found) mutable {
        uint64_t samples = 0;
        for (auto& metric : found.metrics())
          samples += metric.count();
        stats.set_working_samples(samples);
        promise.deliver(std::move(stats));
      });
}

void add_semantic(memory_pointer self, const AskMemoryStats& asked,
                  MemoryStats stats, const stats_promise& promise) {
  ask(self, self->state.semantic, asked, promise,
      [=](const MemoryStats& found) mutable {
        auto samples = stats; // What the long-term tier said of them.
        stats = found;
        stats.set_long_term_samples(samples.long_term_samples());
        stats.set_metrics(samples.metrics());
        stats.set_position(samples.position());
        stats.set_first(samples.first());
        stats.set_last(samples.last());
        add_working(self, asked, stats, promise);
      });
}

caf::result<MemoryStats>
stats(memory_pointer self, const AskMemoryStats& asked) {
  auto promise = self->make_response_promise<MemoryStats>();
  ask(self, self->state.long_term, asked, promise,
      [=](const MemoryStats& found) {
        add_semantic(self, asked, found, promise);
      });
  return promise;
}

/// Asking is what wakes them; both answer when they have read everything.
caf::result<Warmed> warm(memory_pointer self, const Warm& asked) {
  auto promise = self->make_response_promise<Warmed>();
  auto wait = patience(asked.context());
  ListMetrics metrics;
  *metrics.mutable_context() = asked.context();
  AskMemoryStats memories;
  *memories.mutable_context() = asked.context();
  auto fail
    = [promise](caf::error& why) mutable { promise.deliver(std::move(why)); };
  self->request(self->state.working, wait, metrics)
    .then(
      [=](const Metrics& of) {
        self->request(self->state.semantic, wait, memories)
          .then(
            [promise, n = of.metrics_size()](const MemoryStats& found) mutable {
              Warmed reply;
              reply.set_metrics(static_cast<uint32_t>(n));
              reply.set_memories(found.memories());
              promise.deliver(std::move(reply));
            },
            fail);
      },
      fail);
  return promise;
}

template <class Question>
auto to_semantic(memory_pointer self) {
  return [self](const Question& question) {
    return self->delegate(self->state.semantic, question);
  };
}

} // namespace

bool memory_state::may_be_recent(const ReadRange& asked) {
  return asked.from_ms() > 0 && asked.resolution() != "week";
}

memory_actor::behavior_type
memory(memory_pointer self, working_memory_actor working,
       long_term_memory_actor long_term, semantic_memory_actor semantic) {
  supervision::guard(self);
  auto& state = self->state;
  state.working = std::move(working);
  state.long_term = std::move(long_term);
  state.semantic = std::move(semantic);
  return {
    to_semantic<StoreMemory>(self),
    to_semantic<ReadMemory>(self),
    to_semantic<ReviseMemory>(self),
    to_semantic<ForgetMemory>(self),
    to_semantic<Recall>(self),
    to_semantic<ListMemoryTrails>(self),
    [self](const AskMemoryStats& asked) { return stats(self, asked); },
    [self](const AskLatest& asked) {
      return self->delegate(self->state.working, asked);
    },
    [self](const ListMetrics& asked) {
      return self->delegate(self->state.working, asked);
    },
    [self](const ReadRange& asked) { return read_range(self, asked); },
    [self](const ReadDays& asked) {
      return self->delegate(self->state.long_term, asked);
    },
    [self](const Warm& asked) { return warm(self, asked); },
  };
}

} // namespace auren::memory
