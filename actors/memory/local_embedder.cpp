#include "actors/memory/local_embedder.hpp"

#include "actors/memory/tokens.hpp"

#include <algorithm>
#include <cmath>

namespace auren::memory {

namespace {

constexpr size_t floats = 384;
constexpr int nonzero = 6; ///< Of a feature's direction.

// Of a word's own direction, its parts and its concepts; found by trying on
// conversations that were not looked at afterwards.
constexpr double weight_word = 0.4;
constexpr double weight_parts = 1.0;
constexpr double weight_concepts = 1.0;
constexpr double weight_common = 0.25;

/// FNV-1a (RFC draft-eastlake-fnv), which is the same on every machine.
uint64_t hash(std::string_view bytes, uint64_t start) {
  auto result = start;
  for (unsigned char byte : bytes)
    result = (result ^ byte) * 0x100000001b3;
  return result;
}

constexpr uint64_t seed_word = 0xcbf29ce484222325;
constexpr uint64_t seed_part = 0x84222325cbf29ce4;
constexpr uint64_t seed_concept = 0x9ae16a3b2f90404f;

/// The next of SplitMix64 (Steele et al., OOPSLA 2014).
uint64_t next(uint64_t& state) {
  auto z = state += 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

void add_feature(std::vector<float>& sum, uint64_t seed, double weight) {
  auto each = static_cast<float>(weight / std::sqrt(nonzero));
  for (int i = 0; i < nonzero; ++i) {
    auto bits = next(seed);
    sum[bits % floats] += bits >> 63 ? each : -each;
  }
}

void add_parts(std::vector<float>& sum, const std::string& word,
               double weight) {
  auto framed = '<' + word + '>';
  auto parts = 2 * framed.size() - 5; // of three and of four bytes
  auto each = weight / std::sqrt(static_cast<double>(parts));
  for (size_t n = 3; n <= 4; ++n)
    for (size_t i = 0; i + n <= framed.size(); ++i)
      add_feature(sum, hash(std::string_view{framed}.substr(i, n), seed_part),
                  each);
}

void make_unit(std::vector<float>& sum) {
  double square = 0;
  for (auto x : sum)
    square += static_cast<double>(x) * static_cast<double>(x);
  if (square == 0)
    return;
  auto scale = static_cast<float>(1 / std::sqrt(square));
  for (auto& x : sum)
    x *= scale;
}

} // namespace

local_embedder::local_embedder(const vocabulary& words) : words_(words) {}

size_t local_embedder::dimensions() const {
  return floats;
}

void local_embedder::add_word(std::vector<float>& sum, const std::string& word,
                              double weight) const {
  if (words_.common.contains(word))
    weight *= weight_common;
  add_feature(sum, hash(word, seed_word), weight * weight_word);
  add_parts(sum, word, weight * weight_parts);
  auto found = words_.concepts.find(word);
  if (found == words_.concepts.end())
    return;
  for (auto number : found->second)
    add_feature(sum, seed_concept + number, weight * weight_concepts);
}

std::vector<float>
local_embedder::embed(std::string_view text, const word_weight& weight) const {
  std::vector<float> result(floats);
  auto words = tokens(text);
  std::ranges::sort(words);
  for (auto at = words.begin(); at != words.end();) {
    auto end = std::ranges::upper_bound(at, words.end(), *at);
    auto times = 1 + std::log(static_cast<double>(end - at));
    add_word(result, *at, weight ? times * weight(*at) : times);
    at = end;
  }
  make_unit(result);
  return result;
}

std::shared_ptr<const embedder> local_embedder::shared() {
  static const auto result = std::make_shared<const local_embedder>();
  return result;
}

} // namespace auren::memory
