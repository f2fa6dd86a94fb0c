#include "actors/hypotheses/catalogue.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

namespace auren::hypotheses {

namespace {

using json = nlohmann::json;
using invalid = std::invalid_argument;

constexpr int longest_block = 366;

template <class Enum>
Enum word(const json& from, const char* key, Enum otherwise,
          std::optional<Enum> (*parse)(std::string_view)) {
  if (!from.contains(key))
    return otherwise;
  if (auto found = parse(from.at(key).get<std::string>()))
    return *found;
  throw invalid(fmt::format("unknown \"{}\"", key));
}

double bound(const json& from, const char* key, double otherwise) {
  auto at = from.find(key);
  return at == from.end() || at->is_null() ? otherwise : at->get<double>();
}

metric read_metric(const json& from) {
  metric out;
  out.name = from.at("metric").get<std::string>();
  out.unit = from.value("unit", "");
  out.kind = word(from, "kind", out.kind, kind_of);
  out.type = word(from, "type", out.type, type_of);
  out.hour = from.value("hour", out.hour);
  out.low = bound(from, "low", out.low);
  out.high = bound(from, "high", out.high);
  out.source = from.value("source", "");
  out.block_days = from.value("block_days", 1);
  out.primary_outcome = from.value("primary_outcome", "");
  if (out.name.empty() || !(out.low <= out.high) || out.block_days < 1
      || out.block_days > longest_block)
    throw invalid("a metric without name, with low above high, or with "
                  "impossible block_days");
  return out;
}

void read_person(catalogue& into, const json& from) {
  auto& metrics = into[from.value("user", "")];
  std::set<std::string> names;
  for (const auto& item : from.at("metrics")) {
    metrics.push_back(read_metric(item));
    if (!names.insert(metrics.back().name).second)
      throw invalid("a metric is listed twice");
  }
}

} // namespace

std::variant<catalogue, std::string> read_catalogue(std::string_view text) {
  try {
    auto tree = json::parse(text);
    catalogue out;
    if (tree.is_array())
      for (const auto& person : tree)
        read_person(out, person);
    else
      read_person(out, tree);
    return out;
  } catch (const json::parse_error& error) {
    return fmt::format("catalogue: not JSON (byte {})", error.byte);
  } catch (const json::exception&) {
    return std::string{"catalogue: a field is missing or of the wrong type"};
  } catch (const invalid& error) {
    return fmt::format("catalogue: {}", error.what());
  }
}

value_type infer_type(const std::vector<double>& values) {
  bool whole = true, yes_no = true;
  double low = 0, high = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    auto v = values[i];
    whole = whole && v == std::floor(v);
    yes_no = yes_no && (v == 0 || v == 1);
    low = i ? std::min(low, v) : v;
    high = i ? std::max(high, v) : v;
  }
  if (yes_no)
    return value_type::binary;
  if (whole && low >= 0 && high <= 20)
    return low >= 1 && high <= 10 ? value_type::ord : value_type::count;
  return low >= 0 ? value_type::pos : value_type::norm;
}

} // namespace auren::hypotheses
