#include "actors/agents/wording.hpp"

#include "actors/agents/patterns.hpp"

#include <algorithm>
#include <vector>

namespace auren::agents {

namespace {

/// One place of a pattern: what a person can be told to have.
const std::string illnesses
  = " diabetes|apnea|apnoea|depression|arrhythmia|fibrillation|hypertension|"
    "flu|covid|infection|insomnia|anxiety|disorder|disease|burnout|cancer|"
    "anemia|anaemia|syndrome";

struct rule {
  const char* what;
  int allowed_from; ///< The strength from which it may be said; 9: never.
  std::vector<pattern> patterns;
};

rule make(const char* what, int from, const std::vector<std::string>& texts) {
  rule r{what, from, {}};
  for (auto& text : texts)
    r.patterns.push_back(parse_pattern(text));
  return r;
}

const std::vector<rule>& rules() {
  static const std::vector<rule> all{
    make(
      "a diagnosis", 9,
      {"diagnos*", "you have|suffer|suffering|got" + illnesses,
       "looks|look|sounds|seems like|as" + illnesses,
       "consistent|compatible with" + illnesses,
       "indicates|indicate|suggests|suggest|means|confirms|shows" + illnesses,
       "suffer from", "suffering from",
       "sign|symptom|signs of disease|"
       "disorder|illness|infection"}),
    make("a dose or a change of medication", 9,
         {"dose|doses|dosage|dosing", "prescri*",
          "take|taking|try|drink|use|add|inject|swallow 0..100000",
          "should|could|recommend|suggest|advise 0..100000 mg|mcg|g|iu|units|"
          "tablet|tablets|capsule|capsules|drops",
          "take|stop|start|skip|increase|reduce|double|quit|drop|pause|taper|"
          "lower medication|medicine|meds|drug|drugs|insulin|pill|pills|"
          "supplement|supplements|tablet|tablets|statin|statins|antibiotic*|"
          "antidepressant*|melatonin|hormones",
          "stop taking", "start taking", "come|coming|wean|get off your"}),
    make("a promise", 9,
         {"prove|proves|proven|proof", "definitely", "certainly", "guarantee*",
          "always", "never", "cure|cures|cured", "treat|treats|treatment",
          "undoubtedly", "without doubt"}),
    make("an all-clear", 9,
         {"nothing to worry", "no need to worry", "harmless", "healthy",
          "dont worry", "perfectly fine|normal", "no reason for concern",
          "safe to"}),
    make("a vague number", 9,
         {"twice", "half", "double|doubled", "triple|tripled", "dozen",
          "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|"
          "thousand|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
          "nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|"
          "million|quadruple|tenfold"}),
    make("a cause", 3,
         {"cause|causes|caused|causing",
          "because",
          "due to",
          "leads|lead|led "
          "to",
          "result|results|resulted in",
          "thanks to",
          "makes|made|making",
          "raises|raised|raising|lowers|lowered|lowering",
          "increase|increases|increased|decrease|decreases|decreased",
          "improve|improves|improved|reduce|reduces|reduced|boost|boosts|"
          "boosted",
          "worsen|worsens|worsened|hurts|harms|helps|helped|harmed",
          "effect|effects|impact|impacts|affects|affected|influence|"
          "influences",
          "drives|driven|triggers|triggered|therefore",
          "responsible for",
          "owing to",
          "brings|brought|explains|explained",
          "thus|hence|consequently",
          "contributes|contributed|contributing to",
          "suppresses|suppressed|disrupts|disrupted|impairs|impaired|disturbs|"
          "disturbed|ruins|ruined|prevents|prevented|promotes|promoted|"
          "enhances|enhanced|elevates|elevated|shortens|shortened|prolongs|"
          "prolonged|deepens|deepened|strengthens|weakens|produces|produced|"
          "induces|induced",
          "as a result",
          "is behind your|this|that|it|the"}),
    make("more than it was tested", 2, {"reliably|consistently|robustly"}),
  };
  return all;
}

/// Words that say that a cause is not known.
const std::vector<pattern>& allowed() {
  static const std::vector<pattern> all{
    parse_pattern("other causes are not excluded"),
    parse_pattern("other causes arent excluded"),
    parse_pattern("= take it to your doctor"),
  };
  return all;
}

} // namespace

int strength(std::string_view grade) {
  if (grade == "experiment")
    return 3;
  if (grade == "tested")
    return 2;
  return grade == "measured" || grade == "observed" ? 1 : 0;
}

std::string certainty(std::string_view grade) {
  if (grade == "experiment")
    return "from an experiment with you";
  if (grade == "tested")
    return "tested on later days; not an experiment";
  if (grade == "observed")
    return "an observation; not yet tested";
  if (grade == "measured")
    return "measured";
  return grade == "noted" ? "as you noted it" : "not known yet";
}

std::optional<std::string>
wording_objection(std::string_view text, std::string_view grade) {
  vocabulary exact; // words that were not mended have no slips
  auto words = words_in(text);
  for (auto& w : words)
    exact.not_typos.insert(w.text);
  for (auto& p : allowed())
    for (auto& at : matches_of(p, words, exact))
      for (auto i : at)
        words[i].text.clear();
  for (auto& r : rules())
    if (strength(grade) < r.allowed_from)
      for (auto& p : r.patterns)
        if (!matches_of(p, words, exact).empty())
          return std::string{"says "} + r.what;
  return {};
}

} // namespace auren::agents
