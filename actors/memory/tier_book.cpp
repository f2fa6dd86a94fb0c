#include "actors/memory/tier_book.hpp"

#include "actors/memory/recollection.hpp"
#include "messages/time.hpp"

#include <algorithm>

namespace auren::memory {

namespace {

template <class Fact, class Act>
void with(const events::Event& event, Act act) {
  Fact fact;
  if (fact.ParseFromString(event.payload()))
    act(fact);
}

} // namespace

void tier_book::begin(const Memory& memory) {
  entry fresh;
  fresh.where = parse_tier(memory.tier()).value_or(tier::semantic);
  fresh.since_ms = instant_or(memory.recorded_at(), 0).value_or(0);
  entries_.emplace(memory.memory_id(), std::move(fresh));
}

void tier_book::move(const MemoryMoved& fact) {
  auto to = parse_tier(fact.to());
  auto found = entries_.find(fact.memory_id());
  ++moves_;
  if (!to || found == entries_.end()) // Forgotten meanwhile.
    return;
  auto& one = found->second;
  one.where = *to;
  one.since_ms = instant_or(fact.at(), 0).value_or(0);
  one.moves = std::max(one.moves + 1, fact.number());
  one.trail.push_back(fact);
  if (one.trail.size() > told_moves)
    one.trail.pop_front();
}

void tier_book::use(const MemoryRecalled& fact, int64_t when_ms) {
  for (auto& id : fact.memory_id()) {
    auto found = entries_.find(id);
    if (found == entries_.end())
      continue;
    ++found->second.uses;
    found->second.last_used_ms = std::max(found->second.last_used_ms, when_ms);
  }
}

std::string tier_book::fold(const events::Event& event) {
  if (event.payload().empty()) // forgotten: its key was destroyed
    return {};
  auto& type = event.type();
  std::string moved;
  if (type == "memory.stored")
    with<MemoryStored>(event, [&](auto& fact) { begin(fact.memory()); });
  else if (type == "memory.revised")
    with<MemoryRevised>(event, [&](auto& fact) {
      if (entries_.contains(fact.memory_id()))
        begin(fact.memory());
    });
  else if (type == "memory.recalled")
    with<MemoryRecalled>(
      event, [&](auto& fact) { use(fact, event.occurred_at_us() / 1000); });
  else if (type == "memory.moved")
    with<MemoryMoved>(event, [&](auto& fact) {
      move(fact);
      moved = fact.memory_id();
    });
  return moved;
}

void tier_book::retain(const std::function<bool(const std::string&)>& is_kept) {
  std::erase_if(entries_, [&](auto& one) { return !is_kept(one.first); });
}

const tier_book::entry* tier_book::find(const std::string& memory_id) const {
  auto found = entries_.find(memory_id);
  return found == entries_.end() ? nullptr : &found->second;
}

uint64_t tier_book::count(tier which) const {
  return static_cast<uint64_t>(std::ranges::count_if(
    entries_, [=](auto& one) { return one.second.where == which; }));
}

void tier_book::describe(Memory& into) const {
  auto* one = find(into.memory_id());
  if (one == nullptr)
    return;
  into.set_tier(std::string{to_string(one->where)});
  into.set_tier_since(time::format(one->since_ms));
  into.set_uses(one->uses);
  if (one->uses > 0)
    into.set_last_used(time::format(one->last_used_ms));
}

} // namespace auren::memory
