#include "actors/memory/semantic_parts.hpp"

namespace auren::memory::semantic {

namespace {

void finish(pointer self, const caf::error& why) {
  auto& deep = self->state.deep;
  deep.reading = false;
  if (why)
    deep.drop();
  for (auto& go_on : std::exchange(deep.waiting, {}))
    go_on(why);
}

void read_deeper(pointer self);

void take_deep(pointer self, const events::Events& page) {
  auto& deep = self->state.deep;
  if (page.events().empty())
    return finish(self, caf::make_error(errc::damaged));
  for (auto& event : page.events()) {
    if (event.version() <= deep.version)
      continue;
    deep.memories->take(event);
    deep.version = event.version();
  }
  deep.memories->index();
  read_deeper(self);
}

/// Reads as far as the nearer tiers have: both answer of the same record.
void read_deeper(pointer self) {
  auto& state = self->state;
  if (state.deep.version >= state.folded)
    return finish(self, {});
  events::ReadStream question;
  *question.mutable_context() = state.person;
  question.set_stream(state.stream());
  question.set_after_version(state.deep.version);
  question.set_limit(state.limits.page);
  self->request(state.reader, state.limits.patience, std::move(question))
    .then([self](const events::Events& page) { take_deep(self, page); },
          [self](const caf::error& why) { finish(self, why); });
}

caf::expected<Recalled> ask_deep(pointer self, const Recall& question) {
  auto& state = self->state;
  if (!state.deep.memories)
    return caf::make_error(errc::restarting);
  auto result = state.deep.memories->recall(question, state.now());
  if (auto* why = std::get_if<ingest::refusal>(&result))
    return caf::make_error(why->code, why->detail);
  auto found = std::get<Recalled>(std::move(result));
  for (auto& hit : *found.mutable_hits())
    state.tiers.describe(*hit.mutable_memory());
  return found;
}

} // namespace

void recall_deeply(pointer self, const Recall& question,
                   std::function<void(caf::expected<Recalled>)> then) {
  auto& deep = self->state.deep;
  if (deep.waiting.size() >= self->state.limits.queue)
    return then(caf::make_error(errc::overloaded));
  deep.waiting.push_back([=](const caf::error& why) {
    then(why ? caf::expected<Recalled>{why} : ask_deep(self, question));
  });
  if (deep.reading)
    return;
  deep.reading = true;
  if (!deep.memories)
    deep.memories.emplace(nullptr, self->state.options.index);
  read_deeper(self);
}

} // namespace auren::memory::semantic
