#include "actors/agents/red_flags.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <stdexcept>

#include "embedded/red_flags.hpp"

namespace auren::agents {

namespace {

using json = nlohmann::json;

std::set<std::string, std::less<>> set_of(const json& list) {
  return list.get<std::set<std::string, std::less<>>>();
}

/// How many words may stand between a denial and what it denies.
constexpr size_t reach = 9;

std::string filled(std::string advice, const std::string& emergency) {
  constexpr std::string_view place = "{emergency}";
  for (auto at = advice.find(place); at != advice.npos; at = advice.find(place))
    advice.replace(at, place.size(), emergency);
  return advice;
}

std::optional<double> optional_of(const json& j, const char* key) {
  return j.contains(key) ? std::optional{j.at(key).get<double>()}
                         : std::nullopt;
}

} // namespace

red_flags::red_flags(std::string_view text) {
  auto data = json::parse(text, nullptr, false);
  if (data.is_discarded())
    throw std::runtime_error("red flags are not JSON");
  version_ = data.at("version").get<std::string>();
  recent_ms_ = data.at("recent_hours").get<int64_t>() * 3'600'000;
  auto emergency = data.at("emergency").get<std::string>();
  negators_ = set_of(data.at("negators"));
  fillers_ = set_of(data.at("fillers"));
  contrast_ = set_of(data.at("contrast"));
  voids_ = set_of(data.at("voids"));
  known_.not_typos = set_of(data.at("not_typos"));
  known_.light = set_of(data.at("light"));
  for (auto& r : data.at("rules")) {
    rule added{r.at("id"),
               r.at("category"),
               r.at("source"),
               filled(r.at("advice"), emergency),
               {}};
    for (auto& p : r.at("patterns"))
      learn(known_,
            added.patterns.emplace_back(parse_pattern(p.get<std::string>())));
    rules_.push_back(std::move(added));
  }
  for (auto& m : data.at("masks"))
    masks_.push_back(parse_pattern(m.get<std::string>()));
  for (auto& v : data.at("vitals"))
    limits_.push_back({v.at("id"), v.at("category"), v.at("source"),
                       filled(v.at("advice"), emergency), v.at("label"),
                       v.at("unit"), v.at("metrics"), optional_of(v, "below"),
                       optional_of(v, "above"), v.at("plausible").at(0),
                       v.at("plausible").at(1)});
}

const red_flags& red_flags::built_in() {
  static const red_flags rules{embedded::red_flags()};
  return rules;
}

const std::string& red_flags::version() const {
  return version_;
}

std::vector<std::string> red_flags::categories() const {
  std::vector<std::string> all;
  auto add = [&](const std::string& category) {
    if (std::ranges::find(all, category) == all.end())
      all.push_back(category);
  };
  for (auto& r : rules_)
    add(r.category);
  for (auto& l : limits_)
    add(l.category);
  return all;
}

Safety red_flags::told(const rule& r) const {
  Safety safety;
  safety.set_escalated(true);
  safety.set_rule(r.id);
  safety.set_advice(r.advice);
  safety.set_category(r.category);
  safety.set_source(r.source);
  safety.set_version(version_);
  return safety;
}

/// "I never had chest pain like this" denies nothing.
bool red_flags::contradicts_denial(const std::vector<word>& words,
                                   size_t at) const {
  auto end = std::min(words.size(), at + 6);
  for (auto i = at + 1; i < end && !words[i].sentence; ++i)
    if (voids_.contains(words[i].text) || contrast_.contains(words[i].text))
      return voids_.contains(words[i].text);
  return false;
}

/// A denial reaches over words that say nothing and, in a list that ends in
/// "or", over other signs; any other word between and the sign counts. A
/// denial that is itself part of the sign ("not breathing") denies nothing.
bool red_flags::denied(const std::vector<word>& words,
                       const std::vector<size_t>& match, size_t at) const {
  auto list_ends_in_or = [&] {
    for (auto i = at; i < words.size() && !words[i].sentence && i < at + 8; ++i)
      if (words[i].text == "or" || words[i].text == "nor")
        return true;
    return false;
  };
  bool listed = false;
  for (auto i = at; i-- > 0 && at - i <= reach;) {
    if (words[i + 1].sentence || std::ranges::find(match, i) != match.end())
      return false;
    bool comma = words[i + 1].clause;
    auto& text = words[i].text;
    if (negators_.contains(text))
      return !comma && !contradicts_denial(words, at);
    if (comma && !list_ends_in_or())
      return false;
    listed = listed || comma || text == "or" || text == "nor";
    if (contrast_.contains(text))
      return false;
    if (!fillers_.contains(text) && !(listed && known_.words.contains(text)))
      return false;
  }
  return false;
}

Safety red_flags::check_text(std::string_view text) const {
  auto words = mended(words_in(text), known_);
  auto shown = words;
  for (auto& mask : masks_)
    for (auto& at : matches_of(mask, words, known_))
      for (auto i : at)
        shown[i].text.clear();
  for (auto& r : rules_)
    for (auto& p : r.patterns)
      for (auto& at : matches_of(p, shown, known_))
        if (std::ranges::none_of(
              at, [&](size_t i) { return denied(words, at, i); }))
          return told(r);
  return {};
}

} // namespace auren::agents
