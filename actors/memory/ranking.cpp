#include "actors/memory/recollection.hpp"
#include "messages/time.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace auren::memory {

namespace {

/// What nearness in meaning weighs beside the words that a text shares.
constexpr double weight_meaning = 0.5;

/// Below this cosine nothing is made of nearness: directions that are only
/// random come to 1/sqrt(384), and this is twice it.
constexpr float unrelated = 0.1f;

/// From this one on a memory is found by its meaning alone: five times what is
/// only random, so that even among 100,000 none is found by accident.
constexpr float related = 0.25f;

/// How many near ones the graph is asked for: more than are wanted, since
/// words and surroundings reorder them.
constexpr size_t candidates = 256;

double recency(int64_t when_ms, int64_t now_ms) {
  auto days = static_cast<double>(std::max<int64_t>(now_ms - when_ms, 0))
              / static_cast<double>(time::day_ms);
  return std::exp2(-days / half_life_days);
}

bool in_scope(const Recall& question, const Memory& memory) {
  return question.scope().empty() || memory.scope().empty()
         || question.scope() == memory.scope();
}

bool of_kind(const Recall& question, const Memory& memory) {
  return question.kind().empty() || question.kind() == memory.kind();
}

/// Returns how much of the best that there could be is not in a text itself:
/// what says all of it gains nothing from what stands beside it.
double missing(const recollection::finding& one) {
  return 1 - (one.words + one.meaning) / (1 + weight_meaning);
}

template <class Values>
double best_of(const Values& values) {
  auto best = std::ranges::max_element(values);
  return best == values.end() ? 0 : static_cast<double>(*best);
}

} // namespace

// What a question may not see does not exist for it: neither its words nor
// its neighbours weigh anything. What is of another kind, or put away, still
// contradicts.
std::vector<bool>
recollection::seen(const Recall& question, const viewpoint& from) const {
  std::vector<bool> result;
  result.reserve(items_.size());
  for (auto& x : items_)
    result.push_back(visible(x, from) && in_scope(question, x.memory));
  contradict(result);
  for (size_t i = 0; i < items_.size(); ++i)
    if (result[i])
      result[i] = !items_[i].away && of_kind(question, items_[i].memory);
  return result;
}

std::vector<recollection::finding>
recollection::all(const std::vector<bool>& seen) const {
  std::vector<finding> result;
  for (auto number : by_time_)
    if (seen[number])
      result.push_back({.number = number});
  return result;
}

std::vector<float>
recollection::meaning(const Recall& question, const viewpoint& from,
                      const std::vector<bool>& seen,
                      std::span<const float> foreign_query) const {
  std::vector<float> result;
  auto foreign = !foreign_query.empty() && foreign_ && lacking() == 0;
  auto query = foreign ? std::vector<float>{}
                       : meaning_->embed(question.query(), [&](auto& word) {
                           return words_.weight(word, seen);
                         });
  if (foreign) {
    result = foreign_->nearness(foreign_query, seen);
  } else if (vectors_.exact() || !from.present) {
    result = vectors_.cosines(query, seen);
  } else {
    result.resize(items_.size());
    for (auto& one : vectors_.near(query, candidates, seen))
      result[one.number] = one.cosine;
  }
  for (auto& cosine : result)
    cosine = cosine < unrelated ? 0 : cosine;
  return result;
}

std::vector<surroundings>
recollection::context(const std::vector<finding>& by_time) const {
  std::vector<noted> ordered;
  ordered.reserve(by_time.size());
  for (auto& one : by_time)
    ordered.push_back({items_[one.number].valid_from,
                       items_[one.number].says.asks, one.relevance()});
  return around(ordered);
}

std::vector<recollection::finding>
recollection::relevant(const Recall& question, const viewpoint& from,
                       const std::vector<bool>& seen,
                       std::span<const float> query) const {
  auto words = words_.score(question.query(), seen);
  auto near = meaning(question, from, seen, query);
  auto most_words = std::max(best_of(words), 1e-9);
  auto nearest = std::max(best_of(near), 1e-9);
  auto found = all(seen);
  for (auto& one : found) {
    one.words = words[one.number] / most_words;
    one.meaning
      = weight_meaning * static_cast<double>(near[one.number]) / nearest;
  }
  auto around_it = context(found);
  auto wants = wish_of(question.query());
  for (size_t i = 0; i < found.size(); ++i) {
    auto& one = found[i];
    auto& x = items_[one.number];
    bool itself = one.words > 0 || near[one.number] >= related;
    if (itself || around_it[i].answers)
      one.context = around_it[i].score * missing(one);
    else
      one.meaning = 0;
    one.cues = one.relevance() * gain(wants, x.says, x.valid_from);
  }
  std::erase_if(found, [](auto& x) { return x.relevance() <= 0; });
  return found;
}

void recollection::order(std::vector<finding>& found, size_t limit,
                         const viewpoint& from) const {
  double most = 0;
  for (auto& one : found)
    most = std::max(most, one.relevance());
  auto share = most > 0 ? weight_relevance / most : 0;
  for (auto& one : found) {
    auto& x = items_[one.number];
    for (auto part : {&one.words, &one.meaning, &one.context, &one.cues})
      *part *= share;
    one.score = one.relevance() + weight_importance * x.memory.importance()
                + weight_time * recency(x.valid_from, from.as_of);
  }
  // Nothing in it depends on the order in which memories came.
  auto place = [this](const finding& one) {
    auto& memory = items_[one.number].memory;
    return std::tuple{std::string_view{memory.text()},
                      std::string_view{memory.valid_from()},
                      std::string_view{memory.memory_id()}};
  };
  auto before = [&](const finding& a, const finding& b) {
    return a.score != b.score ? a.score > b.score : place(a) < place(b);
  };
  auto end
    = found.begin() + static_cast<ptrdiff_t>(std::min(limit, found.size()));
  std::ranges::partial_sort(found, end, before);
  found.erase(end, found.end());
}

Hit recollection::hit(const finding& found, const viewpoint& from) const {
  auto& x = items_[found.number];
  Hit result;
  *result.mutable_memory() = x.memory;
  auto next = successor(x, {INT64_MAX, from.known_at, false});
  if (next == none)
    result.mutable_memory()->clear_superseded_by();
  else
    result.mutable_memory()->set_superseded_by(items_[next].memory.memory_id());
  result.set_score(found.score);
  auto& parts = *result.mutable_parts();
  parts["words"] = found.words;
  parts["meaning"] = found.meaning;
  parts["context"] = found.context;
  parts["cues"] = found.cues;
  parts["importance"] = weight_importance * x.memory.importance();
  parts["time"] = weight_time * recency(x.valid_from, from.as_of);
  return result;
}

} // namespace auren::memory
