#include "actors/memory/recollection.hpp"

#include "messages/time.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace auren::memory {

namespace {

/// What `hit` is ordered by: score first, then nothing that depends on the
/// order in which memories came.
auto order_of(const Hit& hit) {
  auto& memory = hit.memory();
  return std::tuple{-hit.score(), std::string_view{memory.text()},
                    std::string_view{memory.valid_from()},
                    std::string_view{memory.memory_id()}};
}

double recency(int64_t when_ms, int64_t now_ms) {
  auto days = static_cast<double>(std::max<int64_t>(now_ms - when_ms, 0))
              / 86'400'000.0;
  return std::exp2(-days / half_life_days);
}

bool wanted(const Recall& question, const Memory& memory) {
  bool kind = question.kind().empty() || question.kind() == memory.kind();
  return kind
         && (question.scope().empty() || memory.scope().empty()
             || question.scope() == memory.scope());
}

} // namespace

uint32_t recollection::add(const Memory& memory) {
  auto number = static_cast<uint32_t>(items_.size());
  if (!by_id_.emplace(memory.memory_id(), number).second)
    return none;
  item fresh;
  fresh.memory = memory;
  fresh.memory.clear_superseded_by();
  fresh.memory.set_tier("semantic");
  fresh.recorded_at = instant_or(memory.recorded_at(), 0).value_or(0);
  fresh.valid_from
    = instant_or(memory.valid_from(), fresh.recorded_at).value_or(0);
  fresh.valid_to = instant_or(memory.valid_to(), INT64_MAX).value_or(INT64_MAX);
  items_.push_back(std::move(fresh));
  words_.add(memory.text());
  return number;
}

void recollection::fold(const events::Event& event) {
  if (event.type() == "memory.stored") {
    MemoryStored fact;
    if (fact.ParseFromString(event.payload()))
      add(fact.memory());
  } else if (event.type() == "memory.revised") {
    MemoryRevised fact;
    if (!fact.ParseFromString(event.payload()))
      return;
    auto old = by_id_.find(fact.memory_id());
    auto next = old == by_id_.end() ? none : add(fact.memory());
    if (next == none) // Forgotten meanwhile, or folded before.
      return;
    items_[old->second].next = next;
    items_[old->second].memory.set_superseded_by(fact.memory().memory_id());
  } else if (event.type() == "memory.forgotten") {
    MemoryForgotten fact;
    if (fact.ParseFromString(event.payload()))
      forget(fact.memory_id());
  }
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
  words_.remove(number, items_[number].memory.text());
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

uint64_t recollection::count() const {
  return static_cast<uint64_t>(std::ranges::count_if(items_, [](auto& x) {
    return x.next == none && !x.memory.memory_id().empty();
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

std::vector<Hit>
recollection::hits(const Recall& question, const viewpoint& from) const {
  std::vector<bool> seen;
  for (auto& x : items_)
    seen.push_back(visible(x, from));
  auto scores = words_.score(question.query(), seen);
  auto best = scores.empty() ? 0.0 : *std::ranges::max_element(scores);
  std::vector<Hit> result;
  for (size_t i = 0; i < items_.size(); ++i) {
    auto& memory = items_[i].memory;
    if (!seen[i] || !wanted(question, memory)
        || (scores[i] == 0 && !question.query().empty()))
      continue;
    auto& hit = result.emplace_back();
    auto& parts = *hit.mutable_parts();
    parts["words"] = best == 0 ? 0 : weight_words * scores[i] / best;
    parts["importance"] = weight_importance * memory.importance();
    parts["time"] = weight_time * recency(items_[i].valid_from, from.as_of);
    hit.set_score(parts["words"] + parts["importance"] + parts["time"]);
    *hit.mutable_memory() = memory;
    auto next = items_[i].next;
    if (next != none && items_[next].recorded_at > from.known_at)
      hit.mutable_memory()->clear_superseded_by();
  }
  std::ranges::sort(result, {}, order_of);
  return result;
}

std::variant<Recalled, ingest::refusal>
recollection::recall(const Recall& question, int64_t now_ms) const {
  auto known_at = instant_or(question.known_at(), now_ms);
  auto as_of = instant_or(question.as_of(), known_at.value_or(now_ms));
  if (!known_at || !as_of)
    return ingest::refusal{errc::invalid_time, "as_of and known_at are times"};
  auto found = hits(question, {*as_of, *known_at});
  auto limit = question.limit() == 0 ? 10 : question.limit();
  Recalled result;
  for (size_t i = 0; i < std::min<size_t>(limit, found.size()); ++i)
    *result.add_hits() = std::move(found[i]);
  return result;
}

} // namespace auren::memory
