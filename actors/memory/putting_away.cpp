#include "actors/memory/recollection.hpp"

#include <string>
#include <utility>

namespace auren::memory {

void recollection::put_away(const std::string& memory_id) {
  auto at = by_id_.find(memory_id);
  if (at == by_id_.end() || items_[at->second].away)
    return;
  leave_index(at->second);
  auto& x = items_[at->second];
  std::string{}.swap(*x.memory.mutable_text());
  x.says = {};
  x.away = true;
  ++away_;
}

// It gets a new number: the places of the old one in words and vectors are
// overwritten for good.
void recollection::take_back(const Memory& whole) {
  auto at = by_id_.find(whole.memory_id());
  if (at == by_id_.end() || !items_[at->second].away)
    return;
  auto old = at->second;
  auto number = static_cast<uint32_t>(items_.size());
  items_.push_back(std::exchange(items_[old], {}));
  items_[number].memory.set_text(whole.text());
  items_[number].away = false;
  --away_;
  at->second = number;
  replace(old, number);
  index();
}

void recollection::replace(uint32_t old, uint32_t by) {
  for (auto& x : items_)
    if (x.next == old)
      x.next = by;
  if (auto found = rivals_.find(items_[by].key); found != rivals_.end())
    for (auto& one : found->second)
      if (one == old)
        one = by;
}

bool recollection::is_away(const std::string& memory_id) const {
  auto at = by_id_.find(memory_id);
  return at != by_id_.end() && items_[at->second].away;
}

uint64_t recollection::told_at(const std::string& memory_id) const {
  auto at = by_id_.find(memory_id);
  return at == by_id_.end() ? 0 : items_[at->second].version;
}

} // namespace auren::memory
