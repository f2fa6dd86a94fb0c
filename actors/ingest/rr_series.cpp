#include "actors/ingest/rr_series.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

namespace auren::ingest {

namespace {

constexpr std::array<std::string_view, 4> rr_columns
  = {"rr", "rri", "nn", "hr_rr"};

std::string_view without_blanks(std::string_view text) {
  auto first = text.find_first_not_of(" \t\r\"");
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(" \t\r\"") - first + 1);
}

std::string_view next_line(std::string_view& text) {
  auto end = text.find('\n');
  auto line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return without_blanks(line);
}

std::optional<double> number_in(std::string_view text) {
  text = without_blanks(text);
  double value = 0;
  auto [end, fault]
    = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()
      || !std::isfinite(value))
    return std::nullopt;
  return value;
}

std::string_view cell_of(std::string_view line, char separator, size_t column) {
  for (; column > 0; --column) {
    auto at = line.find(separator);
    if (at == std::string_view::npos)
      return {};
    line.remove_prefix(at + 1);
  }
  return without_blanks(line.substr(0, line.find(separator)));
}

/// Where the intervals are in each line.
struct rr_layout {
  char separator = '\n';
  size_t column = 0;
};

std::optional<rr_layout> layout_of_head(std::string_view head) {
  for (auto separator : {',', ';', '\t', '\n'})
    for (size_t column = 0; column < 64; ++column) {
      auto cell = cell_of(head, separator, column);
      if (std::ranges::find(rr_columns, cell) != rr_columns.end())
        return rr_layout{separator, column};
    }
  return std::nullopt;
}

/// Leaves of `text` what holds the intervals.
std::optional<rr_layout> find_layout(std::string_view& text) {
  constexpr std::string_view polar = "[HRData]";
  if (auto at = text.find(polar); at != std::string_view::npos) {
    text.remove_prefix(at + polar.size());
    return rr_layout{};
  }
  auto rest = text;
  auto head = next_line(rest);
  if (number_in(head))
    return rr_layout{};
  auto found = layout_of_head(head);
  if (found)
    text = rest;
  return found;
}

void make_milliseconds(std::vector<double>& values) {
  auto sorted = values;
  auto middle = sorted.begin() + static_cast<ptrdiff_t>(sorted.size() / 2);
  std::ranges::nth_element(sorted, middle);
  if (*middle < 10)
    for (auto& value : values)
      value *= 1000;
}

} // namespace

std::variant<rr_series, refusal> read_rr(std::string_view text) {
  auto layout = find_layout(text);
  if (!layout)
    return refusal{errc::unsupported_type,
                   "there are no RR intervals: neither a number in the first "
                   "line nor a column named rr, rri or nn"};
  rr_series result;
  while (!text.empty()) {
    auto line = next_line(text);
    if (line.empty())
      continue;
    if (auto value
        = number_in(cell_of(line, layout->separator, layout->column)))
      result.ms.push_back(*value);
    else
      ++result.unreadable;
  }
  auto lines = result.ms.size() + result.unreadable;
  if (result.ms.empty() || result.unreadable * 10 > lines)
    return refusal{
      errc::invalid_message,
      fmt::format("{} of {} lines hold no number", result.unreadable, lines)};
  make_milliseconds(result.ms);
  return result;
}

} // namespace auren::ingest
