#pragma once

#include "actors/agents/text.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

/// A small language for "these words near each other": pure, no actors.
namespace auren::agents {

/// What may stand at one place of a pattern.
struct slot {
  std::vector<std::string> words;
  std::vector<std::string> stems;                ///< "hurt*"
  std::vector<std::pair<double, double>> ranges; ///< "150..250"
};

/// Words in order with at most one word between ("a b|c"), side by side
/// ("= a b"), or in any order within N words ("~N a b"). In order, light words
/// ("my", "the") between do not count; a sentence's end counts as two.
struct pattern {
  std::vector<slot> slots;
  size_t within = 0; ///< Not 0: any order.
  size_t gap = 1;    ///< Words that may stand between.
};

/// Returns the pattern that `text` writes.
pattern parse_pattern(std::string_view text);

/// The words that patterns know.
struct vocabulary {
  std::set<std::string, std::less<>> words;
  std::set<std::string, std::less<>> not_typos; ///< Never a slip of another.
  std::set<std::string, std::less<>> light;     ///< Say nothing in between.
};

/// Adds the words of `p` to `known`.
void learn(vocabulary& known, const pattern& p);

/// Returns `words` with known words that were run together parted
/// ("chestpain"), digits that stand for letters read ("p4in"), and for a word
/// that is not known those known words that it may be a slip of.
std::vector<word> mended(std::vector<word> words, const vocabulary& known);

/// Returns every place where `p` matches, as the positions of its slots; words
/// in `light` count for nothing between. Empty words match nothing. Slips
/// match only in words that were mended.
std::vector<std::vector<size_t>>
matches_of(const pattern& p, const std::vector<word>& words,
           const vocabulary& known);

} // namespace auren::agents
