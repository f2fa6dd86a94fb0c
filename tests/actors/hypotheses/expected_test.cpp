#include "actors/hypotheses/scan.hpp"
#include "tests/actors/hypotheses/person.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace auren::hypotheses;

namespace {

/// A life in which metric 0 is how much is drunk and metric 3 the HRV.
record drinker(const auren::hypotheses::test::recipe& how) {
  auto who = auren::hypotheses::test::make_person(how);
  who.metrics[0].name = "alcohol_units"; // an alias of the catalogue
  who.metrics[3].name = "hrv_rmssd";
  return who;
}

settings without_studies() {
  settings how;
  how.expected_share = 0;
  return how;
}

double p_of(const record& who, const settings& how = {}) {
  return scan(who, how).find(0, 3)->p;
}

} // namespace

TEST_SUITE_BEGIN("hypotheses.expected");

TEST_CASE("studies are found by name and alias, in their direction only") {
  auto who = drinker({.days = 60});
  expected_pairs studies(who);
  const auto* found = studies.find(0, 3);
  REQUIRE(found);
  CHECK_EQ(found->cause, "alcohol");
  CHECK_EQ(found->direction, -1);
  CHECK_EQ(found->lag_days, 1);
  CHECK_FALSE(found->source.empty());
  CHECK_FALSE(studies.find(3, 0));
  CHECK_FALSE(studies.find(0, 1));
  who.metrics[3].name = "average_hrv"; // neither, but studies know it
  CHECK(expected_pairs(who).find(0, 3) == found);
  who.metrics[0].kind = metric_kind::randomised;
  CHECK_FALSE(expected_pairs(who).find(0, 3));
}

TEST_CASE("what studies expect costs less, the opposite costs more") {
  auto as_expected = drinker({.effects = {{0, 3, 1, -0.2}}, .seed = 8});
  auto p = p_of(as_expected), bare = p_of(as_expected, without_studies());
  REQUIRE(bare < 0.2);
  CHECK(p < bare / 4);
  auto opposite = drinker({.effects = {{0, 3, 1, 0.3}}, .seed = 8});
  CHECK(p_of(opposite) > p_of(opposite, without_studies()));
}

TEST_CASE("where nothing is expected nothing changes") {
  auto who = auren::hypotheses::test::make_person(
    {.effects = {{0, 3, 1, 0.4}}, .seed = 9});
  scan with(who), without(who, without_studies());
  CHECK_EQ(with.pass(0.01, 0), without.pass(0.01, 0));
  CHECK_EQ(with.find(0, 3)->p, without.find(0, 3)->p);
}

TEST_CASE("what is expected and not there is seldom claimed") {
  int claimed = 0, people = 150;
  for (int i = 0; i < people; ++i) {
    auto who = drinker({.days = 150, .width = 4, .seed = 500 + uint64_t(i)});
    auto passed = scan(who).pass(0.05, 0);
    claimed += std::ranges::count(passed, true) > 0;
  }
  CHECK(claimed <= 0.05 * people + 7); // 2.6 standard errors
}

TEST_SUITE_END();
