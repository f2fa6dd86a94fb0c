#pragma once

#include <string>
#include <string_view>

/// The little of Unicode that a search over personal notes needs. Sources:
/// Unicode 15 Blocks.txt (ranges), UnicodeData.txt (case pairs).
namespace auren::memory {

/// Reads the code point at the start of `text` and moves behind it; what is
/// not UTF-8 is skipped by one byte and comes as U+FFFD.
char32_t next_code_point(std::string_view& text);

/// Appends `c` as UTF-8.
void append_utf8(std::string& out, char32_t c);

/// What a code point is for a search.
enum class letter : uint8_t {
  none,  ///< Separates words.
  part,  ///< Part of a word.
  alone, ///< A word of its own, as in Chinese.
  mark,  ///< An accent of the letter before: left out.
};

/// Returns what `c` is.
letter kind_of(char32_t c);

/// Appends `c` in lower case; letters with an accent lose it.
void append_folded(std::string& out, char32_t c);

} // namespace auren::memory
