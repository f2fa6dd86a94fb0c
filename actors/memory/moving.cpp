#include "actors/memory/semantic_parts.hpp"
#include "messages/ids.hpp"
#include "messages/time.hpp"

#include <fmt/format.h>

namespace auren::memory {

namespace {

MemoryMoved move_of(const std::string& id, const tier_book::entry& one,
                    const placement& to, int64_t now_ms) {
  MemoryMoved result;
  result.set_memory_id(id);
  result.set_from(std::string{to_string(one.where)});
  result.set_to(std::string{to_string(to.where)});
  result.set_reason(std::string{to.reason});
  result.set_at(time::format(now_ms));
  result.set_number(one.moves + 1);
  return result;
}

} // namespace

std::vector<MemoryMoved>
semantic_memory_state::next_moves(size_t look, size_t limit) {
  std::vector<MemoryMoved> result;
  auto now_ms = now();
  auto& all = tiers.entries();
  auto at = all.upper_bound(sweep.after);
  for (; at != all.end() && look > 0 && result.size() < limit; ++at, --look) {
    auto& [id, one] = *at;
    sweep.after = id;
    auto facts = memories.facts_of(id, now_ms);
    if (!facts)
      continue;
    facts->uses = one.uses;
    facts->last_used = one.last_used_ms;
    auto to = options.policy.place(*facts, now_ms);
    if (to.where != one.where)
      result.push_back(move_of(id, one, to, now_ms));
  }
  if (at == all.end())
    sweep.under_way = false;
  return result;
}

namespace semantic {

namespace {

/// Memories that are looked at, and moves that are recorded, between two
/// messages.
constexpr size_t looked_at_once = 2000;
constexpr size_t moved_at_once = 256;

/// So often in a row others may write while a move is being recorded, before
/// it waits for the next look.
constexpr int most_conflicts = 5;

/// An id of its own for the n-th move of a memory: told again, it is known.
std::string id_of(pointer self, const MemoryMoved& fact) {
  auto* one = self->state.tiers.find(fact.memory_id());
  return ids::derived(fmt::format("{}/{}/moved/{}", self->state.stream(),
                                  fact.memory_id(), fact.number()),
                      one == nullptr ? 0 : one->since_ms);
}

events::Append command_of(pointer self, const std::vector<MemoryMoved>& moves) {
  events::Append result;
  *result.mutable_context() = self->state.person;
  for (auto& fact : moves)
    more(self, result, "memory.moved", fact).set_event_id(id_of(self, fact));
  result.set_expected_version(self->state.folded);
  return result;
}

void go_on_when_read(pointer self) {
  auto& state = self->state;
  if (!state.reading)
    return self->send(self, caf::update_atom_v);
  state.sweep.awaits_read = true;
}

/// What was decided on an older state is decided again; what cannot be
/// recorded waits for the next look.
void not_moved(pointer self, const caf::error& why, const std::string& from) {
  auto& sweep = self->state.sweep;
  sweep.under_way = code_of(why) == errc::version_conflict
                    && ++sweep.conflicts <= most_conflicts;
  if (!sweep.under_way)
    return;
  sweep.after = from;
  sweep.awaits_read = true;
  if (!self->state.reading)
    read_on(self);
}

} // namespace

void begin_sweep(pointer self) {
  auto& state = self->state;
  if (state.sweep.under_way)
    return;
  state.deep.drop();
  state.sweep = {.under_way = true, .awaits_read = true, .after = {}};
  if (!state.reading) // Others tell of uses.
    read_on(self);
}

void go_on_sweeping(pointer self) {
  auto& state = self->state;
  if (!state.sweep.under_way)
    return;
  auto from = state.sweep.after;
  auto moves = state.next_moves(looked_at_once, moved_at_once);
  if (moves.empty()) {
    if (state.sweep.under_way)
      go_on_when_read(self);
    return;
  }
  append(self, command_of(self, moves),
         [self, from](const events::Appended&, const caf::error& why) {
           if (why)
             return not_moved(self, why, from);
           self->state.sweep.conflicts = 0;
           if (self->state.sweep.under_way)
             go_on_when_read(self);
         });
}

void bring_back(pointer self) {
  auto& returning = self->state.returning;
  if (returning.empty())
    return;
  auto ids = std::exchange(returning, {});
  for (auto& id : ids)
    whole(self, id, [self, id](const caf::expected<Memory>& found) {
      auto& state = self->state;
      auto* one = state.tiers.find(id);
      if (found && one != nullptr && one->where != tier::long_term)
        state.memories.take_back(*found);
      else if (!found)
        state.moved.insert(id); // The next look tries again.
    });
}

} // namespace semantic

} // namespace auren::memory
