#include "actors/node/demo/truth.hpp"

#include "actors/ingest/catalogue.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace auren::node::demo {

namespace {

using nlohmann::json;

int minute_of(const std::string& clock) {
  if (clock.size() != 5 || clock[2] != ':')
    throw std::invalid_argument{"\"at\" is a clock time such as 07:05"};
  return std::stoi(clock.substr(0, 2)) * 60 + std::stoi(clock.substr(3));
}

trait trait_of(const json& from) {
  trait result;
  result.name = from.at("name").get<std::string>();
  auto known = ingest::catalogue::standard().describe(result.name);
  if (!known)
    throw std::invalid_argument{"the metric catalogue has no " + result.name};
  result.unit = known->unit;
  result.minute = minute_of(from.value("at", std::string{"12:00"}));
  result.mean = from.value("mean", 0.0);
  result.sd = from.value("sd", 1.0);
  result.memory = from.value("memory", 0.0);
  result.low = from.value("low", 0.0);
  result.high = from.value("high", 1.0);
  result.weekend = from.value("weekend", 0.0);
  result.missing = from.value("missing", 0.0);
  result.chance = from.value("chance", 0.0);
  result.whole = from.value("whole", false);
  result.drinks = from.value("drinks", false);
  return result;
}

truth truth_of(const json& from) {
  truth result;
  result.seed = from.value("seed", uint64_t{1});
  result.days = from.value("days", 180);
  for (auto& one : from.at("metrics"))
    result.traits.push_back(trait_of(one));
  for (auto& one : from.at("effects"))
    result.effects.push_back(
      {one.at("cause").get<std::string>(), one.at("effect").get<std::string>(),
       one.at("lag_days").get<int>(), one.at("size").get<double>()});
  for (auto& one : from.value("no_effect", json::array()))
    result.no_effect.push_back(one.get<std::string>());
  return result;
}

std::string wrong_with(const truth& read) {
  auto known = [&](const std::string& name) {
    return std::ranges::find(read.traits, name, &trait::name)
           != read.traits.end();
  };
  if (read.days < 30 || read.days > 3650)
    return "days must be from 30 to 3650";
  for (auto& one : read.effects) {
    if (!known(one.cause) || !known(one.effect))
      return "an effect names a metric that is not there: " + one.cause + " or "
             + one.effect;
    if (one.lag_days < 0 || one.lag_days > 7)
      return "lag_days must be from 0 to 7";
  }
  return {};
}

} // namespace

bool truth::indirect(std::string_view cause, std::string_view effect) const {
  // Walks the paths that start with one true effect; the graph is small.
  std::vector<std::string_view> reached;
  for (auto& one : effects)
    if (one.cause == cause)
      reached.push_back(one.effect);
  for (size_t i = 0; i < reached.size(); ++i)
    for (auto& one : effects)
      if (one.cause == reached[i]) {
        if (one.effect == effect)
          return true;
        if (std::ranges::find(reached, one.effect) == reached.end())
          reached.push_back(one.effect);
      }
  return false;
}

std::variant<truth, std::string> read_truth(std::string_view text) {
  try {
    auto read = truth_of(json::parse(text));
    if (auto wrong = wrong_with(read); !wrong.empty())
      return wrong;
    return read;
  } catch (const std::exception& failed) {
    return std::string{"the truth cannot be read: "} + failed.what();
  }
}

} // namespace auren::node::demo
