#include "actors/hypotheses/judge.hpp"
#include "actors/hypotheses/wording.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace auren::hypotheses;

namespace {

standing tested(double p) {
  standing s;
  s.registered = s.tested = true, s.p = p;
  return s;
}

statement about(status now) {
  statement out;
  out.now = now;
  out.cause.name = "caffeine_mg", out.cause.unit = "mg";
  out.effect.name = "deep_sleep", out.effect.unit = "min";
  out.units = -0.062, out.low = -0.085, out.high = -0.039;
  out.cause_sd = 130, out.days = 300, out.n_effective = 120;
  return out;
}

bool says(const std::string& text, const char* what) {
  return text.find(what) != std::string::npos;
}

} // namespace

TEST_SUITE_BEGIN("hypotheses.judge");

TEST_CASE("the life cycle goes where the numbers lead") {
  auto s = tested(0.3);
  CHECK_EQ(judge(s), status::testing);
  s.evidence_days = 180;
  CHECK_EQ(judge(s), status::inconclusive);
  s.refuted = true;
  CHECK_EQ(judge(s), status::refuted);
  s.passes = true;
  CHECK_EQ(judge(s), status::supported);
  s.known = true;
  CHECK_EQ(judge(s), status::contradicted); // the look does not show it
  s.experiment = true;
  CHECK_EQ(judge(s), status::knowledge);
  s.experiment = false, s.p = 0.01;
  CHECK_EQ(judge(s), status::knowledge);
  s.reverse = true;
  CHECK_EQ(judge(s), status::association);
}

TEST_CASE("an earlier claim stands below .05 and falls above") {
  auto s = tested(0.04);
  s.claimed = true;
  CHECK_EQ(judge(s), status::supported);
  s.p = 0.06;
  CHECK_EQ(judge(s), status::contradicted);
  s.faded = true;
  CHECK_EQ(judge(s), status::stale);
}

TEST_CASE("a claim goes stale when it fades decays or falls silent") {
  for (auto lose : {+[](standing& s) { s.faded = true; },
                    +[](standing& s) { s.decayed = true; },
                    +[](standing& s) { s.silent_days = 90; }}) {
    auto s = tested(0.001);
    s.passes = true;
    lose(s);
    CHECK_EQ(judge(s), status::stale);
    CHECK_FALSE(reason_for(status::stale, s, nullptr).empty());
  }
}

TEST_CASE("the wrong sign is never supported") {
  auto s = tested(1e-9);
  s.passes = s.opposite = true;
  CHECK_EQ(judge(s), status::testing);
  s.known = true;
  CHECK_EQ(judge(s), status::contradicted);
}

TEST_CASE("small effects are out of reach only once evidence is in") {
  auto s = tested(0.2);
  s.days_needed = 2000;
  CHECK_EQ(judge(s), status::testing);
  s.evidence_days = 30;
  CHECK_EQ(judge(s), status::inconclusive);
  CHECK(says(reason_for(status::inconclusive, s, nullptr), "2000 days"));
}

TEST_CASE("confidence keeps to the caps of its status") {
  CHECK_EQ(confidence_of(status::supported, 0.9999, false), 0.97);
  CHECK_EQ(confidence_of(status::knowledge, 0.9999, true), 0.99);
  CHECK_EQ(confidence_of(status::association, 0.9999, false), 0.6);
  CHECK_EQ(confidence_of(status::supported, 0.2, false), 0.8);
  CHECK_EQ(confidence_of(status::testing, 0.2, false), 0.2);
  CHECK_EQ(confidence_of(status::contradicted, 0.9, false), 0.5);
}

TEST_CASE("only an experiment may say causes") {
  for (int i = 0; i <= static_cast<int>(status::retired); ++i) {
    auto text = sentence(about(static_cast<status>(i)));
    CHECK_FALSE(text.empty());
    auto plain_words = text;
    if (auto at = plain_words.find("Other causes"); at != std::string::npos)
      plain_words.erase(at, 12);
    CHECK_FALSE(says(plain_words, "cause"));
  }
  auto proved = about(status::knowledge);
  proved.experiment = true;
  CHECK(says(sentence(proved), "causes"));
}

TEST_CASE("a finding is said in plain units") {
  auto text = sentence(about(status::supported));
  CHECK_EQ(text,
           "It looks like deep sleep goes with caffeine mg: with caffeine mg "
           "up by 100 "
           "mg, deep sleep is 6.2 min lower the same day (95 % "
           "interval -8.5 to -3.9 min), at the same weekday, season and "
           "recent level; 300 days, worth 120 independent ones. Other causes "
           "are not excluded.");
  auto few = about(status::supported);
  few.n_effective = 25;
  CHECK(says(sentence(few), "Too little data"));
}

TEST_CASE("steps are round and numbers plain") {
  metric what;
  what.type = value_type::pos;
  CHECK_EQ(natural_step(what, 130), 100);
  CHECK_EQ(natural_step(what, 0.27), doctest::Approx(0.2));
  CHECK_EQ(natural_step(what, 6800), 5000);
  CHECK_EQ(natural_step(what, 0), 1);
  what.type = value_type::binary;
  CHECK_EQ(natural_step(what, 0.4), 1);
  CHECK_EQ(plain(0), "0");
  CHECK_EQ(plain(12345), "12000");
  CHECK_EQ(plain(-0.0123), "-0.012");
  CHECK_EQ(plain(6.2), "6.2");
}

TEST_SUITE_END();
