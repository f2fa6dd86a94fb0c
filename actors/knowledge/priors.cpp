#include "actors/knowledge/priors.hpp"

#include "actors/knowledge/insight.hpp"
#include "messages/words.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "embedded/priors.hpp"

namespace auren::knowledge {

namespace {

Prior prior_of(const nlohmann::json& from) {
  Prior out;
  out.set_cause(from.at("cause").get<std::string>());
  out.set_effect(from.at("effect").get<std::string>());
  out.set_lag_days(from.at("lag_days").get<int>());
  out.set_direction(from.at("direction").get<int>());
  out.set_source(from.at("source").get<std::string>());
  out.set_standing("untested");
  out.set_sentence(
    fmt::format("In studies of other people {} was {} with more {}.",
                words::inside(label_of(out.effect())),
                out.direction() > 0 ? "higher" : "lower",
                words::inside(label_of(out.cause()))));
  return out;
}

std::string standing_to(const Prior& prior, const Knowledge& learned) {
  for (auto& one : learned.insights())
    if (one.cause() == prior.cause() && one.effect() == prior.effect()
        && one.status() == "current" && one.estimate().size() != 0)
      return (one.estimate().size() > 0) == (prior.direction() > 0) ? "agrees"
                                                                    : "differs";
  return "untested";
}

} // namespace

const std::vector<Prior>& priors() {
  static const auto all = [] {
    std::vector<Prior> out;
    auto data = nlohmann::json::parse(embedded::priors());
    for (auto& one : data.at("priors"))
      out.push_back(prior_of(one));
    return out;
  }();
  return all;
}

void add_priors(Knowledge& knowledge) {
  for (auto& one : priors()) {
    auto& added = *knowledge.add_priors();
    added = one;
    added.set_standing(standing_to(one, knowledge));
  }
}

} // namespace auren::knowledge
