#include "actors/agents/critic.hpp"
#include "actors/agents/evidence.hpp"
#include "actors/agents/numbers.hpp"
#include "actors/agents/phrasing.hpp"
#include "actors/agents/reasoner.hpp"
#include "actors/agents/wording.hpp"
#include "tests/actors/agents/support.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::agents;

namespace {

struct critic_fixture {
  facts known = test::someone();
  notebook notes;
  Claim good = insight_claim(known.insights.insights(0), known, notes);

  bool passes(const Claim& claim) {
    return !objection(claim, notes.cited());
  }

  Claim with(const std::string& text) {
    auto claim = good;
    claim.set_text(text);
    return claim;
  }
};

} // namespace

TEST_SUITE_BEGIN("agents.critic");

TEST_CASE_FIXTURE(critic_fixture, "what the local reasoner says passes") {
  CHECK(passes(good));
  CHECK(passes(state_claim(known.metrics.metrics(0), known, notes)));
  CHECK(passes(baseline_claim(known.metrics.metrics(4), known, notes)));
  CHECK(passes(hypothesis_claim(known.hypotheses.hypotheses(0), known, notes)));
  CHECK(passes(memory_claim(known.memories.hits(0).memory(), notes)));
}

TEST_CASE_FIXTURE(critic_fixture, "every false digit of a claim is found") {
  auto text = good.text();
  size_t changed = 0, found = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!std::isdigit(static_cast<unsigned char>(text[i])))
      continue;
    auto wrong = text;
    wrong[i] = wrong[i] == '8' ? '3' : '8';
    ++changed;
    found += !passes(with(wrong));
  }
  CHECK(changed > 10);
  CHECK(found == changed);
}

TEST_CASE_FIXTURE(critic_fixture, "invented things are refused") {
  auto claim = good;
  claim.set_evidence(0, "e77");
  CHECK_FALSE(passes(claim));
  claim.clear_evidence();
  CHECK_FALSE(passes(claim));
  claim = good;
  claim.set_grade("tested");
  CHECK_FALSE(passes(claim));
  claim = good;
  claim.set_direction(1);
  CHECK_FALSE(passes(claim));
  claim = good;
  claim.set_effect("hrv_rmssd");
  CHECK_FALSE(passes(claim));
  CHECK_FALSE(passes(with("It was so on 2026-02-04.")));
  CHECK(passes(with("It has been so since 2026-02-03.")));
}

TEST_CASE("words have to fit the grade") {
  for (std::string text : {"You have sleep apnea",
                           "This is a sign of disease",
                           "Take 3 of them",
                           "Stop taking your medication",
                           "Increase your dose",
                           "It is proven",
                           "This always works",
                           "Nothing to worry about",
                           "You are healthy",
                           "It doubled",
                           "It rose by twice as much",
                           "This cures insomnia",
                           "This looks like sleep apnea",
                           "It is consistent with a fibrillation",
                           "That suggests hypertension",
                           "Use 5 drops before bed",
                           "You should take 400 mg",
                           "You could try 200 mg of it",
                           "Taper your antidepressants",
                           "Get off your statins",
                           "Quit the pills",
                           "It rose by thirty beats"}) {
    CAPTURE(text);
    for (auto grade : {"unknown", "observed", "tested", "experiment"})
      CHECK(wording_objection(text, grade));
  }
  for (std::string text :
       {"Caffeine causes bad sleep", "Sleep is low because of caffeine",
        "That is due to stress", "Alcohol lowers HRV", "Meditation improves it",
        "It helps", "Caffeine has an effect on sleep", "It leads to less sleep",
        "Stress made it worse", "Late meals disrupt sleep and so disrupted it",
        "Alcohol suppresses REM", "Coffee contributes to it",
        "As a result HRV "
        "fell",
        "Stress is behind your low HRV", "Thus sleep was short",
        "Training elevates it"}) {
    CAPTURE(text);
    CHECK(wording_objection(text, "observed"));
    CHECK(wording_objection(text, "tested"));
    CHECK_FALSE(wording_objection(text, "experiment"));
  }
  CHECK(wording_objection("It reliably goes with it", "observed"));
  CHECK_FALSE(wording_objection("It reliably goes with it", "tested"));
  CHECK_FALSE(wording_objection("Looks like it; other causes are not excluded",
                                "observed"));
}

