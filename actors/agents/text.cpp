#include "actors/agents/text.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <set>

namespace auren::agents {

namespace {

/// Reads one code point; malformed bytes read as a space.
char32_t next_code_point(std::string_view text, size_t& at) {
  auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80)
    return lead;
  int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : lead >= 0xc0 ? 1 : -1;
  if (more < 0)
    return U' ';
  auto point = static_cast<char32_t>(lead & (0x3f >> more));
  for (; more > 0; --more, ++at) {
    if (at >= text.size() || (static_cast<unsigned char>(text[at]) >> 6) != 2)
      return U' ';
    point = (point << 6) | (static_cast<unsigned char>(text[at]) & 0x3f);
  }
  return point;
}

bool invisible(char32_t c) {
  struct range {
    char32_t first, last;
  };
  static constexpr auto ranges = std::to_array<range>({
    {0xad, 0xad},     {0x300, 0x36f},   {0x61c, 0x61c},     {0x115f, 0x1160},
    {0x17b4, 0x17b5}, {0x180b, 0x180f}, {0x1ab0, 0x1aff},   {0x1dc0, 0x1dff},
    {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x206f},   {0x20d0, 0x20ff},
    {0x3164, 0x3164}, {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f},   {0xfeff, 0xfeff},
    {0xffa0, 0xffa0}, {0xfff9, 0xfffb}, {0x1d173, 0x1d17a}, {0xe0000, 0xe01ef},
  });
  return std::ranges::any_of(
    ranges, [c](auto& r) { return c >= r.first && c <= r.last; });
}

struct look_alike {
  std::u32string_view from;
  std::string_view to;
};

constexpr auto look_alikes = std::to_array<look_alike>({
  {U"àáâãäåāăąаα", "a"}, {U"çćĉċčсς", "c"},
  {U"ďđԁ", "d"},         {U"èéêëēĕėęěеεё", "e"},
  {U"ĝğġģ", "g"},        {U"ĥħһ", "h"},
  {U"ìíîïĩīĭįıіι", "i"}, {U"ĵј", "j"},
  {U"ķкκ", "k"},         {U"ĺļľŀł", "l"},
  {U"мμ", "m"},          {U"ñńņňη", "n"},
  {U"òóôõöøōŏőоο", "o"}, {U"рρ", "p"},
  {U"ŕŗř", "r"},         {U"śŝşšѕ", "s"},
  {U"ţťŧтτ", "t"},       {U"ùúûüũūŭůűųυ", "u"},
  {U"ν", "v"},           {U"ŵ", "w"},
  {U"хχ", "x"},          {U"ýÿŷу", "y"},
  {U"źżž", "z"},         {U"æ", "ae"},
  {U"œ", "oe"},          {U"ß", "ss"},
  {U"’‘`´ʼ", "'"},       {U"…", "."},
  {U"–—", ","},          {U"≥", ">"},
  {U"ᴀɑ", "a"},          {U"ʙ", "b"},
  {U"ᴄ", "c"},           {U"ᴅ", "d"},
  {U"ᴇ", "e"},           {U"ꜰ", "f"},
  {U"ɢɡ", "g"},          {U"ʜհ", "h"},
  {U"ɪ", "i"},           {U"ᴊ", "j"},
  {U"ᴋ", "k"},           {U"ʟ", "l"},
  {U"ᴍ", "m"},           {U"ɴո", "n"},
  {U"ᴏօ", "o"},          {U"ᴘ", "p"},
  {U"ԛ", "q"},           {U"ʀ", "r"},
  {U"ꜱ", "s"},           {U"ᴛ", "t"},
  {U"ᴜս", "u"},          {U"ᴠѵ", "v"},
  {U"ᴡԝ", "w"},          {U"ʏ", "y"},
  {U"ᴢ", "z"},
});

/// Brings upper-case letters beyond ASCII down where a table knows only the
/// lower ones.
char32_t lowered(char32_t c) {
  if ((c >= 0xc0 && c <= 0xde && c != 0xd7) || (c >= 0x391 && c <= 0x3a9)
      || (c >= 0x410 && c <= 0x42f))
    return c + 0x20;
  if (c >= 0x400 && c <= 0x40f)
    return c + 0x50;
  if ((c >= 0x100 && c <= 0x137) || (c >= 0x14a && c <= 0x177))
    return c | 1;
  if ((c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e))
    return c + (c & 1);
  return c;
}

/// Letters in circles, squares and flags; 0 when it is none.
char32_t unboxed(char32_t c) {
  for (char32_t first :
       {0x24b6, 0x24d0, 0x1f110, 0x1f130, 0x1f150, 0x1f170, 0x1f1e6})
    if (c >= first && c < first + 26)
      return U'a' + (c - first);
  return 0;
}

/// Decimal digits of other scripts; 0 when it is none.
char32_t digit_of(char32_t c) {
  if (c >= 0x2460 && c <= 0x2468)
    return U'1' + (c - 0x2460);
  for (char32_t zero :
       {0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66,
        0xce6, 0xd66, 0xe50, 0xed0, 0xf20, 0x1040, 0x17e0, 0x1810})
    if (c >= zero && c < zero + 10)
      return U'0' + (c - zero);
  return 0;
}

/// Full-width, mathematical and framed letters, and digits, to ASCII.
char32_t plain(char32_t c) {
  if (c < 0x80)
    return c;
  if (auto letter = unboxed(c))
    return letter;
  if (auto digit = digit_of(c))
    return digit;
  if (c >= 0xff01 && c <= 0xff5e)
    return c - 0xfee0;
  if (c >= 0x1d400 && c <= 0x1d6a3) {
    auto letter = (c - 0x1d400) % 52;
    return letter < 26 ? U'a' + letter : U'a' + letter - 26;
  }
  if (c >= 0x1d7ce && c <= 0x1d7ff)
    return U'0' + (c - 0x1d7ce) % 10;
  return c;
}

void append_folded(std::string& out, char32_t c) {
  c = plain(c);
  if (c < 0x80) {
    out += static_cast<char>(std::tolower(static_cast<int>(c)));
    return;
  }
  c = lowered(c);
  for (auto& [from, to] : look_alikes)
    if (from.find(c) != from.npos) {
      out += to;
      return;
    }
  out += ' ';
}

bool word_char(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0;
}

/// A sign that stands for a letter within a word: "p@in", "k*ll".
char veiled(std::string_view text, size_t at) {
  auto letter = [&](size_t i) {
    return i < text.size()
           && std::isalpha(static_cast<unsigned char>(text[i])) != 0;
  };
  if (at == 0 || !letter(at - 1) || !letter(at + 1))
    return 0;
  return text[at] == '@'   ? 'a'
         : text[at] == '$' ? 's'
         : text[at] == '*' ? '*'
                           : '\0';
}

bool decimal_point(std::string_view text, size_t at) {
  auto digit = [&](size_t i) {
    return i < text.size()
           && std::isdigit(static_cast<unsigned char>(text[i])) != 0;
  };
  return text[at] == '.' && at > 0 && digit(at - 1) && digit(at + 1);
}

std::vector<word> split(std::string_view text) {
  std::vector<word> words;
  word current;
  auto finish = [&] {
    if (current.text.empty())
      return;
    words.push_back(std::move(current));
    current = {};
  };
  for (size_t i = 0; i < text.size(); ++i) {
    auto c = text[i];
    if (word_char(c) || decimal_point(text, i)) {
      current.text += c;
    } else if (auto letter = veiled(text, i)) {
      current.text += letter;
    } else if (c != '\'') {
      finish();
      current.sentence |= c == '.' || c == '!' || c == '?' || c == '\n';
      current.clause
        |= c == ',' || c == ';' || c == ':' || c == '(' || c == ')';
    }
  }
  finish();
  return words;
}

/// "c h e s t" is one word that someone spelled out.
std::vector<word> join_spelled(std::vector<word> words) {
  std::vector<word> out;
  for (size_t i = 0; i < words.size();) {
    size_t end = i;
    while (end < words.size() && words[end].text.size() == 1
           && std::isalpha(static_cast<unsigned char>(words[end].text[0])))
      ++end;
    if (end - i < 3) {
      out.push_back(std::move(words[i++]));
      continue;
    }
    auto joined = std::move(words[i++]);
    for (; i < end; ++i)
      joined.text += words[i].text;
    out.push_back(std::move(joined));
  }
  return out;
}

std::string shortened(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    while (end < text.size() && text[end] == text[i])
      ++end;
    bool stretched
      = end - i > 2 && std::isalpha(static_cast<unsigned char>(text[i]));
    out.append(stretched ? 1 : end - i, text[i]);
    i = end;
  }
  return out;
}

