#include "actors/operations/exports/codes.hpp"

#include <nlohmann/json.hpp>

#include "embedded/codes.hpp"

namespace auren::operations {

namespace {

metric_code read(const nlohmann::json& entry) {
  metric_code code;
  if (auto loinc = entry.find("loinc"); loinc != entry.end()) {
    code.loinc = loinc->at(0);
    code.loinc_name = loinc->at(1);
  }
  if (auto omh = entry.find("omh"); omh != entry.end()) {
    code.omh_schema = omh->at(0);
    code.omh_version = omh->at(1);
    code.omh_field = omh->at(2);
    code.omh_unit = omh->at(3);
  }
  code.omh_interval = entry.value("interval", false);
  return code;
}

} // namespace

const code_table& code_table::standard() {
  static const code_table table{embedded::codes()};
  return table;
}

code_table::code_table(std::string_view text) {
  auto file = nlohmann::json::parse(text);
  for (auto& [unit, code] : file.at("ucum").items())
    units_[unit] = code;
  for (auto& [metric, entry] : file.at("metrics").items())
    metrics_[metric] = read(entry);
}

const metric_code& code_table::of(std::string_view metric) const {
  static const metric_code none;
  auto found = metrics_.find(metric);
  return found == metrics_.end() ? none : found->second;
}

std::string code_table::ucum(std::string_view unit) const {
  auto found = units_.find(unit);
  return found == units_.end() ? '{' + std::string{unit} + '}' : found->second;
}

} // namespace auren::operations
