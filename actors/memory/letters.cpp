#include "actors/memory/letters.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace auren::memory {

namespace {

struct span_of {
  char32_t first;
  char32_t last;
  letter kind;
};

// In order; what is in none of them is part of a word.
constexpr span_of spans[]
  = {{0x0000, 0x002f, letter::none},    {0x003a, 0x0040, letter::none},
     {0x005b, 0x0060, letter::none},    {0x007b, 0x00a9, letter::none},
     {0x00ab, 0x00b4, letter::none},    {0x00b6, 0x00b9, letter::none},
     {0x00bb, 0x00bf, letter::none},    {0x00d7, 0x00d7, letter::none},
     {0x00f7, 0x00f7, letter::none},    {0x0300, 0x036f, letter::mark},
     {0x1680, 0x1680, letter::none},    {0x2000, 0x206f, letter::none},
     {0x20a0, 0x20cf, letter::none},    {0x2190, 0x2bff, letter::none},
     {0x2e00, 0x2e7f, letter::none},    {0x2e80, 0x2fdf, letter::alone},
     {0x3000, 0x303f, letter::none},    {0x3040, 0x30ff, letter::alone},
     {0x3400, 0x4dbf, letter::alone},   {0x4e00, 0x9fff, letter::alone},
     {0xd800, 0xf8ff, letter::none},    {0xf900, 0xfaff, letter::alone},
     {0xfe00, 0xfe0f, letter::mark},    {0xfe10, 0xfe6f, letter::none},
     {0xfeff, 0xfeff, letter::none},    {0xff00, 0xff0f, letter::none},
     {0xfff0, 0xffff, letter::none},    {0x1f000, 0x1faff, letter::none},
     {0x20000, 0x3ffff, letter::alone}, {0xe0000, 0x10ffff, letter::none}};

/// Latin letters with an accent, from U+00C0 to U+017F, without it.
constexpr std::string_view latin[]
  = {"a", "a", "a",  "a",  "a", "a", "ae", "c",  "e", "e", "e",  "e", "i", "i",
     "i", "i", "d",  "n",  "o", "o", "o",  "o",  "o", "",  "o",  "u", "u", "u",
     "u", "y", "th", "ss", "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e",
     "e", "e", "i",  "i",  "i", "i", "d",  "n",  "o", "o", "o",  "o", "o", "",
     "o", "u", "u",  "u",  "u", "y", "th", "y",  "a", "a", "a",  "a", "a", "a",
     "c", "c", "c",  "c",  "c", "c", "c",  "c",  "d", "d", "d",  "d", "e", "e",
     "e", "e", "e",  "e",  "e", "e", "e",  "e",  "g", "g", "g",  "g", "g", "g",
     "g", "g", "h",  "h",  "h", "h", "i",  "i",  "i", "i", "i",  "i", "i", "i",
     "i", "i", "ij", "ij", "j", "j", "k",  "k",  "k", "l", "l",  "l", "l", "l",
     "l", "l", "l",  "l",  "l", "n", "n",  "n",  "n", "n", "n",  "n", "n", "n",
     "o", "o", "o",  "o",  "o", "o", "oe", "oe", "r", "r", "r",  "r", "r", "r",
     "s", "s", "s",  "s",  "s", "s", "s",  "s",  "t", "t", "t",  "t", "t", "t",
     "u", "u", "u",  "u",  "u", "u", "u",  "u",  "u", "u", "u",  "u", "w", "w",
     "y", "y", "y",  "z",  "z", "z", "z",  "z",  "z", "s"};
static_assert(std::size(latin) == 0x180 - 0xc0);

/// Greek letters with an accent, and the sigma that ends a word.
constexpr std::pair<char32_t, char32_t> greek[]
  = {{0x386, 0x3b1}, {0x388, 0x3b5}, {0x389, 0x3b7}, {0x38a, 0x3b9},
     {0x38c, 0x3bf}, {0x38e, 0x3c5}, {0x38f, 0x3c9}, {0x390, 0x3b9},
     {0x3aa, 0x3b9}, {0x3ab, 0x3c5}, {0x3ac, 0x3b1}, {0x3ad, 0x3b5},
     {0x3ae, 0x3b7}, {0x3af, 0x3b9}, {0x3b0, 0x3c5}, {0x3c2, 0x3c3},
     {0x3ca, 0x3b9}, {0x3cb, 0x3c5}, {0x3cc, 0x3bf}, {0x3cd, 0x3c5},
     {0x3ce, 0x3c9}};

char32_t lower(char32_t c) {
  for (auto& [from, to] : greek)
    if (c == from)
      return to;
  if (c >= 'A' && c <= 'Z')
    return c + 32;
  if ((c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f))
    return c + 32; // Greek, Cyrillic
  if (c >= 0x400 && c <= 0x40f)
    return c + 80; // Cyrillic, rest
  return c;
}

/// Returns how many bytes a code point takes that starts with `lead`.
size_t length_of(unsigned char lead) {
  if (lead < 0x80)
    return 1;
  if (lead >= 0xc2 && lead < 0xe0)
    return 2;
  if (lead >= 0xe0 && lead < 0xf0)
    return 3;
  return lead >= 0xf0 && lead < 0xf5 ? 4 : 0;
}

} // namespace

char32_t next_code_point(std::string_view& text) {
  auto byte = [&text](size_t i) { return static_cast<unsigned char>(text[i]); };
  auto n = length_of(byte(0));
  char32_t result = n == 1 ? byte(0) : byte(0) & (0xffu >> (n + 1));
  bool good = n != 0 && n <= text.size();
  for (size_t i = 1; good && i < n; ++i) {
    good = (byte(i) & 0xc0) == 0x80;
    result = result << 6 | (byte(i) & 0x3f);
  }
  text.remove_prefix(good ? n : 1);
  return good ? result : 0xfffd;
}

void append_utf8(std::string& out, char32_t c) {
  auto tail
    = [&](int shift) { out += static_cast<char>(0x80 | (c >> shift & 0x3f)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | c >> 6);
    tail(0);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | c >> 12);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xf0 | c >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

letter kind_of(char32_t c) {
  auto at = std::ranges::lower_bound(spans, c, {}, &span_of::last);
  return at != std::end(spans) && c >= at->first ? at->kind : letter::part;
}

void append_folded(std::string& out, char32_t c) {
  if (c >= 0xc0 && c < 0x180)
    out += latin[c - 0xc0];
  else
    append_utf8(out, lower(c));
}

} // namespace auren::memory
