#include "actors/memory/dates.hpp"

#include "messages/time.hpp"

#include <date/date.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <iterator>
#include <string>

namespace auren::memory {

namespace {

constexpr std::string_view months[]
  = {"january", "february", "march",     "april",   "may",      "june",
     "july",    "august",   "september", "october", "november", "december"};

// In order.
constexpr std::string_view words_of_time[] = {
  "ago",      "autumn", "fall",     "friday",  "last",    "monday",    "month",
  "months",   "next",   "saturday", "since",   "spring",  "summer",    "sunday",
  "thursday", "today",  "tomorrow", "tonight", "tuesday", "wednesday", "week",
  "weekend",  "weeks",  "winter",   "year",    "years",   "yesterday"};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/// Words of ASCII letters and digits, in lower case.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> result(1);
  for (char c : text) {
    if (c >= 'A' && c <= 'Z')
      c = static_cast<char>(c + 32);
    if (is_word(c))
      result.back() += c;
    else if (!result.back().empty())
      result.emplace_back();
  }
  if (result.back().empty())
    result.pop_back();
  return result;
}

/// Reads "2023", "8", "8th", "1st"; nothing otherwise.
std::optional<unsigned> number_in(std::string_view word) {
  unsigned value = 0;
  auto end = word.data() + word.size();
  auto [at, error] = std::from_chars(word.data(), end, value);
  auto rest = std::string_view{at, static_cast<size_t>(end - at)};
  bool ordinal = rest == "st" || rest == "nd" || rest == "rd" || rest == "th";
  if (error != std::errc{} || !(rest.empty() || ordinal))
    return std::nullopt;
  return value;
}

std::optional<int> year_in(std::string_view word) {
  auto value = word.size() == 4 ? number_in(word) : std::nullopt;
  if (value && *value >= 1900 && *value < 2100)
    return static_cast<int>(*value);
  return std::nullopt;
}

std::optional<unsigned> day_in(std::string_view word) {
  auto value = number_in(word);
  return value && *value >= 1 && *value <= 31 ? value : std::nullopt;
}

/// The words of a text, with nothing beyond either end.
struct sentence {
  std::vector<std::string> words;
  std::string_view at(size_t i) const {
    return i < words.size() ? std::string_view{words[i]} : std::string_view{};
  }
};

/// Reads the date around the name of a month at `i`, and moves `i` to its
/// last word.
std::optional<spoken_date> around_month(const sentence& text, size_t& i) {
  auto month = std::ranges::find(months, text.at(i));
  if (month == std::end(months))
    return std::nullopt;
  spoken_date result;
  result.month = static_cast<unsigned>(month - std::begin(months)) + 1;
  bool verb = *month == "may" || *month == "march";
  auto after = i > 0 ? text.at(i - 1) : std::string_view{};
  if (after == "of" && i > 1)
    after = text.at(i - 2); // "8th of May"
  result.day = day_in(after);
  if (!result.day && (result.day = day_in(text.at(i + 1))))
    ++i;
  if ((result.year = year_in(text.at(i + 1))))
    ++i;
  if (verb && !result.day && !result.year && after != "in" && after != "last")
    return std::nullopt;
  return result;
}

/// Reads 2023-05-08 at `i`.
std::optional<spoken_date> written(const sentence& text, size_t& i) {
  auto year = year_in(text.at(i));
  auto month
    = text.at(i + 1).size() == 2 ? number_in(text.at(i + 1)) : std::nullopt;
  auto day = text.at(i + 2).size() == 2 ? day_in(text.at(i + 2)) : std::nullopt;
  if (!year || !month || *month < 1 || *month > 12 || !day)
    return std::nullopt;
  i += 2;
  return spoken_date{year, month, day};
}

date::year_month_day civil(int64_t day) {
  return date::year_month_day{date::sys_days{date::days{day}}};
}

bool on(const spoken_date& said, int64_t day) {
  auto is = civil(day);
  return (!said.year || *said.year == static_cast<int>(is.year()))
         && (!said.month || *said.month == static_cast<unsigned>(is.month()))
         && (!said.day || *said.day == static_cast<unsigned>(is.day()));
}

} // namespace

std::vector<spoken_date> dates_in(std::string_view text) {
  sentence said{words_of(text)};
  std::vector<spoken_date> result;
  for (size_t i = 0; i < said.words.size(); ++i)
    if (auto month = around_month(said, i))
      result.push_back(*month);
    else if (auto day = written(said, i))
      result.push_back(*day);
    else if (auto year = year_in(said.at(i)))
      result.push_back({year, {}, {}});
  return result;
}

double fit(const spoken_date& date, int64_t noted_ms) {
  auto day = noted_ms >= 0 ? noted_ms / time::day_ms
                           : (noted_ms + 1) / time::day_ms - 1;
  if (on(date, day))
    return 1;
  for (int64_t before = 1; before <= 7; ++before)
    if (on(date, day - before))
      return 0.5;
  return 0;
}

bool tells_time(std::string_view text) {
  for (auto& word : words_of(text))
    if (std::ranges::binary_search(words_of_time, word) || year_in(word))
      return true;
  return !dates_in(text).empty();
}

} // namespace auren::memory
