#include "actors/knowledge/graph.hpp"

#include "actors/ingest/catalogue.hpp"
#include "actors/knowledge/insight.hpp"

#include <set>

namespace auren::knowledge {

std::string group_of(const std::string& metric) {
  auto known = ingest::catalogue::standard().find(metric);
  return known == nullptr ? std::string{"habit"} : known->group;
}

Graph graph_of(const Knowledge& knowledge) {
  Graph graph;
  std::set<std::string> seen;
  auto add_node = [&](const std::string& metric) {
    if (!seen.insert(metric).second)
      return;
    auto* node = graph.add_nodes();
    node->set_id(metric);
    node->set_label(label_of(metric));
    node->set_group(group_of(metric));
  };
  for (auto& insight : knowledge.insights()) {
    if (insight.status() == "withdrawn"
        || insight.verdict() == "no_effect_that_matters")
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
