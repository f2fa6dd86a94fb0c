#include "actors/memory/lexicon.hpp"

#include "actors/memory/tokens.hpp"

#include <algorithm>
#include <cmath>

namespace auren::memory {

namespace {

constexpr double k1 = 1.2;
constexpr double b = 0.75;

double idf(size_t texts, size_t with_word) {
  auto all = static_cast<double>(texts);
  auto some = static_cast<double>(with_word);
  return std::log(1 + (all - some + 0.5) / (some + 0.5));
}

} // namespace

void lexicon::add(std::string_view text) {
  auto words = tokens(text);
  auto number = static_cast<uint32_t>(lengths_.size());
  lengths_.push_back(static_cast<uint32_t>(words.size()));
  std::ranges::sort(words);
  for (auto at = words.begin(); at != words.end();) {
    auto end = std::ranges::upper_bound(at, words.end(), *at);
    postings_[*at].push_back({number, static_cast<uint32_t>(end - at)});
    at = end;
  }
}

void lexicon::remove(uint32_t number, std::string_view text) {
  lengths_[number] = 0;
  for (auto& word : tokens(text)) {
    auto found = postings_.find(word);
    if (found == postings_.end())
      continue;
    std::erase_if(found->second, [=](auto& x) { return x.text == number; });
    if (found->second.empty())
      postings_.erase(found);
  }
}

double lexicon::mean_length(const std::vector<bool>& visible) const {
  uint64_t words = 0;
  uint64_t texts = 0;
  for (size_t i = 0; i < lengths_.size(); ++i) {
    if (!visible[i])
      continue;
    words += lengths_[i];
    ++texts;
  }
  return texts == 0 ? 1
                    : static_cast<double>(words) / static_cast<double>(texts);
}

double lexicon::weight(const std::string& word,
                       const std::vector<bool>& visible) const {
  auto found = postings_.find(word);
  size_t with_word = 0;
  if (found != postings_.end())
    for (auto& one : found->second)
      with_word += visible[one.text] ? 1 : 0;
  auto texts = static_cast<size_t>(std::ranges::count(visible, true));
  return idf(texts, std::max<size_t>(with_word, 1));
}

std::vector<double>
lexicon::score(std::string_view query, const std::vector<bool>& visible) const {
  std::vector<double> result(lengths_.size());
  auto words = tokens(query);
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  auto texts = static_cast<size_t>(std::ranges::count(visible, true));
  auto mean = mean_length(visible);
  auto seen = [&](const posting& x) -> bool { return visible[x.text]; };
  for (auto& word : words) {
    auto found = postings_.find(word);
    if (found == postings_.end())
      continue;
    auto n = std::ranges::count_if(found->second, seen);
    auto weight = idf(texts, static_cast<size_t>(n));
    for (auto& [text, times] : found->second) {
      auto tf = static_cast<double>(times);
      auto length = static_cast<double>(lengths_[text]) / mean;
      if (visible[text])
        result[text]
          += weight * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length));
    }
  }
  return result;
}

} // namespace auren::memory
