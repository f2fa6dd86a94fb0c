#include "actors/node/bench/vectors.hpp"

#include "actors/memory/recollection.hpp"
#include "actors/node/bench/chroma.hpp"
#include "messages/time.hpp"
#include "storage/vectors/vector_index.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>
#include <optional>
#include <random>

namespace auren::node::bench {

namespace {

using clock = std::chrono::steady_clock;
using storage::vectors::vector_index;
using vector = std::vector<float>;

constexpr size_t items = 100'000;
constexpr size_t dimensions = 384;
constexpr size_t questions = 1000;
constexpr size_t wanted = 10;

double seconds_since(clock::time_point start) {
  return std::chrono::duration<double>(clock::now() - start).count();
}

/// Vectors of unit length around 500 centres, as texts have subjects.
class cloud {
public:
  cloud() : centres_(500) {
    for (auto& one : centres_)
      one = noise(1);
  }
  vector next() {
    auto result = noise(0.8f);
    auto& centre = centres_[random_() % centres_.size()];
    float square = 0;
    for (size_t i = 0; i < dimensions; ++i) {
      result[i] += centre[i];
      square += result[i] * result[i];
    }
    for (auto& x : result)
      x /= std::sqrt(square);
    return result;
  }
  std::vector<vector> several(size_t n) {
    std::vector<vector> result(n);
    std::ranges::generate(result, [this] { return next(); });
    return result;
  }

private:
  vector noise(float width) {
    std::normal_distribution<float> some{0, width};
    vector result(dimensions);
    std::ranges::generate(result, [&] { return some(random_); });
    return result;
  }

  std::mt19937_64 random_{7};
  std::vector<vector> centres_;
};

using answers = std::vector<std::vector<uint32_t>>;

/// Questions a second and what was answered.
struct round {
  double rate = 0;
  answers found;
};

template <class Near>
round ask(const std::vector<vector>& queries, Near near) {
  round result;
  auto start = clock::now();
  for (auto& query : queries)
    result.found.push_back(near(query));
  result.rate = static_cast<double>(queries.size()) / seconds_since(start);
  return result;
}

/// Returns how much of `truth` is in `found`, in percent.
double recall_of(const answers& found, const answers& truth) {
  size_t hits = 0;
  for (size_t i = 0; i < truth.size(); ++i)
    for (auto number : truth[i])
      hits += std::ranges::count(found[i], number) > 0 ? 1 : 0;
  return 100.0 * static_cast<double>(hits)
         / static_cast<double>(truth.size() * wanted);
}

/// An index in which every vector is linked, or with `exact` none.
vector_index filled(const std::vector<vector>& all, bool exact) {
  vector_index result{dimensions, {.exact_up_to = exact ? items : 20'000}};
  for (auto& one : all)
    result.add(one);
  while (result.link(1000)) {
  }
  return result;
}

round ask_index(const vector_index& index, const std::vector<vector>& queries) {
  std::vector<bool> visible(items, true);
  return ask(queries, [&](auto& query) {
    std::vector<uint32_t> result;
    for (auto& one : index.near(query, wanted, visible))
      result.push_back(one.number);
    return result;
  });
}

std::optional<round>
ask_chroma(const std::vector<vector>& all, const std::vector<vector>& queries) {
  auto* url = std::getenv("AUREN_PEER_CHROMA");
  if (url == nullptr)
    return std::nullopt;
  chroma peer{url};
  constexpr size_t batch = 500;
  for (size_t i = 0; i < all.size(); i += batch)
    peer.add(static_cast<uint32_t>(i), std::span{all}.subspan(i, batch));
  return ask(queries, [&](auto& query) { return peer.near(query, wanted); });
}

/// Something that a person may have noted, of twelve words.
std::string some_note(std::mt19937& random) {
  static constexpr const char* syllables[]
    = {"ba",  "co", "di", "fe", "gu", "ha", "li", "mo", "na", "pe",
       "qui", "ro", "sa", "ti", "vu", "wa", "xe", "yo", "za", "ther"};
  static constexpr const char* known[]
    = {"sleep",  "coffee", "stress", "walk",  "headache", "work",
       "dinner", "friend", "doctor", "tired", "run",      "magnesium"};
  std::string result;
  for (int i = 0; i < 12; ++i) {
    if (i % 4 == 0)
      result += known[random() % std::size(known)];
    else // few words are used often, most are rare
      for (auto n = 2 + random() % 2; n > 0; --n)
        result += syllables[std::min(random() % 20, random() % 20)];
    result += ' ';
  }
  return result;
}

events::Event stored(size_t i, std::mt19937& random) {
  memory::MemoryStored fact;
  auto& one = *fact.mutable_memory();
  one.set_memory_id(std::to_string(i));
  one.set_text(some_note(random));
  one.set_importance(0.5);
  auto when = static_cast<int64_t>(i) * 1'200'000; // every twenty minutes
  one.set_valid_from(time::format(1'600'000'000'000 + when));
  one.set_recorded_at(one.valid_from());
  events::Event result;
  result.set_type("memory.stored");
  result.set_payload(fact.SerializeAsString());
  return result;
}

/// Semantic memory as its actor asks it, with everything linked.
std::vector<figure> recall_among_many() {
  std::mt19937 random{3};
  memory::recollection tested;
  auto start = clock::now();
  for (size_t i = 0; i < items; ++i)
    tested.fold(stored(i, random));
  auto folded = seconds_since(start);
  start = clock::now();
  while (tested.prepare(1000)) {
  }
  auto linked = seconds_since(start);
  std::vector<double> times;
  for (size_t i = 0; i < questions; ++i) {
    memory::Recall question;
    question.set_query(some_note(random).substr(0, 40));
    start = clock::now();
    auto found = tested.recall(question, time::now_ms());
    times.push_back(seconds_since(start) * 1000);
  }
  return {
    {"recall among 100,000 memories, p99", quantile(times, 0.99), 50, "ms",
     "limit", true},
    {"100,000 memories read again", folded, 0, "s", "", true},
    {"100,000 memories linked meanwhile", linked, 0, "s", "", true},
  };
}

} // namespace

std::vector<figure> vectors() {
  cloud from;
  auto all = from.several(items);
  auto queries = from.several(questions);
  auto exact = ask_index(filled(all, true), queries);
  auto start = clock::now();
  auto index = filled(all, false);
  auto built = seconds_since(start);
  auto ours = ask_index(index, queries);
  auto peer = ask_chroma(all, queries);
  auto against = peer ? "Chroma, HTTP" : "no peer given";
  std::vector<figure> result
    = {{"100,000 vectors linked", built, 0, "s", "", true},
       {"recall@10 of the index", recall_of(ours.found, exact.found), 98, "%",
        "limit", false},
       {"10 nearest of 100,000", ours.rate, exact.rate, "1/s", "all compared",
        false},
       {"10 nearest of 100,000", ours.rate, peer ? peer->rate : 0, "1/s",
        against, false},
       {"recall@10 of the index", recall_of(ours.found, exact.found),
        peer ? recall_of(peer->found, exact.found) : 0, "%", against, false}};
  for (auto& one : recall_among_many())
    result.push_back(std::move(one));
  return result;
}

} // namespace auren::node::bench
