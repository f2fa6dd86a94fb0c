#include "actors/knowledge/graph.hpp"

#include "actors/knowledge/insight.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace auren::knowledge {

namespace {

struct hint {
  std::string_view part;
  std::string_view group;
};

/// The first part that a name contains decides: "sleep_hr" is sleep.
constexpr auto hints = std::to_array<hint>({
  {"sleep", "sleep"},       {"bed", "sleep"},          {"nap", "sleep"},
  {"heart", "heart"},       {"hrv", "heart"},          {"rmssd", "heart"},
  {"sdnn", "heart"},        {"_hr", "heart"},          {"hr_", "heart"},
  {"blood", "heart"},       {"systolic", "heart"},     {"spo2", "heart"},
  {"step", "activity"},     {"strain", "activity"},    {"active", "activity"},
  {"exercise", "activity"}, {"workout", "activity"},   {"energy", "activity"},
  {"distance", "activity"}, {"weight", "body"},        {"temp", "body"},
  {"fat", "body"},          {"respirat", "body"},      {"stress", "mind"},
  {"mood", "mind"},         {"meditat", "mind"},       {"mindful", "mind"},
  {"glucose", "nutrition"}, {"caffeine", "nutrition"}, {"coffee", "nutrition"},
  {"alcohol", "nutrition"}, {"meal", "nutrition"},     {"water", "nutrition"},
  {"protein", "nutrition"}, {"carb", "nutrition"},
});

} // namespace

std::string group_of(const std::string& metric) {
  auto found = std::ranges::find_if(hints, [&](const hint& h) {
    return metric.find(h.part) != std::string::npos;
  });
  return std::string{found == hints.end() ? "habit" : found->group};
}

Graph graph_of(const Knowledge& knowledge) {
  Graph graph;
  std::set<std::string> seen;
  auto add_node = [&](const std::string& metric) {
    if (!seen.insert(metric).second)
      return;
    auto* node = graph.add_nodes();
    node->set_id(metric);
    node->set_label(words_of(metric));
    node->set_group(group_of(metric));
  };
  for (auto& insight : knowledge.insights()) {
    if (insight.status() == "withdrawn")
      continue;
    add_node(insight.cause());
    add_node(insight.effect());
    auto* edge = graph.add_edges();
    edge->set_cause(insight.cause());
    edge->set_effect(insight.effect());
    edge->set_size(insight.estimate().size());
    edge->set_confidence(insight.confidence());
    edge->set_lag_days(insight.lag_days());
    edge->set_grade(insight.grade());
    edge->set_insight(insight.id());
    edge->set_status(insight.status());
    edge->set_since(insight.since());
  }
  return graph;
}

} // namespace auren::knowledge
