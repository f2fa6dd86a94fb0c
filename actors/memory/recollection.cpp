#include "actors/memory/recollection.hpp"

#include "actors/memory/fact_key.hpp"
#include "actors/memory/local_embedder.hpp"

#include <algorithm>
#include <utility>

namespace auren::memory {

recollection::recollection(std::shared_ptr<const embedder> meaning,
                           storage::vectors::index_options index)
  : meaning_(meaning ? std::move(meaning) : local_embedder::shared()),
    vectors_(meaning_->dimensions(), index) {}

uint32_t recollection::add(const Memory& memory, uint64_t version) {
  auto number = static_cast<uint32_t>(items_.size());
  if (!by_id_.emplace(memory.memory_id(), number).second)
    return none;
  item fresh;
  fresh.memory = memory;
  fresh.memory.clear_superseded_by();
  fresh.recorded_at = instant_or(memory.recorded_at(), 0).value_or(0);
  fresh.valid_from
    = instant_or(memory.valid_from(), fresh.recorded_at).value_or(0);
  fresh.valid_to = instant_or(memory.valid_to(), INT64_MAX).value_or(INT64_MAX);
  fresh.version = version;
  fresh.key = fact_key(memory);
  items_.push_back(std::move(fresh));
  put_among_rivals(number);
  return number;
}

void recollection::index() {
  for (auto n = static_cast<uint32_t>(words_.size()); n < items_.size(); ++n) {
    auto& x = items_[n];
    if (!x.away && !x.memory.memory_id().empty()) {
      x.says = cues_of(x.memory);
      put_in_time(n);
    }
    words_.add(x.memory.text());
    vectors_.add(meaning_->embed(x.memory.text()));
  }
}

void recollection::put_in_time(uint32_t number) {
  auto place = [this](uint32_t x) {
    return std::pair{items_[x].valid_from,
                     std::string_view{items_[x].memory.text()}};
  };
  auto at = std::ranges::upper_bound(by_time_, place(number), {}, place);
  by_time_.insert(at, number);
}

void recollection::take(const events::Event& event) {
  if (event.payload().empty()) // forgotten: its key was destroyed
    return;
  if (event.type() == "memory.stored") {
    MemoryStored fact;
    if (fact.ParseFromString(event.payload()))
      add(fact.memory(), event.version());
  } else if (event.type() == "memory.revised") {
    MemoryRevised fact;
    if (!fact.ParseFromString(event.payload()))
      return;
    auto old = by_id_.find(fact.memory_id());
    auto next
      = old == by_id_.end() ? none : add(fact.memory(), event.version());
    if (next == none) // Forgotten meanwhile, or folded before.
      return;
    old = by_id_.find(fact.memory_id());
    items_[old->second].next = next;
    items_[old->second].memory.set_superseded_by(fact.memory().memory_id());
  } else if (event.type() == "memory.forgotten") {
    MemoryForgotten fact;
    if (fact.ParseFromString(event.payload()))
      forget(fact.memory_id());
  }
}

void recollection::leave_index(uint32_t number) {
  if (number >= words_.size() || items_[number].away)
    return;
  words_.remove(number, items_[number].memory.text());
  vectors_.remove(number);
  if (foreign_)
    foreign_->remove(number);
  std::erase(by_time_, number);
}

// A memory is forgotten with all that it superseded and that superseded it:
// their texts are versions of one.
void recollection::forget(const std::string& memory_id) {
  auto at = by_id_.find(memory_id);
  if (at == by_id_.end())
    return;
  auto number = at->second;
  by_id_.erase(at);
  auto next = items_[number].next;
  leave_index(number);
  leave_rivals(number);
  away_ -= items_[number].away ? 1 : 0;
  items_[number] = {};
  if (next != none)
    forget(std::string{items_[next].memory.memory_id()});
  for (uint32_t i = 0; i < items_.size(); ++i)
    if (items_[i].next == number)
      forget(std::string{items_[i].memory.memory_id()});
}

const Memory* recollection::find(std::string_view memory_id) const {
  auto at = by_id_.find(std::string{memory_id});
  return at == by_id_.end() ? nullptr : &items_[at->second].memory;
}

uint64_t recollection::count(int64_t now_ms) const {
  viewpoint present{now_ms, now_ms, true};
  return static_cast<uint64_t>(std::ranges::count_if(items_, [&](auto& x) {
    return !x.memory.memory_id().empty() && successor(x, present) == none;
  }));
}

// What was superseded stays true for the time before its successor begins:
// moving house does not change where one lived.
bool recollection::visible(const item& x, const viewpoint& from) const {
  if (x.memory.memory_id().empty() || x.recorded_at > from.known_at
      || x.valid_from > from.as_of || x.valid_to <= from.as_of)
    return false;
  for (auto next = x.next; next != none; next = items_[next].next)
    if (items_[next].recorded_at <= from.known_at
        && items_[next].valid_from <= from.as_of)
      return false;
  return true;
}

std::variant<Recalled, ingest::refusal>
recollection::recall(const Recall& question, int64_t now_ms,
                     std::span<const float> query) const {
  auto known_at = instant_or(question.known_at(), now_ms);
  auto as_of = instant_or(question.as_of(), known_at.value_or(now_ms));
  if (!known_at || !as_of)
    return ingest::refusal{errc::invalid_time, "as_of and known_at are times"};
  viewpoint from{*as_of, *known_at,
                 question.as_of().empty() && question.known_at().empty()};
  auto visible_now = seen(question, from);
  auto found = question.query().empty()
                 ? all(visible_now)
                 : relevant(question, from, visible_now, query);
  order(found, question.limit() == 0 ? 10 : question.limit(), from);
  Recalled result;
  for (auto& one : found)
    *result.add_hits() = hit(one, from);
  return result;
}

} // namespace auren::memory
