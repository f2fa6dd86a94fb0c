#include "actors/ingest/catalogue.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "embedded/metrics.hpp"

namespace auren::ingest {

namespace {

constexpr std::string_view journal_prefix = "journal_";

constexpr bool is_slug_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

bool is_journal_name(std::string_view name) {
  if (name.size() <= journal_prefix.size() || name.size() > 80
      || name.substr(0, journal_prefix.size()) != journal_prefix)
    return false;
  for (auto c : name)
    if (!is_slug_char(c))
      return false;
  return true;
}

std::string label_of_journal(std::string_view name) {
  std::string label{name.substr(journal_prefix.size())};
  for (auto& c : label)
    if (c == '_')
      c = ' ';
  if (label[0] >= 'a' && label[0] <= 'z')
    label[0] = static_cast<char>(label[0] - 'a' + 'A');
  return label;
}

} // namespace

const catalogue& catalogue::standard() {
  static const catalogue instance = [] {
    auto loaded = parse(embedded::metrics());
    if (auto* why = std::get_if<refusal>(&loaded))
      throw std::logic_error("built-in metric catalogue: " + why->detail);
    return std::get<catalogue>(std::move(loaded));
  }();
  return instance;
}

void catalogue::index() {
  for (auto& each : metrics_) {
    by_name_.emplace(each.name, &each);
    for (auto& alias : each.aliases)
      by_name_.emplace(alias, &each);
    if (each.dynamic)
      journal_ = &each;
  }
}

const metric* catalogue::find(std::string_view name) const {
  if (auto hit = by_name_.find(name); hit != by_name_.end())
    return hit->second;
  return is_journal_name(name) ? journal_ : nullptr;
}

std::optional<metric> catalogue::describe(std::string_view name) const {
  auto* found = find(name);
  if (!found)
    return std::nullopt;
  auto result = *found;
  if (result.dynamic && is_journal_name(name)) {
    result.name = name;
    result.label = label_of_journal(name);
  }
  return result;
}

converted convert(const metric& of, double value, std::string_view unit) {
  for (auto& each : of.units)
    if (each.unit == unit)
      return {value * each.factor + each.offset, errc::none};
  return {0, errc::unknown_unit};
}

plausibility check(const metric& of, double value) {
  if (!of.possible.holds(value)) // also NaN: every comparison is false
    return plausibility::out_of_range;
  if (!of.plausible.holds(value))
    return plausibility::implausible;
  return plausibility::ok;
}

std::string range_rule(const metric& of, std::string_view name) {
  auto& bounds = of.possible;
  auto low = bounds.open_low ? "above " : "";
  if (std::isinf(bounds.high))
    return fmt::format("{} must be at least {} {}", name, bounds.low, of.unit);
  if (std::isinf(bounds.low))
    return fmt::format("{} must be at most {} {}", name, bounds.high, of.unit);
  return fmt::format("{} must be {}{} to {} {}", name, low, bounds.low,
                     bounds.high, of.unit);
}

std::string journal_metric(std::string_view question) {
  constexpr size_t longest = 56;
  std::string name{journal_prefix};
  bool lost = false;
  uint32_t hash = 2166136261u; // FNV-1a
  for (auto c : question) {
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
    if (c >= 'A' && c <= 'Z')
      c = static_cast<char>(c - 'A' + 'a');
    lost |= static_cast<unsigned char>(c) >= 0x80 || name.size() >= longest;
    if (is_slug_char(c) && c != '_' && name.size() < longest)
      name += c;
    else if (name.back() != '_')
      name += '_';
  }
  while (name.back() == '_' && name.size() > journal_prefix.size())
    name.pop_back();
  if (lost || name.size() == journal_prefix.size())
    name += fmt::format("{}{:08x}", name.back() == '_' ? "" : "_", hash);
  return name;
}

} // namespace auren::ingest
