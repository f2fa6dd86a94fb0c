#include "actors/memory/semantic_parts.hpp"
#include "messages/time.hpp"

#include <cstring>

namespace auren::memory::semantic {

namespace {

/// Texts in one request: what a small model on a small machine does in some
/// seconds.
constexpr size_t embedded_at_once = 16;
constexpr std::chrono::seconds batch_patience{30};

constexpr auto snapshot_name = "semantic_vectors";
constexpr uint32_t snapshot_schema = 1;
constexpr size_t largest_snapshot = 8u << 20;

void go_on_embedding(pointer self);

/// It is tried again when the next memory is told, or at the next look.
void stop_embedding(pointer self) {
  self->state.embedding.asking = false;
}

std::span<const float> span_of(const Vector& vector) {
  return {vector.value().data(), static_cast<size_t>(vector.value_size())};
}

template <class Then>
void ask(pointer self, EmbedTexts question, caf::timespan wait, Then then) {
  auto& context = *question.mutable_context();
  context = self->state.person;
  context.set_deadline_ms(
    time::now_ms()
    + std::chrono::duration_cast<std::chrono::milliseconds>(wait).count());
  self->request(self->state.options.embedder, wait, std::move(question))
    .then([then](const Embedded& found) { then(&found); },
          [then](const caf::error&) { then(nullptr); });
}

/// Returns what a snapshot holds, if it is whole.
std::optional<KeptVectors> kept_in(const events::Snapshot& found) {
  KeptVectors kept;
  if (found.schema() != snapshot_schema || !kept.ParseFromString(found.state())
      || kept.floats().size()
           != sizeof(float) * kept.dimensions()
                * static_cast<size_t>(kept.memory_id_size()))
    return std::nullopt;
  return kept;
}

void take_kept(pointer self, const events::Snapshot& found) {
  auto& memories = self->state.memories;
  auto* space = memories.foreign();
  auto whole = kept_in(found);
  if (!whole || whole->provider() != space->provider()
      || whole->dimensions() != space->dimensions())
    return;
  auto& kept = *whole;
  std::vector<float> vector(kept.dimensions());
  auto* from = kept.floats().data();
  for (auto& id : kept.memory_id()) {
    std::memcpy(vector.data(), from, vector.size() * sizeof(float));
    from += vector.size() * sizeof(float);
    memories.give_vector(id, vector);
  }
  self->state.embedding.kept = space->changes();
}

template <class Then>
void load_kept(pointer self, Then then) {
  events::LoadSnapshot question;
  *question.mutable_context() = self->state.person;
  question.set_actor(snapshot_name);
  self->request(self->state.reader, self->state.limits.patience, question)
    .then([then](const events::Snapshot& found) { then(&found); },
          [then](const caf::error&) { then(nullptr); });
}

void read_kept(pointer self) {
  load_kept(self, [self](const events::Snapshot* found) {
    if (found != nullptr)
      take_kept(self, *found);
    go_on_embedding(self);
  });
}

/// Losing it costs requests to the provider, no memory.
template <class Then>
void save_kept(pointer self, const KeptVectors& vectors, Then then) {
  auto& state = self->state;
  events::SaveSnapshot command;
  *command.mutable_context() = state.person;
  auto& kept = *command.mutable_snapshot();
  kept.set_tenant(state.person.tenant());
  kept.set_person(state.person.person());
  kept.set_actor(snapshot_name);
  kept.set_version(state.folded);
  kept.set_schema(snapshot_schema);
  kept.set_state(vectors.SerializeAsString());
  self->request(state.log, state.limits.patience, std::move(command))
    .then([then](const events::SnapshotSaved&) { then(); },
          [](const caf::error&) {});
}

/// The first thing that is asked shows how long vectors are, and how near
/// texts that have nothing in common.
void meet_provider(pointer self) {
  EmbedTexts question;
  for (auto& text : unrelated_texts())
    question.add_text(text);
  ask(self, std::move(question), batch_patience, [self](const Embedded* found) {
    if (found == nullptr)
      return stop_embedding(self);
    std::vector<std::vector<float>> vectors;
    for (auto& one : found->vectors())
      vectors.emplace_back(one.value().begin(), one.value().end());
    self->state.memories.compare_by(
      {found->provider(), found->dimensions(), mean_cosine(vectors)});
    read_kept(self);
  });
}

void keep_vectors(pointer self) {
  auto& state = self->state;
  auto* space = state.memories.foreign();
  if (state.embedding.kept == space->changes()
      || space->size() * space->dimensions() * sizeof(float) > largest_snapshot)
    return;
  save_kept(self, state.memories.kept_vectors(),
            [self, n = space->changes()] { self->state.embedding.kept = n; });
}

/// @returns whether any was taken.
bool take_vectors(pointer self, const std::vector<std::string>& ids,
                  const Embedded& found) {
  auto& memories = self->state.memories;
  if (found.provider() != memories.foreign()->provider())
    return false;
  bool any = false;
  for (size_t i = 0; i < ids.size(); ++i)
    if (static_cast<int>(i) < found.vectors_size())
      any = memories.give_vector(ids[i],
                                 span_of(found.vectors(static_cast<int>(i))))
            || any;
  return any;
}

void go_on_embedding(pointer self) {
  auto some = self->state.memories.lacking(embedded_at_once);
  if (some.empty()) {
    stop_embedding(self);
    return keep_vectors(self);
  }
  EmbedTexts question;
  std::vector<std::string> ids;
  for (auto* one : some) {
    question.add_text(one->text());
    ids.push_back(one->memory_id());
  }
  ask(self, std::move(question), batch_patience,
      [self, ids](const Embedded* found) {
        if (found != nullptr && take_vectors(self, ids, *found))
          go_on_embedding(self);
        else
          stop_embedding(self);
      });
}

} // namespace

void embed_lacking(pointer self) {
  auto& state = self->state;
  if (!state.options.embedder || state.embedding.asking)
    return;
  state.embedding.asking = true;
  if (state.memories.foreign() == nullptr)
    meet_provider(self);
  else
    go_on_embedding(self);
}

void clean_kept(pointer self) {
  if (!std::exchange(self->state.embedding.unclean, false))
    return;
  load_kept(self, [self](const events::Snapshot* found) {
    auto kept = found == nullptr ? std::nullopt : kept_in(*found);
    if (kept && self->state.memories.leave_known(*kept))
      save_kept(self, *kept, [] {});
  });
}

void embed_query(pointer self, const std::string& query,
                 std::function<void(std::span<const float>)> then) {
  auto& state = self->state;
  if (!state.options.embedder || query.empty()
      || state.memories.foreign() == nullptr || state.memories.lacking() > 0)
    return then({});
  EmbedTexts question;
  question.add_text(query);
  ask(self, std::move(question), state.options.embedder_patience,
      [self, then](const Embedded* found) {
        auto* space = self->state.memories.foreign();
        auto fits = found != nullptr && found->vectors_size() == 1
                    && found->provider() == space->provider();
        then(fits ? span_of(found->vectors(0)) : std::span<const float>{});
      });
}

} // namespace auren::memory::semantic
