#include "actors/hypotheses/trial_test.hpp"
#include "tests/actors/hypotheses/person.hpp"

#include <doctest/doctest.h>

using namespace auren::hypotheses;
using auren::hypotheses::test::dice;

namespace {

/// Pairs whose "on" is better by `size`, on outcomes that drift: chance alone
/// is what makes the test valid.
std::vector<trial_unit> drifting_pairs(int pairs, double size, dice& chance) {
  std::vector<trial_unit> out;
  double level = 0;
  for (int pair = 0; pair < pairs; ++pair) {
    bool first = chance.uniform() < 0.5;
    for (bool on : {first, !first}) {
      level = 0.9 * level + chance.normal();
      auto heavy = chance.uniform() < 0.1 ? 4 * chance.normal() : 0.0;
      out.push_back({pair, on, level + heavy + (on ? size : 0)});
    }
  }
  return out;
}

} // namespace

TEST_SUITE_BEGIN("hypotheses.trial_test");

TEST_CASE("all allocations of few pairs are compared") {
  std::vector<trial_unit> units;
  for (int pair = 0; pair < 6; ++pair) {
    units.push_back({pair, true, 3.0 + pair});
    units.push_back({pair, false, 1.0 + pair});
  }
  auto found = randomisation_test(units, 1);
  REQUIRE(found);
  CHECK(found->exact);
  CHECK_EQ(found->allocations, 64);
  CHECK_EQ(found->difference, doctest::Approx(2));
  CHECK_EQ(found->p, doctest::Approx(2.0 / 64)); // itself and its mirror
}

TEST_CASE("what says nothing is left out, and nothing is made up") {
  CHECK_FALSE(randomisation_test({}, 1));
  CHECK_FALSE(randomisation_test({{0, true, 1}, {1, false, 2}}, 1));
  CHECK_FALSE(randomisation_test({{0, true, 1}, {0, false, std::nan("")}}, 1));
  auto one = randomisation_test(
    {{0, true, 3}, {0, false, 1}, {1, true, 9}, {2, false, 4}}, 1);
  REQUIRE(one);
  CHECK_EQ(one->strata, 1);
  CHECK_EQ(one->p, 1); // two ways for one coin: both as far
  CHECK(std::isnan(one->low));
  CHECK(std::isnan(one->high));
}

TEST_CASE("outcomes that never differ give no effect") {
  std::vector<trial_unit> same;
  for (int pair = 0; pair < 10; ++pair)
    for (bool on : {true, false})
      same.push_back({pair, on, 7});
  auto found = randomisation_test(same, 1);
  REQUIRE(found);
  CHECK_EQ(found->p, 1);
  CHECK_EQ(found->difference, 0);
}

TEST_CASE("null trials are rejected at most as often as was said") {
  dice chance(41);
  int rejected = 0, missed = 0;
  constexpr int trials = 400;
  for (int i = 0; i < trials; ++i) {
    auto found = randomisation_test(drifting_pairs(9, 0, chance), 1);
    rejected += found->p <= 0.05;
    missed += found->low > 0 || found->high < 0;
  }
  // 0.05 and three standard errors.
  CHECK_LE(rejected, trials * 0.05 + 3 * std::sqrt(trials * 0.05 * 0.95));
  CHECK_EQ(rejected, missed);
}

TEST_CASE("the interval holds a true difference 95 times in 100") {
  dice chance(42);
  int held = 0;
  double mean = 0;
  constexpr int trials = 300;
  for (int i = 0; i < trials; ++i) {
    auto found = randomisation_test(drifting_pairs(9, 1.5, chance), 1);
    held += found->low <= 1.5 && found->high >= 1.5;
    mean += found->difference / trials;
  }
  CHECK_GE(held, trials * 0.95 - 3 * std::sqrt(trials * 0.05 * 0.95));
  CHECK_EQ(mean, doctest::Approx(1.5).epsilon(0.15)); // unbiased
}

TEST_CASE("one draw of doses is shuffled as a whole, the same each time") {
  dice chance(43);
  std::vector<trial_unit> doses;
  for (int i = 0; i < 50; ++i)
    doses.push_back({0, i % 2 == 0, chance.normal() + (i % 2 == 0 ? 1 : 0)});
  auto first = randomisation_test(doses, 9);
  REQUIRE(first);
  CHECK_FALSE(first->exact);
  CHECK_EQ(first->allocations, 20'000);
  CHECK_LT(first->p, 0.05);
  CHECK_EQ(randomisation_test(doses, 9)->p, first->p);
  CHECK_EQ(randomisation_test(doses, 10)->p,
           doctest::Approx(first->p).epsilon(0.5));
}

TEST_CASE("the interval of every look is wrong at most once in twenty lives") {
  dice chance(44);
  constexpr int lives = 300;
  constexpr double truth = 0.8;
  int ever_wrong = 0;
  for (int life = 0; life < lives; ++life) {
    std::vector<double> differences;
    bool wrong = false;
    for (int pair = 0; pair < 30; ++pair) {
      differences.push_back(truth + 1.4 * chance.normal());
      auto found = interval_at_any_look(differences, 1.0);
      wrong |= found && (found->low > truth || found->high < truth);
    }
    ever_wrong += wrong;
  }
  CHECK_LE(ever_wrong, lives * 0.05 + 3 * std::sqrt(lives * 0.05 * 0.95));
}

TEST_SUITE_END();
