#include "messages/words.hpp"

#include <algorithm>

namespace auren::words {

namespace {

// ASCII only: labels begin with a letter of the catalogue's English.
bool lower(char c) {
  return c >= 'a' && c <= 'z';
}

bool upper(char c) {
  return c >= 'A' && c <= 'Z';
}

} // namespace

std::string of_name(std::string_view name) {
  std::string text{name};
  std::ranges::replace_if(
    text, [](char c) { return c == '_' || c == '.' || c == '/'; }, ' ');
  return text;
}

std::string inside(std::string label) {
  bool acronym = label.size() > 1 && !lower(label[1]);
  if (!label.empty() && upper(label[0]) && !acronym)
    label[0] = static_cast<char>(label[0] - 'A' + 'a');
  return label;
}

std::string capital(std::string text) {
  if (!text.empty() && lower(text[0]))
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

std::string days_later(int days) {
  if (days == 0)
    return "the same day";
  return days == 1 ? "the next day" : std::to_string(days) + " days later";
}

} // namespace auren::words
