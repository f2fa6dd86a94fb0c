#include "actors/node/demo/story.hpp"
#include "messages/hypotheses.pb.h"

#include <doctest/doctest.h>

#include "embedded/demo.hpp"

using namespace auren;
using namespace auren::node::demo;

namespace {

truth built_in() {
  auto read = read_truth(embedded::demo());
  REQUIRE(std::holds_alternative<truth>(read));
  return std::get<truth>(read);
}

hypotheses::Hypothesis
claim(const std::string& cause, const std::string& effect, int lag,
      int direction) {
  hypotheses::Hypothesis one;
  one.mutable_prediction()->set_cause(cause);
  one.mutable_prediction()->set_effect(effect);
  one.mutable_prediction()->set_lag_days(lag);
  one.mutable_prediction()->set_direction(direction);
  one.set_status(hypotheses::Status::supported);
  return one;
}

} // namespace

TEST_SUITE_BEGIN("node.demo");

TEST_CASE("a life is a function of its truth") {
  auto of = built_in();
  auto days = live(of, 20'000);
  REQUIRE_EQ(days.size(), 180u);
  CHECK_EQ(days.back().day, 20'000);
  CHECK_EQ(live(of, 20'000)[90].body, days[90].body);
  of.seed = 8;
  CHECK_NE(live(of, 20'000)[90].body, days[90].body);
}

TEST_CASE("a truth that makes no sense is refused in words") {
  for (auto* text : {"{", "{}", R"({"metrics":[],"effects":[],"days":1})",
                     R"({"metrics":[{"name":"nope"}],"effects":[]})"})
    CHECK_MESSAGE(std::holds_alternative<std::string>(read_truth(text)), text);
}

TEST_CASE("the story tells found, missed, invented and indirect apart") {
  auto of = built_in();
  hypotheses::Hypotheses now;
  *now.add_hypotheses() = claim("alcohol", "hrv_rmssd", 1, -1);
  *now.add_hypotheses() = claim("alcohol", "resting_heart_rate", 1, -1);
  *now.add_hypotheses() = claim("journal_evening_walk", "energy", 1, 1);
  *now.add_hypotheses() = claim("magnesium", "energy", 1, 1);
  auto told = compare(of, now);
  REQUIRE_EQ(told.found.size(), 1u);
  CHECK_EQ(told.found[0].effect, "hrv_rmssd");
  CHECK_EQ(told.missed.size(), of.effects.size() - 1);
  CHECK_EQ(told.invented.size(), 2u); // the wrong sign, and magnesium
  CHECK_EQ(told.indirect.size(), 1u);
  CHECK_EQ(told.refused.size(), of.no_effect.size() - 1);
}

TEST_CASE("the story calls metrics by their labels") {
  auto of = built_in();
  hypotheses::Hypotheses now;
  *now.add_hypotheses() = claim("alcohol", "hrv_rmssd", 1, -1);
  *now.add_hypotheses() = claim("magnesium", "journal_evening_walk", 2, 1);
  auto text = to_text(compare(of, now), of);
  CHECK(text.find("Alcoholic drinks -> heart rate variability (RMSSD), the "
                  "next day (truth -0.60 SD/SD)")
        != std::string::npos);
  CHECK(text.find("Magnesium -> evening walk, 2 days later")
        != std::string::npos);
  for (auto& one : of.traits)
    if (one.name.find('_') != one.name.npos)
      CHECK_MESSAGE(text.find(one.name) == text.npos, one.name);
}

TEST_SUITE_END();
