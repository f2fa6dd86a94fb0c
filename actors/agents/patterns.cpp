#include "actors/agents/patterns.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <sstream>

namespace auren::agents {

namespace {

bool number(std::string_view text, double& value) {
  auto end = text.data() + text.size();
  auto [rest, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{})
    return false;
  std::string_view unit{rest, static_cast<size_t>(end - rest)};
  return unit.empty() || unit == "bpm" || unit == "mmhg" || unit == "c"
         || unit == "mgdl";
}

slot parse_slot(const std::string& text) {
  slot result;
  std::istringstream parts{text};
  for (std::string part; std::getline(parts, part, '|');) {
    auto dots = part.find("..");
    if (dots != part.npos)
      result.ranges.emplace_back(std::stod(part.substr(0, dots)),
                                 std::stod(part.substr(dots + 2)));
    else if (part.ends_with('*'))
      result.stems.push_back(part.substr(0, part.size() - 1));
    else if (!part.empty())
      result.words.push_back(part);
  }
  return result;
}

/// A stem may be misspelt too when it is long enough to be known by.
bool begins_like(std::string_view typed, std::string_view stem) {
  return stem.size() >= 6 && typed.size() >= stem.size() && typed[0] == stem[0]
         && distance(typed.substr(0, stem.size()), stem, 1) <= 1;
}

bool has(const std::vector<std::string>& list, const std::string& item) {
  return std::ranges::find(list, item) != list.end();
}

bool fits(const slot& s, const word& typed, const vocabulary& known) {
  auto& text = typed.text;
  if (text.empty())
    return false;
  auto starts = [&](auto& stem) { return text.starts_with(stem); };
  if (has(s.words, text) || std::ranges::any_of(s.stems, starts))
    return true;
  if (double value; !s.ranges.empty() && number(text, value))
    return std::ranges::any_of(s.ranges, [&](auto& range) {
      return value >= range.first && value <= range.second;
    });
  if (std::ranges::any_of(typed.slips,
                          [&](auto& slip) { return has(s.words, slip); }))
    return true;
  return !s.stems.empty() && !known.words.contains(text)
         && !known.not_typos.contains(text)
         && std::ranges::any_of(
           s.stems, [&](auto& stem) { return begins_like(text, stem); });
}

/// Which words fit which slots; empty when a slot has none.
using table = std::vector<std::vector<bool>>;

table fitting(const pattern& p, const std::vector<word>& words,
              const vocabulary& known) {
  table result;
  for (auto& s : p.slots) {
    std::vector<bool> row(words.size());
    for (size_t i = 0; i < words.size(); ++i)
      row[i] = fits(s, words[i], known);
    if (std::ranges::find(row, true) == row.end())
      return {};
    result.push_back(std::move(row));
  }
  return result;
}

/// How far word `to` is from word `from`, a sentence's end being two words.
size_t span(const std::vector<word>& words, size_t from, size_t to) {
  size_t steps = to - from;
  for (size_t i = from + 1; i <= to; ++i)
    if (words[i].sentence)
      steps += 2;
  return steps;
}

struct finder {
  const pattern& p;
  const std::vector<word>& words;
  const vocabulary& known;
  table fit;

  bool in_order(std::vector<size_t>& at) const {
    if (at.size() == p.slots.size())
      return true;
    size_t between = 0;
    for (auto i = at.back() + 1; i < words.size(); ++i) {
      between += words[i].sentence ? 2 : 0;
      if (between > p.gap)
        break;
      if (fit[at.size()][i]) {
        at.push_back(i);
        if (in_order(at))
          return true;
        at.pop_back();
      }
      between += p.gap == 0 || !known.light.contains(words[i].text);
    }
    return false;
  }

  /// Fills slot `next` with any free word of the window that begins at `from`.
  bool any_order(size_t from, std::vector<size_t>& at) const {
    if (at.size() == p.slots.size())
      return std::ranges::find(at, from) != at.end();
    for (auto i = from; i < words.size() && span(words, from, i) <= p.within;
         ++i) {
      if (std::ranges::find(at, i) != at.end() || !fit[at.size()][i])
        continue;
      at.push_back(i);
      if (any_order(from, at))
        return true;
      at.pop_back();
    }
    return false;
  }
};

std::string without_digits(const std::string& typed) {
  static constexpr std::string_view from = "013457", to = "oieast";
  bool letters = std::ranges::any_of(
    typed, [](unsigned char c) { return std::isalpha(c) != 0; });
  auto out = typed;
  if (letters)
    for (auto& c : out)
      if (auto at = from.find(c); at != from.npos)
        c = to[at];
  return out;
}

/// Where two known words were run together, or the end.
size_t joint(const std::string& text, const vocabulary& known) {
  if (text.size() >= 7 && !known.words.contains(text))
    for (size_t cut = 3; cut + 4 <= text.size(); ++cut)
      if (known.words.contains(text.substr(0, cut))
          && known.words.contains(text.substr(cut)))
        return cut;
  return text.size();
}

} // namespace

pattern parse_pattern(std::string_view text) {
  pattern result;
  std::istringstream parts{std::string{text}};
  for (std::string part; parts >> part;) {
    if (result.slots.empty() && part[0] == '~') {
      result.within = std::stoul(part.substr(1));
    } else if (result.slots.empty() && part[0] == '=') {
      result.gap = 0;
      if (part.size() > 1)
        result.slots.push_back(parse_slot(part.substr(1)));
    } else {
      result.slots.push_back(parse_slot(part));
    }
  }
  return result;
}

void learn(vocabulary& known, const pattern& p) {
  for (auto& s : p.slots)
    known.words.insert(s.words.begin(), s.words.end());
}

std::vector<word> mended(std::vector<word> words, const vocabulary& known) {
  std::vector<word> out;
  for (auto& w : words) {
    if (auto read = without_digits(w.text); known.words.contains(read))
      w.text = read;
    auto cut = joint(w.text, known);
    out.push_back({w.text.substr(0, cut), w.clause, w.sentence});
    if (cut < w.text.size())
      out.push_back({w.text.substr(cut)});
  }
  for (auto& w : out)
    if (!known.words.contains(w.text) && !known.not_typos.contains(w.text))
      for (auto& meant : known.words)
        if (slip_of(w.text, meant))
          w.slips.push_back(meant);
  return out;
}

std::vector<std::vector<size_t>>
matches_of(const pattern& p, const std::vector<word>& words,
           const vocabulary& known) {
  std::vector<std::vector<size_t>> found;
  finder find{p, words, known, fitting(p, words, known)};
  if (find.fit.empty())
    return found;
  for (size_t i = 0; i < words.size(); ++i) {
    std::vector<size_t> at;
    auto fits_any = [&](auto& row) { return row[i]; };
    if (p.within > 0) {
      if (std::ranges::any_of(find.fit, fits_any) && find.any_order(i, at))
        found.push_back(at);
    } else if (find.fit[0][i]) {
      at.push_back(i);
      if (find.in_order(at))
        found.push_back(at);
    }
  }
  return found;
}

} // namespace auren::agents