TEST_CASE_FIXTURE(critic_fixture,
                  "a number in another script is a number too") {
  for (std::string text :
       {"HRV is \u0664\u0662 today.", "HRV is \uff14\uff12 today.",
        "HRV is \u096a\u0968 today.", "HRV is \U0001d7d2\U0001d7d0 today.",
        "HRV is \u2463 today."}) {
    CAPTURE(text);
    CHECK_FALSE(passes(with(text)));
  }
}

TEST_CASE("any digits are read without harm") {
  auto found = numerals_in("It is " + std::string(4000, '9') + ".");
  REQUIRE(found.numbers.size() == 1);
  CHECK_FALSE(has_figure(Evidence{}, found.numbers[0]));
  Evidence e;
  add_figure(e, "value", 42);
  CHECK_FALSE(has_figure(e, found.numbers[0]));
  CHECK_FALSE(
    has_figure(e, numerals_in("0." + std::string(4000, '9')).numbers.at(0)));
}

TEST_CASE_FIXTURE(critic_fixture, "quotes are not read but must be verbatim") {
  auto claim = memory_claim(known.memories.hits(0).memory(), notes);
  CHECK(passes(claim)); // holds "3" and "because"
  auto forged = claim;
  forged.set_text("You noted on 2026-02-20: “4 coffees because of it”.");
  CHECK_FALSE(passes(forged));
}

TEST_CASE_FIXTURE(critic_fixture, "evidence has to be in the snapshot") {
  for (auto& e : notes.cited()) {
    CHECK(grounded(e, known));
    auto forged = e;
    add_figure(forged, "effect", 42);
    CHECK_FALSE(grounded(forged, known));
  }
  Evidence invented;
  invented.set_kind("study");
  CHECK_FALSE(grounded(invented, known));
  CHECK_FALSE(grounded(absence("x", "There are 42 reasons."), known));
}

TEST_CASE_FIXTURE(critic_fixture, "a review leaves only what may be said") {
  Consulted reply;
  *reply.mutable_contribution()->add_claims() = good;
  *reply.mutable_contribution()->add_claims() = with("It is 42.");
  for (auto& e : notes.cited())
    *reply.add_evidence() = e;
  *reply.add_evidence() = absence("", "Nothing.");
  auto removed = review(reply, known);
  CHECK(removed.size() == 1);
  CHECK(removed[0].find("42") == std::string::npos);
  CHECK(reply.contribution().claims_size() == 1);
  CHECK(reply.contribution().text() == good.text());
  CHECK(reply.evidence_size() == 1);
}

TEST_CASE("numbers are read as they are written") {
  auto found = numerals_in("SpO2 96 % on 2026-03-01 [e12], 7 h 32 min; -0.31!");
  REQUIRE(found.numbers.size() == 4);
  CHECK(found.dates == std::vector<std::string>{"2026-03-01"});
  CHECK(found.numbers[3].value == doctest::Approx(0.31));
  CHECK(written(8412.4) == "8412");
  CHECK(written(55.0) == "55");
  CHECK(written(7.5333, "h") == "7 h 32 min");
  CHECK(written(0.00042) == "0.00042");
  CHECK(written(-0.0) == "0");
  std::mt19937 random{5};
  for (int i = 0; i < 20000; ++i) {
    auto value = std::ldexp(std::uniform_real_distribution{-1.0, 1.0}(random),
                            static_cast<int>(random() % 50) - 20);
    for (auto* unit : {"", "h", "min", "ms"}) {
      Evidence e;
      add_figure(e, "x", value, unit);
      for (auto& n : numerals_in(written(value, unit)).numbers) {
        CAPTURE(written(value, unit));
        CHECK(has_figure(e, n));
      }
    }
  }
}

TEST_SUITE_END();
