#include "actors/streams/detectors.hpp"

#include "messages/time.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>
#include <stdexcept>

#include "embedded/detectors.hpp"

namespace auren::streams {

namespace {

using nlohmann::json;
using outcome = reading_of_day::outcome;

detector read_detector(const json& entry) {
  detector result;
  auto kind = entry.at("kind").get<std::string>();
  result.run = kind_of(kind);
  if (result.run == nullptr && kind != "together")
    throw std::runtime_error("no such kind: " + kind);
  for (auto& [key, value] : entry.items())
    if (value.is_number())
      result.numbers[key] = value;
  result.name = entry.at("name");
  result.title = entry.at("title");
  result.metric = entry.value("metric", "");
  result.urgency = entry.at("urgency");
  result.source = entry.at("source");
  result.advice = entry.at("advice");
  result.of = entry.value("of", std::vector<std::string>{});
  if (result.urgency != "notice" && result.urgency != "attention"
      && result.urgency != "care")
    throw std::runtime_error("no such urgency: " + result.urgency);
  return result;
}

const char* word(outcome what) {
  switch (what) {
    case outcome::fired: return "fired";
    case outcome::checked: return "checked";
    case outcome::skipped: return "skipped";
  }
  return "";
}

Finding finding_of(const detector& by, const day_table& days, int32_t day,
                   const reading_of_day& found) {
  Finding result;
  result.set_detector(by.name);
  result.set_title(by.title);
  result.set_day(time::format_day(day));
  result.set_outcome(word(found.what));
  result.set_reason(found.reason);
  result.set_n(found.n);
  result.set_window_days(static_cast<uint32_t>(
    std::max(by.whole("window", 0), by.whole("days", 0))));
  result.set_urgency(by.urgency);
  result.set_source(by.source);
  result.set_advice(by.advice);
  if (auto* column = days.find(by.metric))
    result.set_unit(column->unit);
  if (found.what != outcome::skipped) {
    result.set_value(found.value);
    result.set_threshold(found.threshold);
  }
  return result;
}

/// Counts among `said` which of the detectors that `by` names fired.
reading_of_day together(const detector& by, const std::vector<Finding>& said) {
  size_t fired = 0, known = 0;
  for (auto& one : said) {
    if (std::ranges::find(by.of, one.detector()) == by.of.end())
      continue;
    known += one.outcome() != "skipped";
    fired += one.outcome() == "fired";
  }
  auto least = by.number("count", 2);
  auto n = static_cast<uint32_t>(known);
  auto reason = fmt::format("{} of {} signs", fired, known);
  if (static_cast<double>(known) < least)
    return {outcome::skipped, "fewer signs are known than it needs", 0, 0, n};
  auto value = static_cast<double>(fired);
  return {value >= least ? outcome::fired : outcome::checked, reason, value,
          least, n};
}

} // namespace

double detector::number(std::string_view of_name, double otherwise) const {
  auto found = numbers.find(of_name);
  return found == numbers.end() ? otherwise : found->second;
}

int32_t detector::whole(std::string_view of_name, int32_t otherwise) const {
  return static_cast<int32_t>(number(of_name, otherwise));
}

std::variant<std::vector<detector>, std::string>
parse_detectors(std::string_view text) {
  std::vector<detector> result;
  std::set<std::string> names;
  try {
    auto file = json::parse(text);
    for (auto& entry : file.at("detectors")) {
      result.push_back(read_detector(entry));
      if (!names.insert(result.back().name).second)
        return "given twice: " + result.back().name;
      for (auto& other : result.back().of)
        if (!names.contains(other))
          return result.back().name + " comes before " + other;
    }
  } catch (const std::exception& error) {
    auto last = result.empty() ? "the first" : "after " + result.back().name;
    return std::string{last} + ": " + error.what();
  }
  return result;
}

const std::vector<detector>& standard_detectors() {
  static const auto all = [] {
    auto read = parse_detectors(embedded::detectors());
    if (auto* why = std::get_if<std::string>(&read))
      throw std::logic_error("built-in detectors: " + *why);
    return std::get<std::vector<detector>>(std::move(read));
  }();
  return all;
}

std::vector<Finding>
detect(const std::vector<detector>& all, const day_table& days, int32_t day) {
  std::vector<Finding> result;
  for (auto& one : all) {
    auto found
      = one.run == nullptr ? together(one, result) : one.run(one, days, day);
    result.push_back(finding_of(one, days, day, found));
  }
  return result;
}

} // namespace auren::streams
