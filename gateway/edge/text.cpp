#include "gateway/edge/text.hpp"

#include <algorithm>
#include <array>

namespace auren::edge {

namespace {

constexpr auto token_characters = [] {
  std::array<bool, 256> table{};
  for (auto c : std::string_view{"!#$%&'*+-.^_`|~0123456789"
                                 "abcdefghijklmnopqrstuvwxyz"
                                 "ABCDEFGHIJKLMNOPQRSTUVWXYZ"})
    table[static_cast<unsigned char>(c)] = true;
  return table;
}();

/// A lead byte's sequence length and the range of the byte after it, from
/// table 3-7 of the Unicode standard.
struct sequence {
  size_t length;
  unsigned char low, high;
};

sequence sequence_of(unsigned char lead) {
  if (lead >= 0xc2 && lead <= 0xdf)
    return {2, 0x80, 0xbf};
  if (lead == 0xe0)
    return {3, 0xa0, 0xbf};
  if (lead == 0xed)
    return {3, 0x80, 0x9f};
  if (lead >= 0xe1 && lead <= 0xef)
    return {3, 0x80, 0xbf};
  if (lead == 0xf0)
    return {4, 0x90, 0xbf};
  if (lead >= 0xf1 && lead <= 0xf3)
    return {4, 0x80, 0xbf};
  if (lead == 0xf4)
    return {4, 0x80, 0x8f};
  return {0, 0, 0};
}

bool is_tail(std::string_view rest, sequence shape) {
  if (shape.length == 0 || rest.size() < shape.length)
    return false;
  auto second = static_cast<unsigned char>(rest[1]);
  if (second < shape.low || second > shape.high)
    return false;
  return std::all_of(rest.begin() + 2, rest.begin() + long(shape.length),
                     [](char c) { return (c & 0xc0) == 0x80; });
}

} // namespace

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return token_characters[static_cast<unsigned char>(c)];
  });
}

std::string_view trimmed(std::string_view text) {
  auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::optional<unsigned> hex_value(char c) {
  if (c >= '0' && c <= '9')
    return static_cast<unsigned>(c - '0');
  auto small = lower(c);
  if (small >= 'a' && small <= 'f')
    return static_cast<unsigned>(small - 'a') + 10;
  return std::nullopt;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    size_t length = 1;
    if (auto lead = static_cast<unsigned char>(text[0]); lead >= 0x80) {
      auto shape = sequence_of(lead);
      if (!is_tail(text, shape))
        return false;
      length = shape.length;
    }
    text.remove_prefix(length);
  }
  return true;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
}

std::optional<std::string> decoded(std::string_view text, bool plus) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += plus && text[i] == '+' ? ' ' : text[i];
      continue;
    }
    auto high = i + 2 < text.size() ? hex_value(text[i + 1]) : std::nullopt;
    auto low = high ? hex_value(text[i + 2]) : std::nullopt;
    if (!low)
      return std::nullopt;
    out += static_cast<char>(*high * 16 + *low);
    i += 2;
  }
  if (!is_utf8(out) || has_control(out))
    return std::nullopt;
  return out;
}

} // namespace auren::edge
