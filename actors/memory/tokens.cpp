#include "actors/memory/tokens.hpp"

#include "actors/memory/letters.hpp"
#include "actors/memory/porter.hpp"

#include <algorithm>

namespace auren::memory {

namespace {

// Words that say nothing about what a note is about, in order. "not" and "no"
// are left in: "no coffee" is not "coffee".
constexpr std::string_view stop_words[]
  = {"a",     "about", "am",    "an",   "and",  "are",   "as",    "at",
     "be",    "been",  "being", "but",  "by",   "did",   "do",    "does",
     "for",   "from",  "had",   "has",  "have", "he",    "her",   "his",
     "how",   "i",     "if",    "in",   "into", "is",    "it",    "its",
     "me",    "my",    "of",    "on",   "or",   "our",   "she",   "so",
     "that",  "the",   "their", "them", "then", "there", "these", "they",
     "this",  "those", "to",    "was",  "we",   "were",  "what",  "when",
     "where", "which", "who",   "why",  "will", "with",  "you",   "your"};

void end_word(std::vector<std::string>& out, std::string& word) {
  if (!word.empty() && !std::ranges::binary_search(stop_words, word))
    out.push_back(stem(std::move(word)));
  word.clear();
}

} // namespace

std::vector<std::string> tokens(std::string_view text) {
  std::vector<std::string> result;
  std::string word;
  while (!text.empty()) {
    auto c = next_code_point(text);
    auto kind = kind_of(c);
    if (kind == letter::mark)
      continue;
    if (kind != letter::part)
      end_word(result, word);
    if (kind != letter::none)
      append_folded(word, c);
    if (kind == letter::alone)
      end_word(result, word);
  }
  end_word(result, word);
  return result;
}

} // namespace auren::memory
