#include "actors/memory/semantic_memory.hpp"
#include "messages/time.hpp"

#include <utility>

namespace auren::memory {

namespace {

constexpr uint32_t usual_trails = 100;

bool asks_for(const ListMemoryTrails& question, const std::string& id,
              const tier_book::entry& one) {
  return (question.memory_id().empty() || question.memory_id() == id)
         && (question.tier().empty()
             || question.tier() == to_string(one.where));
}

void write(MemoryTrail& out, const Memory& memory,
           const tier_book::entry& one) {
  out.set_memory_id(memory.memory_id());
  out.set_kind(memory.kind());
  out.set_importance(memory.importance());
  out.set_recorded_at(memory.recorded_at());
  out.set_superseded_by(memory.superseded_by());
  out.set_tier(memory.tier());
  out.set_tier_since(memory.tier_since());
  out.set_uses(memory.uses());
  out.set_last_used(memory.last_used());
  out.set_move_count(one.moves);
  for (auto& move : one.trail)
    *out.add_moves() = move;
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
    memories.take(event);
    if (auto id = tiers.fold(event); !id.empty())
      moved.insert(std::move(id));
    if (event.type() != "memory.forgotten")
      continue;
    tiers.retain([this](auto& id) { return memories.find(id) != nullptr; });
    deep.drop();
    embedding.unclean = true;
  }
  return true;
}

void semantic_memory_state::arrange() {
  for (auto& id : std::exchange(moved, {})) {
    auto* one = tiers.find(id);
    if (one != nullptr && one->where == tier::long_term)
      memories.put_away(id);
    else if (one != nullptr && memories.is_away(id))
      returning.insert(id);
  }
  memories.index();
}

caf::expected<Recalled>
semantic_memory_state::recall(const Recall& question,
                              std::span<const float> query) const {
  auto result = memories.recall(question, now(), query);
  if (auto* why = std::get_if<ingest::refusal>(&result))
    return caf::make_error(why->code, why->detail);
  auto found = std::get<Recalled>(std::move(result));
  for (auto& hit : *found.mutable_hits())
    tiers.describe(*hit.mutable_memory());
  return found;
}

bool semantic_memory_state::looks_deeper(const Recall& question,
                                         int hits) const {
  auto enough = question.limit() == 0 ? 10 : question.limit();
  return memories.away() > 0
         && (question.query().empty() || !question.as_of().empty()
             || !question.known_at().empty()
             || static_cast<uint32_t>(hits) < enough);
}

caf::expected<MemoryStats> semantic_memory_state::stats(const AskMemoryStats&) {
  MemoryStats result;
  result.set_memories(memories.count(now()));
  result.set_working_memories(tiers.count(tier::working));
  result.set_semantic_memories(tiers.count(tier::semantic));
  result.set_long_term_memories(tiers.count(tier::long_term));
  result.set_superseded(tiers.entries().size() - result.memories());
  result.set_moves(tiers.moves());
  return result;
}

caf::expected<MemoryTrails>
semantic_memory_state::trails(const ListMemoryTrails& question) {
  auto limit = question.limit() == 0 ? usual_trails : question.limit();
  MemoryTrails result;
  for (auto& [id, one] : tiers.entries()) {
    auto* memory = memories.find(id);
    if (memory == nullptr || !asks_for(question, id, one))
      continue;
    if (static_cast<uint32_t>(result.trails_size()) >= limit)
      break;
    auto known = *memory;
    describe(known);
    write(*result.add_trails(), known, one);
  }
  if (!question.memory_id().empty() && result.trails().empty())
    return caf::make_error(errc::not_found);
  return result;
}

caf::expected<Memory>
semantic_memory_state::successor(const ReviseMemory& command,
                                 const Memory& old) const {
  auto* known = memories.find(command.memory_id());
  if (known == nullptr)
    return caf::make_error(errc::not_found);
  if (!known->superseded_by().empty() || revising.contains(command.memory_id()))
    return caf::make_error(errc::version_conflict);
  auto result = complete(revised(old, command.memory()), now());
  if (auto* why = std::get_if<ingest::refusal>(&result))
    return caf::make_error(why->code, why->detail);
  return std::get<Memory>(std::move(result));
}

void semantic_memory_state::describe(Memory& into) const {
  tiers.describe(into);
  if (auto* next = memories.successor_of(into.memory_id(), now()))
    into.set_superseded_by(next->memory_id());
}

tier semantic_memory_state::first_tier(const Memory& fresh) const {
  tier_facts facts;
  facts.kind = fresh.kind();
  facts.importance = fresh.importance();
  facts.recorded_at = now();
  facts.valid_from
    = instant_or(fresh.valid_from(), facts.recorded_at).value_or(0);
  facts.states_fact = fresh.has_fact();
  return options.policy.place(facts, facts.recorded_at).where;
}

} // namespace auren::memory
