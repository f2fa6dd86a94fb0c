#include "actors/memory/remote_embedder.hpp"

#include "actors/deadline.hpp"
#include "actors/supervision/guard.hpp"

namespace auren::memory {

namespace {

using embedder_pointer
  = embedder_actor::stateful_pointer<remote_embedder_state>;

caf::expected<Embedded> embed(embedder_pointer self, const EmbedTexts& asked) {
  auto& state = self->state;
  auto now = std::chrono::steady_clock::now();
  if (crowded(self, embedder_queue))
    return caf::make_error(errc::overloaded);
  if (expired(asked.context()))
    return caf::make_error(errc::deadline_exceeded);
  if (now < state.rests_until)
    return caf::make_error(errc::storage_unavailable,
                           std::string{"the embeddings API rests"});
  auto how = state.options;
  if (asked.context().deadline_ms() != 0)
    how.patience = std::chrono::duration_cast<std::chrono::milliseconds>(
      patience(asked.context()));
  std::vector<std::string> texts(asked.text().begin(), asked.text().end());
  auto result = embed_there(how, texts);
  if (!result)
    state.rests_until = std::chrono::steady_clock::now() + embedder_rest;
  return result;
}

} // namespace

embedder_actor::behavior_type
remote_embedder(embedder_pointer self, embedding_options options) {
  supervision::guard(self);
  self->state.options = std::move(options);
  return {
    [self](const EmbedTexts& asked) { return embed(self, asked); },
  };
}

} // namespace auren::memory
