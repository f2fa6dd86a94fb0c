#include "actors/hypotheses/expected.hpp"

#include "actors/ingest/catalogue.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "embedded/priors.hpp"

namespace auren::hypotheses {

namespace {

expectation expectation_of(const nlohmann::json& from) {
  return {from.at("cause").get<std::string>(),
          from.at("effect").get<std::string>(), from.at("lag_days").get<int>(),
          from.at("direction").get<int>(),
          from.at("source").get<std::string>()};
}

const nlohmann::json& studies() {
  static const auto all = nlohmann::json::parse(embedded::priors());
  return all;
}

/// Returns the catalogue's name of a metric that a person calls `name`, or
/// nothing.
std::string canonical(const std::string& name) {
  for (auto& [known, others] : studies().at("names").items())
    if (std::find(others.begin(), others.end(), name) != others.end())
      return known;
  const auto* found = ingest::catalogue::standard().find(name);
  return found ? found->name : "";
}

} // namespace

const std::vector<expectation>& expectations() {
  static const auto all = [] {
    std::vector<expectation> out;
    for (auto& one : studies().at("priors"))
      out.push_back(expectation_of(one));
    return out;
  }();
  return all;
}

expected_pairs::expected_pairs(const record& known) {
  for (const auto& one : known.metrics)
    names_.push_back(one.randomised() ? "" : canonical(one.name));
}

const expectation* expected_pairs::find(int cause, int effect) const {
  const auto& from = names_[static_cast<size_t>(cause)];
  const auto& to = names_[static_cast<size_t>(effect)];
  const auto& all = expectations();
  auto at = std::find_if(all.begin(), all.end(), [&](const expectation& one) {
    return one.cause == from && one.effect == to;
  });
  return at == all.end() ? nullptr : &*at;
}

} // namespace auren::hypotheses
