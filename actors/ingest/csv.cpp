#include "actors/ingest/csv.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace auren::ingest {

namespace {

constexpr size_t max_row = 1 << 20;
constexpr size_t max_fields = 512;

} // namespace

char guess_delimiter(std::string_view line) {
  constexpr std::array<char, 3> candidates = {',', ';', '\t'};
  std::array<size_t, 3> count{};
  bool quoted = false;
  for (auto c : line) {
    quoted ^= c == '"';
    for (size_t i = 0; i < candidates.size(); ++i)
      count[i] += !quoted && c == candidates[i];
  }
  auto most = std::max_element(count.begin(), count.end());
  return candidates[static_cast<size_t>(most - count.begin())];
}

refusal csv_parser::feed(std::string_view bytes) {
  if (delimiter_ != '\0')
    return body(bytes);
  head_ += bytes;
  return header(false);
}

/// Holds bytes back until the first line tells the delimiter.
refusal csv_parser::header(bool last) {
  if (head_.size() < 3 && !last)
    return {};
  if (head_.compare(0, 3, "\xef\xbb\xbf") == 0)
    head_.erase(0, 3);
  auto end = head_.find_first_of("\r\n", scanned_);
  scanned_ = head_.size();
  if (end == head_.npos && !last) {
    if (head_.size() > max_row)
      return {errc::invalid_message, "the first line never ends"};
    return {};
  }
  delimiter_ = guess_delimiter(std::string_view{head_}.substr(0, end));
  auto held = std::move(head_);
  return body(held);
}

refusal csv_parser::body(std::string_view bytes) {
  while (!bytes.empty()) {
    auto plain = run(bytes);
    text_ += bytes.substr(0, plain);
    bytes.remove_prefix(plain);
    if (text_.size() > max_row || ends_.size() > max_fields)
      return {errc::invalid_message, "a row is too long; is a quote open?"};
    if (bytes.empty())
      return {};
    if (auto fault = special(bytes.front()))
      return fault;
    bytes.remove_prefix(1);
  }
  return {};
}

/// Returns how many bytes in front need no look one by one.
size_t csv_parser::run(std::string_view bytes) const {
  if (state_ == state::quoted)
    return std::min(bytes.find('"'), bytes.size());
  if (state_ != state::bare)
    return 0;
  const char stops[] = {delimiter_, '\n', '\r'};
  return std::min(bytes.find_first_of({stops, sizeof stops}), bytes.size());
}

refusal csv_parser::special(char c) {
  if (std::exchange(after_cr_, false) && c == '\n')
    return {};
  if ((c != '\n' && c != '\r') || state_ == state::quoted) {
    take(c);
    return {};
  }
  after_cr_ = c == '\r';
  return end_row();
}

void csv_parser::take(char c) {
  switch (state_) {
    case state::field_start:
      if (c == '"') {
        state_ = state::quoted;
        return;
      }
      state_ = state::bare;
      [[fallthrough]];
    case state::bare:
      if (c == delimiter_)
        end_field();
      else
        text_ += c;
      return;
    case state::quoted:
      if (c == '"')
        state_ = state::quote_in_quoted;
      else
        text_ += c;
      return;
    case state::quote_in_quoted:
      if (c == delimiter_)
        return end_field();
      text_ += c; // a doubled quote, or text after a closing quote
      state_ = c == '"' ? state::quoted : state::bare;
  }
}

void csv_parser::end_field() {
  ends_.push_back(text_.size());
  state_ = state::field_start;
}

refusal csv_parser::end_row() {
  if (ends_.empty() && text_.empty() && state_ == state::field_start)
    return {};
  end_field();
  fields_.clear();
  size_t begin = 0;
  for (auto end : ends_) {
    fields_.push_back(std::string_view{text_}.substr(begin, end - begin));
    begin = end;
  }
  auto fault = row(fields_);
  text_.clear();
  ends_.clear();
  return fault;
}

refusal csv_parser::finish() {
  if (delimiter_ == '\0')
    if (auto fault = header(true))
      return fault;
  if (state_ == state::quoted)
    return {errc::invalid_message, "the file ends inside a quoted field"};
  return end_row();
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  auto first = text.find_first_not_of(blanks);
  if (first == text.npos)
    return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

bool parse_number(std::string_view text, double& value, bool decimal_comma) {
  std::array<char, 64> copy{};
  text = trimmed(text);
  if (text.empty() || text.size() > copy.size())
    return false;
  std::copy(text.begin(), text.end(), copy.begin());
  auto* end = copy.data() + text.size();
  if (decimal_comma)
    std::replace(copy.data(), end, ',', '.');
  auto* first = copy.data() + (copy[0] == '+' ? 1 : 0);
  auto [rest, error] = std::from_chars(first, end, value);
  return error == std::errc{} && rest == end && std::isfinite(value);
}

} // namespace auren::ingest
