#include "actors/ingest/json_numbers.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace auren::ingest {

namespace {

constexpr std::string_view number_chars = "0123456789+-.eE";

/// Returns where the string that opens at `at` ends, or the end of the text.
size_t end_of_string(std::string_view json, size_t at) {
  for (++at; at < json.size() && json[at] != '"'; ++at)
    if (json[at] == '\\')
      ++at;
  return std::min(at + 1, json.size());
}

/// Returns whether the text is a number that JSON's grammar allows.
bool is_json_number(std::string_view text) {
  auto skip = [&](auto belongs) {
    size_t n = 0;
    while (n < text.size() && belongs(text[n]))
      ++n;
    text.remove_prefix(n);
    return n;
  };
  auto digit = [](char c) { return c >= '0' && c <= '9'; };
  auto one_of = [&](std::string_view set) {
    if (text.empty() || set.find(text[0]) == set.npos)
      return false;
    text.remove_prefix(1);
    return true;
  };
  one_of("-");
  if (!one_of("0") && skip(digit) == 0)
    return false;
  if (one_of(".") && skip(digit) == 0)
    return false;
  if (one_of("eE")) {
    one_of("+-");
    if (skip(digit) == 0)
      return false;
  }
  return text.empty();
}

void tame(char* first, char* last) {
  std::string_view text{first, static_cast<size_t>(last - first)};
  double value = 0;
  if (text.size() < 4 || !is_json_number(text))
    return;
  auto [end, error] = std::from_chars(first, last, value);
  if (error == std::errc::result_out_of_range) {
    // What is too small is left: parsers read it as 0.
    if (text.find("e-") != text.npos || text.find("E-") != text.npos)
      return;
    std::fill(std::copy_n("null", 4, first), last, ' ');
    return;
  }
  if (text.size() > 18 && text.find_first_of(".eE") == text.npos) {
    auto written
      = std::to_chars(first, last, value, std::chars_format::scientific, 11);
    std::fill(written.ptr, last, ' ');
  }
}

} // namespace

std::string tame_numbers(std::string_view json) {
  std::string result{json};
  size_t at = 0;
  while (at < result.size()) {
    if (result[at] == '"') {
      at = end_of_string(result, at);
    } else if (number_chars.find(result[at]) != number_chars.npos) {
      auto end
        = std::min(result.find_first_not_of(number_chars, at), result.size());
      tame(result.data() + at, result.data() + end);
      at = end;
    } else {
      ++at;
    }
  }
  return result;
}

} // namespace auren::ingest