/// "cannot", "can not", "could not" become what people say.
void contract(std::vector<word>& words) {
  static const std::set<std::string> verbs{
    "can",  "could", "do",  "does", "did",  "is",    "was",
    "were", "have",  "has", "had",  "will", "would", "are"};
  std::vector<word> out;
  for (auto& w : words) {
    if (w.text == "cannot")
      w.text = "cant";
    bool joins = w.text == "not" && !out.empty() && !w.clause && !w.sentence
                 && verbs.contains(out.back().text);
    if (!joins) {
      out.push_back(std::move(w));
      continue;
    }
    auto& verb = out.back().text;
    if (verb == "will")
      verb = "wo";
    verb += verb == "can" ? "t" : "nt";
  }
  words = std::move(out);
}

} // namespace

std::string folded(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    auto point = next_code_point(text, at);
    if (!invisible(point))
      append_folded(out, point);
  }
  return out;
}

std::vector<word> words_in(std::string_view text) {
  auto words = join_spelled(split(folded(text)));
  for (auto& w : words)
    w.text = shortened(w.text);
  contract(words);
  return words;
}

size_t distance(std::string_view a, std::string_view b, size_t most) {
  auto longer = std::max(a.size(), b.size());
  if (longer - std::min(a.size(), b.size()) > most || longer > 40)
    return most + 1;
  std::array<std::array<size_t, 42>, 42> d{};
  for (size_t i = 0; i <= a.size(); ++i)
    d[i][0] = i;
  for (size_t j = 0; j <= b.size(); ++j)
    d[0][j] = j;
  for (size_t i = 1; i <= a.size(); ++i)
    for (size_t j = 1; j <= b.size(); ++j) {
      size_t other = a[i - 1] != b[j - 1] && a[i - 1] != '*';
      d[i][j]
        = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + other});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return std::min(d[a.size()][b.size()], most + 1);
}

bool slip_of(std::string_view typed, std::string_view meant) {
  if (typed.size() < 3 || meant.size() < 4)
    return false;
  bool starts
    = typed[0] == meant[0] || (typed[0] == meant[1] && typed[1] == meant[0]);
  if (!starts)
    return false;
  if (meant.size() == 4) {
    auto veil = typed.find('*') != typed.npos;
    auto swapped
      = typed.size() == 4
        && std::is_permutation(typed.begin(), typed.end(), meant.begin());
    return (veil || swapped) && distance(typed, meant, 1) <= 1;
  }
  size_t most = meant.size() >= 8 ? 2 : 1;
  return distance(typed, meant, most) <= most;
}

} // namespace auren::agents
