#include "actors/ingest/validators.hpp"

#include <nlohmann/json.hpp>

#include "embedded/validators.hpp"

namespace auren::ingest {

namespace {

contradiction_rule contradiction_of(const nlohmann::json& from) {
  contradiction_rule out;
  out.less = from.at("less").get<std::map<std::string, double>>();
  out.more = from.at("more").get<std::map<std::string, double>>();
  out.slack = from.at("slack").get<double>();
  out.by_day = from.at("same").get<std::string>() == "day";
  out.says = from.at("says").get<std::string>();
  out.source = from.at("source").get<std::string>();
  return out;
}

unit_pair pair_of(const nlohmann::json& from) {
  auto& two = from.at("pair");
  return {two.at(0).get<std::string>(), two.at(1).get<std::string>(),
          from.at("source").get<std::string>()};
}

} // namespace

const validators& validators::standard() {
  static const auto all = [] {
    validators out;
    auto data = nlohmann::json::parse(embedded::validators());
    for (auto& one : data.at("contradictions"))
      out.contradictions.push_back(contradiction_of(one));
    for (auto& one : data.at("units"))
      out.units.push_back(pair_of(one));
    return out;
  }();
  return all;
}

} // namespace auren::ingest
