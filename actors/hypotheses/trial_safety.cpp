#include "actors/hypotheses/trial_safety.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cctype>
#include <vector>

#include "embedded/experiments.hpp"

namespace auren::hypotheses {

namespace {

using sequence = std::vector<std::string>; // words that follow each other

struct delicate {
  std::string what;
  std::vector<sequence> words;
};

sequence words_of(std::string_view text, bool with_stars) {
  sequence out{{}};
  for (unsigned char c : text) {
    bool letter = std::isalpha(c) != 0 || c >= 0x80 || (with_stars && c == '*');
    if (letter)
      out.back() += static_cast<char>(std::tolower(c));
    else if (!out.back().empty())
      out.emplace_back();
  }
  if (out.back().empty())
    out.pop_back();
  return out;
}

const std::vector<delicate>& all_delicate() {
  static const auto all = [] {
    std::vector<delicate> out;
    auto data = nlohmann::json::parse(embedded::experiments());
    for (auto& one : data.at("needs_clinician")) {
      auto& entry = out.emplace_back();
      entry.what = one.at("what").get<std::string>();
      for (auto& words : one.at("words"))
        entry.words.push_back(words_of(words.get<std::string>(), true));
    }
    return out;
  }();
  return all;
}

bool fits(const std::string& word, const std::string& pattern) {
  if (pattern.ends_with('*'))
    return word.starts_with(pattern.substr(0, pattern.size() - 1));
  return word == pattern;
}

bool holds(const sequence& text, const sequence& pattern) {
  for (size_t at = 0; at + pattern.size() <= text.size(); ++at) {
    size_t n = 0;
    while (n < pattern.size() && fits(text[at + n], pattern[n]))
      ++n;
    if (n == pattern.size())
      return true;
  }
  return false;
}

} // namespace

std::optional<std::string> needs_clinician(std::string_view text) {
  auto words = words_of(text, false);
  for (auto& one : all_delicate())
    for (auto& pattern : one.words)
      if (holds(words, pattern))
        return one.what;
  return std::nullopt;
}

std::optional<std::string> needs_clinician(const ExperimentPlan& plan) {
  for (auto* text : {&plan.cause(), &plan.on(), &plan.off(), &plan.rationale()})
    if (auto what = needs_clinician(*text))
      return what;
  return std::nullopt;
}

std::optional<std::string> unsafe(const ExperimentPlan& plan) {
  auto what = needs_clinician(plan);
  if (!what)
    return std::nullopt;
  if (plan.clinician().empty())
    return fmt::format("this is about {}: it needs a clinician's confirmation; "
                       "name who gave it (clinician)",
                       *what);
  if (plan.abort().empty())
    return fmt::format("this is about {}: it needs a rule that ends it at once "
                       "(abort)",
                       *what);
  return std::nullopt;
}

} // namespace auren::hypotheses
