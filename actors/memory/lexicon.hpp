#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace auren::memory {

/// Words and the texts that they are in; texts are numbered by the caller, in
/// order. Scores texts against a query with BM25 (Robertson and Zaragoza,
/// "The Probabilistic Relevance Framework: BM25 and Beyond", 2009;
/// k1 = 1.2, b = 0.75, idf = ln(1 + (N - n + 0.5) / (n + 0.5))).
class lexicon {
public:
  /// Adds the words of `text` as text number `size()`.
  void add(std::string_view text);

  /// Forgets a text, which must be what was added under `number`; the number
  /// stays taken.
  void remove(uint32_t number, std::string_view text);

  /// Returns how many numbers are taken.
  size_t size() const {
    return lengths_.size();
  }

  /// Returns the score of every text, 0 where no word of `query` is. Only
  /// texts with `visible[number]` exist for it, and what a word or a length
  /// weighs is counted over them alone: texts that were added later do not
  /// change what an earlier view gives.
  std::vector<double>
  score(std::string_view query, const std::vector<bool>& visible) const;

  /// Returns what a word (as `tokens` gives it) weighs among the texts that
  /// are `visible`: its idf, as if it were in one of them when it is in none.
  double
  weight(const std::string& word, const std::vector<bool>& visible) const;

private:
  struct posting {
    uint32_t text;
    uint32_t times;
  };

  double mean_length(const std::vector<bool>& visible) const;

  std::unordered_map<std::string, std::vector<posting>> postings_;
  std::vector<uint32_t> lengths_;
};

} // namespace auren::memory
