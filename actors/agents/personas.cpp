#include "actors/agents/personas.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>

#include "embedded/personas.hpp"

namespace auren::agents {

namespace {

using json = nlohmann::json;
using strings = std::vector<std::string>;

persona persona_of(const json& j) {
  persona p;
  p.about.set_name(j.at("name").get<std::string>());
  p.about.set_title(j.at("title").get<std::string>());
  p.about.set_mark(j.at("mark").get<std::string>());
  p.about.set_purpose(j.at("purpose").get<std::string>());
  for (auto& domain : j.at("domains").get<strings>())
    p.about.add_domains(domain);
  for (auto& tool : j.at("tools").get<strings>())
    p.about.add_tools(tool);
  p.tone = j.at("tone").get<std::string>();
  p.looks_at = j.at("looks_at").get<strings>();
  return p;
}

topic topic_of(const json& j) {
  return {j.at("words").get<strings>(), j.at("metrics").get<strings>(),
          j.at("group").get<std::string>(), j.at("better").get<int>()};
}

} // namespace

cast cast::read(std::string_view text) {
  auto data = json::parse(text, nullptr, false);
  if (data.is_discarded())
    throw std::runtime_error("the personas are not JSON");
  cast result;
  for (auto& j : data.at("agents"))
    result.personas.push_back(persona_of(j));
  for (auto& j : data.at("topics"))
    result.topics.push_back(topic_of(j));
  result.today = data.at("today").get<std::vector<strings>>();
  return result;
}

const cast& cast::built_in() {
  static const auto all = read(embedded::personas());
  return all;
}

const persona* cast::find(std::string_view name) const {
  auto found = std::ranges::find_if(
    personas, [&](auto& p) { return p.about.name() == name; });
  return found == personas.end() ? nullptr : &*found;
}

int cast::better(std::string_view metric) const {
  for (auto& t : topics)
    if (std::ranges::find(t.metrics, metric) != t.metrics.end()
        && t.better != 0)
      return t.better;
  return 0;
}

} // namespace auren::agents
