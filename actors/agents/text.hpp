#pragma once

#include <string>
#include <string_view>
#include <vector>

/// What people type, made comparable: pure, no actors.
namespace auren::agents {

/// One word of a text, folded to lower-case ASCII.
struct word {
  std::string text;
  bool clause = false;   ///< A comma or the like stands before it.
  bool sentence = false; ///< A full stop or the like stands before it.
  /// What else it may mean; see `mended`.
  std::vector<std::string> slips = {};
};

/// Returns `text` (UTF-8) with accents removed, look-alikes (full width,
/// mathematical, Cyrillic and Greek letters) made Latin, invisible characters
/// (zero width, tags, variation selectors, soft hyphens) dropped, lower case.
std::string folded(std::string_view text);

/// Returns the words of `text`, folded: apostrophes closed up ("don't" is
/// "dont", "do not" too), letters spelled out joined ("p a i n"), runs of three
/// or more equal letters shortened. A decimal number is one word.
std::vector<word> words_in(std::string_view text);

/// Returns the optimal-string-alignment distance of two words (insertions,
/// deletions, replacements, neighbours swapped; '*' in `a` is any letter), or
/// `most + 1` when it is more than `most`.
size_t distance(std::string_view a, std::string_view b, size_t most);

/// Returns whether `typed` can be a slip of `meant`: one slip in a word of
/// five to seven letters, two in a longer one, swapped neighbours in one of
/// four; the first letter is right or swapped.
bool slip_of(std::string_view typed, std::string_view meant);

} // namespace auren::agents
