#include "actors/memory/recollection.hpp"

#include <algorithm>

namespace auren::memory {

// By id last: what is told at one instant has an order all the same.
std::tuple<int64_t, int64_t, std::string_view>
recollection::began(uint32_t number) const {
  auto& x = items_[number];
  return {x.valid_from, x.recorded_at, x.memory.memory_id()};
}

void recollection::put_among_rivals(uint32_t number) {
  if (items_[number].key.empty())
    return;
  auto& all = rivals_[items_[number].key];
  auto order = [this](uint32_t n) { return began(n); };
  all.insert(std::ranges::upper_bound(all, order(number), {}, order), number);
}

void recollection::leave_rivals(uint32_t number) {
  auto found = rivals_.find(items_[number].key);
  if (found == rivals_.end())
    return;
  std::erase(found->second, number);
  if (found->second.empty())
    rivals_.erase(found);
}

void recollection::contradict(std::vector<bool>& seen) const {
  for (auto& [key, all] : rivals_) {
    bool holds = false; // One that began later does.
    for (auto at = all.rbegin(); at != all.rend(); ++at) {
      if (!seen[*at])
        continue;
      seen[*at] = !holds;
      holds = true;
    }
  }
}

uint32_t recollection::rival_after(const item& x, const viewpoint& from) const {
  auto found = rivals_.find(x.key);
  if (x.key.empty() || found == rivals_.end())
    return none;
  auto number = static_cast<uint32_t>(&x - items_.data());
  auto later = std::ranges::upper_bound(
    found->second, began(number), {}, [this](uint32_t n) { return began(n); });
  auto took_over = std::find_if(later, found->second.end(), [&](uint32_t n) {
    auto& one = items_[n];
    return one.recorded_at <= from.known_at && one.valid_from <= from.as_of
           && one.valid_from < x.valid_to;
  });
  return took_over == found->second.end() ? none : *took_over;
}

uint32_t recollection::successor(const item& x, const viewpoint& from) const {
  if (x.next != none && items_[x.next].recorded_at <= from.known_at)
    return x.next;
  return rival_after(x, from);
}

const Memory*
recollection::successor_of(const std::string& memory_id, int64_t now_ms) const {
  auto at = by_id_.find(memory_id);
  if (at == by_id_.end())
    return nullptr;
  auto next = successor(items_[at->second], {now_ms, now_ms, true});
  return next == none ? nullptr : &items_[next].memory;
}

std::optional<tier_facts>
recollection::facts_of(const std::string& memory_id, int64_t now_ms) const {
  auto at = by_id_.find(memory_id);
  if (at == by_id_.end())
    return std::nullopt;
  auto& x = items_[at->second];
  tier_facts result;
  result.kind = x.memory.kind();
  result.importance = x.memory.importance();
  result.recorded_at = x.recorded_at;
  result.valid_from = x.valid_from;
  result.superseded = successor(x, {now_ms, now_ms, true}) != none;
  result.states_fact = !x.key.empty();
  return result;
}

} // namespace auren::memory
