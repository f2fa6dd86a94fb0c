#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace auren::memory {

/// Returns the words of `text` (UTF-8) as they are searched for: in lower
/// case, without accents, English stop words left out, English words stemmed.
///
/// Letters are those of the Latin, Greek and Cyrillic alphabets and whatever
/// else is neither space, punctuation nor symbol; a Chinese or Japanese
/// character is a word of its own. Bytes that are not UTF-8 separate words.
std::vector<std::string> tokens(std::string_view text);

} // namespace auren::memory
