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
  if (typed.starts_with(stem))
    return true;
  return stem.size() >= 6 && typed.size() >= stem.size() && typed[0] == stem[0]
         && distance(typed.substr(0, stem.size()), stem, 1) <= 1;
}

bool fits(const slot& s, const std::string& typed, const vocabulary& known) {
  if (typed.empty())
    return false;
  if (std::ranges::find(s.words, typed) != s.words.end())
    return true;
  if (double value; !s.ranges.empty() && number(typed, value))
    return std::ranges::any_of(s.ranges, [&](auto& range) {
      return value >= range.first && value <= range.second;
    });
  bool meant = known.words.contains(typed) || known.not_typos.contains(typed);
  return std::ranges::any_of(s.stems,
                             [&](auto& stem) {
                               return meant ? typed.starts_with(stem)
                                            : begins_like(typed, stem);
                             })
         || (!meant && std::ranges::any_of(s.words, [&](auto& word) {
              return slip_of(typed, word);
            }));
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

  bool in_order(std::vector<size_t>& at) const {
    if (at.size() == p.slots.size())
      return true;
    size_t between = 0;
    for (auto i = at.back() + 1; i < words.size(); ++i) {
      between += words[i].sentence ? 2 : 0;
      if (between > p.gap)
        break;
      if (fits(p.slots[at.size()], words[i].text, known)) {
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
      if (std::ranges::find(at, i) != at.end()
          || !fits(p.slots[at.size()], words[i].text, known))
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
    bool parted = false;
    if (w.text.size() >= 7 && !known.words.contains(w.text))
      for (size_t cut = 3; cut + 3 < w.text.size() && !parted; ++cut) {
        auto head = w.text.substr(0, cut), tail = w.text.substr(cut);
        if (tail.size() < 4 || !known.words.contains(head)
            || !known.words.contains(tail))
          continue;
        out.push_back({head, w.clause, w.sentence});
        out.push_back({tail});
        parted = true;
      }
    if (!parted)
      out.push_back(std::move(w));
  }
  return out;
}

std::vector<std::vector<size_t>>
matches_of(const pattern& p, const std::vector<word>& words,
           const vocabulary& known) {
  std::vector<std::vector<size_t>> found;
  finder find{p, words, known};
  for (size_t i = 0; i < words.size() && !p.slots.empty(); ++i) {
    std::vector<size_t> at;
    if (p.within > 0) {
      bool begins = std::ranges::any_of(
        p.slots, [&](auto& s) { return fits(s, words[i].text, known); });
      if (begins && find.any_order(i, at))
        found.push_back(at);
    } else if (fits(p.slots[0], words[i].text, known)) {
      at.push_back(i);
      if (find.in_order(at))
        found.push_back(at);
    }
  }
  return found;
}

} // namespace auren::agents
