#include "actors/agents/critic.hpp"
#include "actors/agents/evidence.hpp"
#include "actors/agents/numbers.hpp"
#include "actors/agents/reasoner.hpp"
#include "actors/agents/wording.hpp"
#include "tests/actors/agents/support.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::agents;

namespace {

Consulted consider(const facts& known, const std::string& text,
                   const char* who = "recovery",
                   const std::vector<Contribution>& before = {}) {
  auto asked = understood(text, cast::built_in(), known.metrics);
  return local_reasoner{}.consider(
    {*cast::built_in().find(who), asked, known, before});
}

/// The first claim, as it would be released.
Claim first(const facts& known, const std::string& text,
            const char* who = "recovery") {
  auto reply = consider(known, text, who);
  review(reply, known);
  REQUIRE(reply.contribution().claims_size() > 0);
  return reply.contribution().claims(0);
}

bool says(const Claim& claim, const std::string& part) {
  CAPTURE(claim.text());
  CAPTURE(part);
  return claim.text().find(part) != std::string::npos;
}

} // namespace

TEST_SUITE_BEGIN("agents.reasoner");

TEST_CASE("questions are understood by words and names") {
  struct row {
    const char* text;
    intent wants;
    std::string metric;
  };
  auto known = test::someone();
  for (auto& [text, wants, metric] : std::vector<row>{
         {"How did I sleep?", intent::state, "sleep_duration"},
         {"Why is my HRV so low??", intent::why, "hrv_rmssd"},
         {"warum ist meine Herzratenvariabilität niedrig", intent::why,
          "hrv_rmssd"},
         {"what helps my deep sleep", intent::helps, "sleep_deep"},
         {"is my resting heart rate trending down", intent::trend,
          "resting_heart_rate"},
         {"compare my steps with last week", intent::compare, "steps"},
         {"what are you testing?", intent::testing, ""},
         {"what did I note about coffee", intent::recall, "caffeine"},
         {"Blood oxygen saturation?", intent::state, "spo2"}}) {
    CAPTURE(text);
    auto q = understood(text, cast::built_in(), known.metrics);
    CHECK(q.wants == wants);
    CHECK((q.metrics.empty() ? "" : q.metrics[0]) == metric);
  }
}

TEST_CASE("longer names win over the shorter ones in them") {
  auto q = understood("my resting heart rate", cast::built_in(), {});
  CHECK(q.metrics == std::vector<std::string>{"resting_heart_rate"});
  q = understood("deep sleep", cast::built_in(), {});
  CHECK(q.metrics == std::vector<std::string>{"sleep_deep"});
}

TEST_CASE("how it is: the value against the own baseline") {
  auto claim = first(test::someone(), "how is my hrv?");
  CHECK(says(claim, "41.2 ms"));
  CHECK(says(claim, "well below your usual range (median 55.4 ms, 26 days)"));
  CHECK(claim.grade() == "measured");
  auto sleep = first(test::someone(), "how did i sleep?");
  CHECK(says(sleep, "5 h 54 min"));
}

TEST_CASE("why: what goes with it and the cause that fits") {
  auto known = test::someone();
  auto reply = consider(known, "why is my deep sleep low?");
  review(reply, known);
  auto& claims = reply.contribution().claims();
  REQUIRE(claims.size() >= 3);
  CHECK(says(claims[0], "It looks like deep sleep is lower on the day after "
                        "more caffeine: 0.12 min per mg (95 % interval -0.17 "
                        "min to -0.07 min); 84 effective days, confidence 92 "
                        "%. Other causes are not excluded."));
  CHECK(says(claims[1], "That fits: Your caffeine was 320 mg"));
}

TEST_CASE("the wording follows the grade") {
  auto known = test::someone();
  auto* insight = known.insights.mutable_insights(0);
  insight->set_grade("tested");
  CHECK(says(first(known, "why is my deep sleep low"), "is reliably lower"));
  insight->set_grade("experiment");
  auto claim = first(known, "why is my deep sleep low");
  CHECK(says(claim, "In your experiment caffeine lowered deep sleep"));
  CHECK_FALSE(says(claim, "not excluded"));
}

TEST_CASE("what is not known is said with its reason") {
  auto known = test::someone();
  auto reply = consider(known, "how is my spo2");
  review(reply, known);
  REQUIRE(reply.contribution().unknown_size() == 1);
  CHECK(reply.contribution().unknown(0)
        == "No baseline for your blood oxygen saturation yet: 9 of 14 "
           "nights.");
  CHECK(says(first(known, "how is my weight"), "no values of your weight"));
  CHECK(says(first(known, "why is my hrv low"), "No reason"));
  CHECK(says(first({}, "how am i"), "no values in this field"));
}

TEST_CASE("trend and notes and tests") {
  auto known = test::someone();
  auto trend = first(known, "is my hrv going down");
  CHECK(says(trend, "In the last 7 days your heart rate variability (RMSSD) "
                    "had a median of 45 ms, against 56 ms in the 28 days "
                    "before: lower by 11 ms."));
  auto note = first(known, "what did i note");
  CHECK(says(note, "You noted on 2026-02-20: “Slept badly: 3 coffees because"));
  auto test = first(known, "what are you testing");
  CHECK(says(test, "whether heart rate variability (RMSSD) is higher on days "
                   "with more meditation; 23 days"));
}

TEST_CASE("in sequence nothing is said twice") {
  auto known = test::someone();
  auto one = consider(known, "how is my hrv");
  auto two
    = consider(known, "how is my hrv", "neuroscientist", {one.contribution()});
  for (auto& a : one.contribution().claims())
    for (auto& b : two.contribution().claims())
      CHECK(a.text() != b.text());
}

TEST_CASE("the same question on the same facts has the same answer") {
  std::mt19937 random{11};
  for (int i = 0; i < 20; ++i) {
    auto known = test::anyone(random);
    CHECK(consider(known, "why is my sleep bad").SerializeAsString()
          == consider(known, "why is my sleep bad").SerializeAsString());
  }
}

TEST_CASE("fuzz: no number without evidence and no word above its grade") {
  static const std::vector<std::string> questions{
    "How am I?",
    "Why is my HRV low?",
    "What helps my deep sleep?",
    "Is my sleep trending down?",
    "Compare this week with last week: hrv",
    "What are you testing?",
    "What did I note?",
    "Should I drink coffee?",
    "how are my steps and my weight and my mood",
    "month trend of hrv"};
  std::mt19937 random{2026};
  size_t claims = 0, held_back = 0;
  for (int round = 0; round < 400; ++round) {
    auto known = test::anyone(random);
    for (auto& text : questions)
      for (auto* who : {"recovery", "neuroscientist"}) {
        auto reply = consider(known, text, who);
        held_back += review(reply, known).size();
        for (auto& claim : reply.contribution().claims()) {
          ++claims;
          CAPTURE(claim.text());
          std::vector<const Evidence*> cited;
          for (auto& e : reply.evidence())
            for (auto& id : claim.evidence())
              if (e.id() == id)
                cited.push_back(&e);
          REQUIRE_FALSE(cited.empty());
          if (claim.grade() == "noted")
            continue; // quotes the person
          for (auto& n : numerals_in(claim.text()).numbers)
            CHECK(std::ranges::any_of(
              cited, [&](auto* e) { return has_figure(*e, n); }));
          CHECK_FALSE(wording_objection(claim.text(), claim.grade()));
        }
      }
  }
  MESSAGE(claims << " claims, " << held_back << " held back by the critic");
  CHECK(claims > 10000);
  CHECK(held_back * 100 < claims);
}

TEST_SUITE_END();
