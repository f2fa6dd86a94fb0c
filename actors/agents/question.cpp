#include "actors/agents/question.hpp"

#include "actors/agents/text.hpp"

#include <algorithm>
#include <array>

namespace auren::agents {

namespace {

struct cue {
  std::string_view words;
  intent wants;
};

/// The first cue that is found decides: "why" before "how".
constexpr auto cues = std::to_array<cue>({
  {"testing", intent::testing},
  {"hypothesis", intent::testing},
  {"hypotheses", intent::testing},
  {"under test", intent::testing},
  {"experiment", intent::testing},
  {"did i note", intent::recall},
  {"remember", intent::recall},
  {"my notes", intent::recall},
  {"did i write", intent::recall},
  {"journal", intent::recall},
  {"why", intent::why},
  {"warum", intent::why},
  {"pourquoi", intent::why},
  {"reason", intent::why},
  {"what helps", intent::helps},
  {"helps", intent::helps},
  {"help", intent::helps},
  {"should", intent::helps},
  {"improve", intent::helps},
  {"better with", intent::helps},
  {"affect", intent::helps},
  {"affects", intent::helps},
  {"go with", intent::helps},
  {"goes with", intent::helps},
  {"matter", intent::helps},
  {"hurt", intent::helps},
  {"compare", intent::compare},
  {"versus", intent::compare},
  {"vs", intent::compare},
  {"last week", intent::compare},
  {"last month", intent::compare},
  {"than", intent::compare},
  {"trend", intent::trend},
  {"trending", intent::trend},
  {"going up", intent::trend},
  {"going down", intent::trend},
  {"over time", intent::trend},
  {"improving", intent::trend},
  {"getting", intent::trend},
  {"changed", intent::trend},
  {"change", intent::trend},
  {"growing", intent::trend},
});

std::string spaced(std::string_view text) {
  std::string line = " ";
  for (auto& w : words_in(text))
    line += w.text + " ";
  return line;
}

/// A name as it stands in a line of words.
struct mention {
  size_t at;
  size_t length;
  std::vector<std::string> metrics;
  std::string group;
};

void find_name(const std::string& line, const std::string& name,
               const std::vector<std::string>& metrics,
               const std::string& group, std::vector<mention>& found) {
  auto inside = spaced(name);
  if (auto at = line.find(inside); inside.size() > 4 && at != line.npos)
    found.push_back({at, inside.size(), metrics, group});
}

/// Keeps the longest names where they overlap, then the order of the line.
std::vector<mention> untangled(std::vector<mention> found) {
  std::ranges::stable_sort(found, std::greater{}, &mention::length);
  std::vector<mention> kept;
  for (auto& m : found) {
    bool inside = std::ranges::any_of(kept, [&](auto& k) {
      return m.at + 1 < k.at + k.length && k.at + 1 < m.at + m.length;
    });
    if (!inside)
      kept.push_back(std::move(m));
  }
  std::ranges::stable_sort(kept, {}, &mention::at);
  return kept;
}

void add_once(std::vector<std::string>& list, const std::string& item) {
  if (!item.empty() && std::ranges::find(list, item) == list.end())
    list.push_back(item);
}

unsigned days_of(const std::string& line) {
  if (line.find(" month ") != line.npos || line.find(" monthly ") != line.npos)
    return 28;
  return 7;
}

} // namespace

question understood(std::string_view text, const cast& known,
                    const memory::Metrics& own) {
  auto line = spaced(text);
  question q;
  auto cue = std::ranges::find_if(cues, [&](auto& c) {
    return line.find(" " + std::string{c.words} + " ") != line.npos;
  });
  if (cue != cues.end())
    q.wants = cue->wants;
  q.days = days_of(line);
  std::vector<mention> found;
  for (auto& t : known.topics)
    for (auto& name : t.words)
      find_name(line, name, t.metrics, t.group, found);
  for (auto& m : own.metrics()) {
    find_name(line, m.label(), {m.metric()}, m.group(), found);
    find_name(line, m.metric(), {m.metric()}, m.group(), found);
  }
  for (auto& m : untangled(std::move(found))) {
    add_once(q.domains, m.group);
    for (auto& metric : m.metrics)
      add_once(q.metrics, metric);
  }
  return q;
}

} // namespace auren::agents
