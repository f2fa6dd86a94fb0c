#include "actors/memory/cues.hpp"

#include "actors/memory/tokens.hpp"

#include <algorithm>

namespace auren::memory {

namespace {

constexpr size_t longest_name = 40;

/// Returns the name that `text` starts with, as "Ann: hello" does, or "".
std::string_view name_at_start(std::string_view text) {
  auto end = text.substr(0, longest_name).find(": ");
  if (end == std::string_view::npos || end == 0)
    return {};
  return text.substr(0, end);
}

bool ends_in_question(std::string_view text) {
  auto last = text.find_last_not_of(" \t\r\n\"')");
  return last != std::string_view::npos && text[last] == '?';
}

bool asks_when(std::string_view text) {
  std::string lower;
  for (char c : text.substr(0, 32))
    lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  constexpr std::string_view starts[]
    = {"when",      "how long",    "how many days", "what day",
       "what date", "what month",  "what year",     "what time",
       "which day", "which month", "which year",    "since when"};
  return std::ranges::any_of(starts,
                             [&](auto x) { return lower.starts_with(x); });
}

bool all_in(const std::vector<std::string>& some,
            const std::vector<std::string>& ordered) {
  return std::ranges::all_of(some, [&](auto& word) {
    return std::ranges::binary_search(ordered, word);
  });
}

} // namespace

cues cues_of(const Memory& memory) {
  cues result;
  result.asks = ends_in_question(memory.text());
  result.tells_time = tells_time(memory.text());
  result.about.push_back(tokens(name_at_start(memory.text())));
  for (auto& tag : memory.tags())
    result.about.push_back(tokens(tag));
  std::erase_if(result.about, [](auto& words) { return words.empty(); });
  return result;
}

wish wish_of(std::string_view question) {
  wish result;
  result.words = tokens(question);
  std::ranges::sort(result.words);
  result.dates = dates_in(question);
  result.wants_time = asks_when(question);
  return result;
}

double gain(const wish& wanted, const cues& of, int64_t noted_ms) {
  double result = of.asks ? -loss_asks : 0;
  if (wanted.wants_time && of.tells_time)
    result += gain_time;
  if (std::ranges::any_of(of.about,
                          [&](auto& x) { return all_in(x, wanted.words); }))
    result += gain_about;
  double best = 0;
  for (auto& date : wanted.dates)
    best = std::max(best, fit(date, noted_ms));
  return result + gain_date * best;
}

} // namespace auren::memory
