#include "gateway/http/pattern.hpp"

#include <algorithm>
#include <stdexcept>

namespace auren::http {

namespace {

/// Takes the next segment off a path that starts with its slash.
std::string_view next_segment(std::string_view& path) {
  auto end = std::min(path.find('/', 1), path.size());
  auto segment = path.substr(1, end - 1);
  path.remove_prefix(end);
  return segment;
}

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

} // namespace

pattern::pattern(std::string_view text) {
  if (!text.starts_with('/'))
    throw std::invalid_argument("a path starts with a slash");
  if (text == "/")
    return;
  while (!text.empty())
    add(next_segment(text));
}

void pattern::add(std::string_view text) {
  if (text.empty())
    throw std::invalid_argument("a path has an empty segment");
  if (text.front() != '{') {
    segments_.push_back({std::string{text}, false});
    return;
  }
  std::string name{text.substr(1, text.size() - 2)};
  auto twice = std::find(holes_.begin(), holes_.end(), name) != holes_.end();
  if (text.back() != '}' || !is_name(name) || twice)
    throw std::invalid_argument("a path has a bad hole");
  segments_.push_back({{}, true});
  holes_.push_back(std::move(name));
}

bool pattern::fits(std::string_view path) const {
  if (segments_.empty())
    return path == "/";
  for (auto& wanted : segments_) {
    if (path.empty())
      return false;
    auto given = next_segment(path);
    if (wanted.hole ? given.empty() : given != wanted.text)
      return false;
  }
  return path.empty();
}

std::string pattern::regex() const {
  std::string out;
  for (auto& part : segments_) {
    out += '/';
    if (part.hole)
      out += "([^/]+)";
    for (auto c : part.text) {
      if (std::string_view{".^$*+?()[]{}|\\"}.find(c) != std::string::npos)
        out += '\\';
      out += c;
    }
  }
  return out.empty() ? "/" : out;
}

} // namespace auren::http
