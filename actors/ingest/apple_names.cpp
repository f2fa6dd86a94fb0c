#include "actors/ingest/apple_names.hpp"

#include "actors/ingest/csv.hpp"

#include <fmt/format.h>

namespace auren::ingest {

namespace {

constexpr size_t max_known = 4096; // addresses change with every restart
constexpr size_t longest_name = 90;
constexpr size_t longest_model = 32;

/// Cuts `text` to `longest` bytes without splitting a UTF-8 character.
std::string_view cut(std::string_view text, size_t longest) {
  if (text.size() <= longest)
    return text;
  while (longest > 0 && (static_cast<unsigned char>(text[longest]) >> 6) == 2)
    --longest;
  return text.substr(0, longest);
}

std::string_view hardware(std::string_view device) {
  constexpr std::string_view key = "hardware:";
  auto at = device.find(key);
  if (at == device.npos)
    return {};
  device.remove_prefix(at + key.size());
  auto end = std::min(device.find(", "), device.find('>'));
  return trimmed(device.substr(0, end));
}

std::string compose(std::string_view source, std::string_view device) {
  std::string result;
  for (auto c : cut(trimmed(source), longest_name))
    result += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  for (auto at = result.find("\u00a0"); at != result.npos;
       at = result.find("\u00a0", at))
    result.replace(at, 2, " ");
  if (result.empty())
    result = "apple_health";
  auto model = cut(hardware(device), longest_model);
  return model.empty() ? result : fmt::format("{} [{}]", result, model);
}

uint64_t fnv(uint64_t hash, std::string_view text) {
  for (auto c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return (hash ^ 0xff) * 1099511628211u;
}

} // namespace

std::string_view
apple_sources::name(std::string_view source, std::string_view device) {
  key_.assign(source);
  key_ += '\n';
  key_ += device;
  if (auto hit = known_.find(key_); hit != known_.end())
    return hit->second;
  if (known_.size() >= max_known)
    known_.clear();
  return known_.emplace(key_, compose(source, device)).first->second;
}

std::optional<category_value>
category_of(std::string_view type, std::string_view value,
            uint64_t duration_ms) {
  if (type == "HKCategoryTypeIdentifierMindfulSession") {
    if (duration_ms == 0)
      return std::nullopt;
    return category_value{static_cast<double>(duration_ms) / 60'000, "min"};
  }
  if (type == "HKCategoryTypeIdentifierAppleStandHour") {
    if (value == "HKCategoryValueAppleStandHourStood")
      return category_value{1, "bool"};
    if (value == "HKCategoryValueAppleStandHourIdle")
      return category_value{0, "bool"};
  }
  if (type == "HKCategoryTypeIdentifierMenstrualFlow") {
    constexpr std::string_view levels[] = {"None", "Light", "Medium", "Heavy"};
    auto name = value.substr(std::min(value.find("Flow"), value.size()));
    for (size_t i = 0; i < std::size(levels); ++i)
      if (name.size() > 4 && name.substr(4) == levels[i])
        return category_value{static_cast<double>(i), "level"};
  }
  return std::nullopt;
}

std::string content_id(std::string_view value, std::string_view created,
                       std::string_view ended) {
  auto hash = fnv(fnv(fnv(14695981039346656037u, value), created), ended);
  return fmt::format("{:016x}", hash);
}

} // namespace auren::ingest
