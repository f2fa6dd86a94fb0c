#include "actors/ingest/catalogue.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <map>
#include <set>
#include <stdexcept>

namespace auren::ingest {

namespace {

using nlohmann::json;

/// A dimension: how each unit becomes the base unit, which none needs to name.
using dimension = std::vector<conversion>;

constexpr std::array<std::string_view, 5> statistics
  = {"norm", "pos", "ord", "binary", "count"};
constexpr std::array<std::string_view, 3> roles
  = {"behaviour", "outcome", "context"};
constexpr std::array<std::string_view, 5> aggregates
  = {"mean", "sum", "last", "max", "min"};

/// Carries a sentence from deep inside the file to `catalogue::parse`.
struct broken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

template <class Enum, size_t N>
Enum chosen(const std::array<std::string_view, N>& names, const json& value) {
  auto& text = value.get_ref<const std::string&>();
  for (size_t i = 0; i < N; ++i)
    if (names[i] == text)
      return static_cast<Enum>(i);
  throw broken("no such choice: " + text);
}

dimension read_dimension(const json& units) {
  dimension result;
  for (auto& [unit, how] : units.items()) {
    if (how.is_array())
      result.push_back({unit, how.at(0), how.at(1)});
    else
      result.push_back({unit, how, 0});
    if (result.back().factor == 0)
      throw broken("unit " + unit + " has the factor 0");
  }
  return result;
}

/// Returns `units` with conversions to `canonical` instead of the base.
dimension relative_to(const dimension& units, const std::string& canonical) {
  const conversion* to = nullptr;
  for (auto& each : units)
    if (each.unit == canonical)
      to = &each;
  if (!to)
    throw broken("unit " + canonical + " is not in its dimension");
  dimension result{{canonical, 1, 0}};
  for (auto& each : units)
    if (&each != to)
      result.push_back({each.unit, each.factor / to->factor,
                        (each.offset - to->offset) / to->factor});
  return result;
}

range read_range(const json& entry, const char* key) {
  range result;
  if (!entry.contains(key))
    return result;
  auto& bounds = entry.at(key);
  result.open_low = bounds.contains("above");
  if (result.open_low)
    result.low = bounds.at("above");
  else
    result.low = bounds.value("from", result.low);
  result.high = bounds.value("to", result.high);
  return result;
}

doubt_rules read_doubts(const json& entry) {
  static const std::set<std::string> known
    = {"change", "share", "within_s", "flat_samples", "flat_min", "source"};
  doubt_rules result;
  if (!entry.contains("doubts"))
    return result;
  auto& rules = entry.at("doubts");
  for (auto& [key, value] : rules.items())
    if (!known.count(key))
      throw broken("unknown key in doubts: " + key);
  result.change = rules.value("change", 0.0);
  result.share = rules.value("share", false);
  result.within_s = rules.value("within_s", int64_t{0});
  result.flat_samples = rules.value("flat_samples", size_t{0});
  result.flat_min = rules.value("flat_min", int64_t{0});
  result.source = rules.at("source");
  return result;
}

void forbid_misspelt(const json& entry) {
  static const std::set<std::string> known
    = {"doubts",    "name",   "label",   "group",  "unit",     "dimension",
       "kind",      "type",   "role",    "daily",  "decimals", "possible",
       "plausible", "source", "aliases", "dynamic"};
  for (auto& [key, value] : entry.items())
    if (!known.count(key))
      throw broken("unknown key " + key);
}

metric read_metric(const json& entry,
                   const std::map<std::string, dimension>& dimensions) {
  forbid_misspelt(entry);
  metric result;
  result.name = entry.at("name");
  result.label = entry.at("label");
  result.group = entry.at("group");
  result.unit = entry.at("unit");
  result.kind = entry.value("kind", "");
  result.source = entry.value("source", "");
  result.aliases = entry.value("aliases", std::vector<std::string>{});
  result.units = relative_to(dimensions.at(entry.at("dimension")), result.unit);
  result.type = chosen<statistic>(statistics, entry.at("type"));
  result.role = chosen<role>(roles, entry.at("role"));
  result.daily = chosen<aggregate>(aggregates, entry.at("daily"));
  result.possible = read_range(entry, "possible");
  result.plausible = read_range(entry, "plausible");
  result.doubts = read_doubts(entry);
  result.decimals = entry.value("decimals", 0);
  result.dynamic = entry.value("dynamic", false);
  return result;
}

void forbid_twice(std::set<std::string>& taken, const metric& next) {
  auto names = next.aliases;
  names.push_back(next.name);
  for (auto& name : names)
    if (!taken.insert(name).second)
      throw broken("the name " + name + " is given twice");
}

} // namespace

/// Fills a catalogue from a parsed file.
class catalogue_reader {
public:
  static catalogue read(const json& file) {
    catalogue result;
    result.version_ = file.at("version");
    std::map<std::string, dimension> dimensions;
    for (auto& [name, units] : file.at("dimensions").items())
      dimensions.emplace(name, read_dimension(units));
    std::set<std::string> taken;
    for (auto& entry : file.at("metrics")) {
      result.metrics_.push_back(read_one(entry, dimensions));
      forbid_twice(taken, result.metrics_.back());
    }
    result.index();
    return result;
  }

private:
  static metric read_one(const json& entry,
                         const std::map<std::string, dimension>& dimensions) {
    try {
      return read_metric(entry, dimensions);
    } catch (const std::exception& error) {
      throw broken(entry.value("name", "a metric without name") + ": "
                   + error.what());
    }
  }
};

std::variant<catalogue, refusal> catalogue::parse(std::string_view text) {
  try {
    return catalogue_reader::read(json::parse(text));
  } catch (const std::exception& error) {
    return refusal{errc::invalid_message, error.what()};
  }
}

std::string_view to_string(statistic value) {
  return statistics[static_cast<size_t>(value)];
}

std::string_view to_string(role value) {
  return roles[static_cast<size_t>(value)];
}

std::string_view to_string(aggregate value) {
  return aggregates[static_cast<size_t>(value)];
}

} // namespace auren::ingest
