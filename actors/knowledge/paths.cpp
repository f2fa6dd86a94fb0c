#include "actors/knowledge/paths.hpp"

#include "actors/knowledge/contradiction.hpp"
#include "actors/knowledge/insight.hpp"
#include "messages/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace auren::knowledge {

namespace {

constexpr size_t most_paths = 50;

using edges = std::vector<const Edge*>;

class search {
public:
  search(const Graph& graph, const std::string& effect) : effect_(effect) {
    for (auto& edge : graph.edges())
      if (edge.status() == "current")
        from_[edge.cause()].push_back(&edge);
  }

  void start(const std::string& cause) {
    for (auto& [name, out] : from_)
      if (cause.empty() || cause == name)
        walk(name);
  }

  std::vector<edges> found;

private:
  void walk(const std::string& at) {
    auto out = from_.find(at);
    if (out == from_.end() || way_.size() >= most_steps)
      return;
    seen_.insert(at);
    for (auto* edge : out->second) {
      if (seen_.contains(edge->effect()))
        continue; // in a circle everything explains everything
      way_.push_back(edge);
      if (effect_.empty() || edge->effect() == effect_)
        found.push_back(way_);
      walk(edge->effect());
      way_.pop_back();
    }
    seen_.erase(at);
  }

  const std::string& effect_;
  std::map<std::string, edges> from_;
  std::set<std::string> seen_;
  edges way_;
};

std::string sentence_of_steps(const edges& way) {
  std::string text;
  for (auto* edge : way)
    text += fmt::format("{}{} {} with more {} ({}, {})",
                        text.empty() ? "" : "; then ",
                        words::inside(label_of(edge->effect())),
                        edge->size() < 0 ? "is lower" : "is higher",
                        words::inside(label_of(edge->cause())),
                        words::days_later(edge->lag_days()), edge->grade());
  text = words::capital(text) + ".";
  if (way.size() > 1)
    text += " That one goes with the other over these steps is a guess, not a "
            "finding.";
  return text;
}

WhyPath path_of(const edges& way) {
  WhyPath out;
  out.set_size(1);
  out.set_confidence(1);
  out.set_grade(way.front()->grade());
  for (auto* edge : way) {
    *out.add_steps() = *edge;
    out.set_lag_days(out.lag_days() + edge->lag_days());
    out.set_size(out.size() * edge->size());
    out.set_confidence(out.confidence() * edge->confidence());
    if (rank_of(edge->grade()) < rank_of(out.grade()))
      out.set_grade(edge->grade());
  }
  out.set_sentence(sentence_of_steps(way));
  return out;
}

} // namespace

void add_paths(Graph& graph, const std::string& cause,
               const std::string& effect) {
  if (cause.empty() && effect.empty())
    return;
  search all(graph, effect);
  all.start(cause);
  std::vector<WhyPath> paths;
  for (auto& way : all.found)
    paths.push_back(path_of(way));
  std::stable_sort(paths.begin(), paths.end(), [](auto& a, auto& b) {
    return a.steps_size() != b.steps_size() ? a.steps_size() < b.steps_size()
                                            : a.confidence() > b.confidence();
  });
  for (size_t i = 0; i < std::min(paths.size(), most_paths); ++i)
    *graph.add_paths() = paths[i];
}

} // namespace auren::knowledge
