#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace auren::edge {

/// Returns `c` in lower case, for ASCII alone and whatever the locale.
constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

/// Returns true for the characters of an RFC 9110 token.
bool is_token(std::string_view text);

/// Returns `text` without the spaces and tabs at its ends.
std::string_view trimmed(std::string_view text);

/// Returns the value of one hex digit, or nothing.
std::optional<unsigned> hex_value(char c);

/// Returns true when `text` is UTF-8: no overlong forms, no surrogates.
bool is_utf8(std::string_view text);

/// Returns true when `text` has a control character (below 0x20, or DEL).
bool has_control(std::string_view text);

/// Undoes percent-encoding, and with `plus` also "+" for a space.
/// @returns nothing for a bad escape, invalid UTF-8 or a control character.
std::optional<std::string> decoded(std::string_view text, bool plus);

} // namespace auren::edge
