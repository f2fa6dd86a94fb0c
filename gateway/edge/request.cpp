#include "gateway/edge/request.hpp"

#include "gateway/edge/text.hpp"

#include <algorithm>

namespace auren::edge {

bool same_text(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

bool lists(std::string_view list, std::string_view token) {
  while (!list.empty()) {
    auto end = std::min(list.find(','), list.size());
    auto item = list.substr(0, end);
    if (same_text(trimmed(item.substr(0, item.find(';'))), token))
      return true;
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

void fields::add(std::string name, std::string value) {
  entries_.emplace_back(std::move(name), std::move(value));
}

void fields::set(std::string_view name, std::string value) {
  std::erase_if(entries_,
                [&](const entry& x) { return same_text(x.first, name); });
  add(std::string{name}, std::move(value));
}

std::string_view fields::get(std::string_view name) const {
  for (auto& [key, value] : entries_)
    if (same_text(key, name))
      return value;
  return {};
}

size_t fields::count(std::string_view name) const {
  auto hit = [&](const entry& x) { return same_text(x.first, name); };
  return static_cast<size_t>(
    std::count_if(entries_.begin(), entries_.end(), hit));
}

std::string_view request::header(std::string_view name) const {
  return headers.get(name);
}

std::optional<std::string_view>
request::parameter(std::string_view name) const {
  auto found = query.find(name);
  if (found == query.end())
    return std::nullopt;
  return found->second;
}

} // namespace auren::edge
