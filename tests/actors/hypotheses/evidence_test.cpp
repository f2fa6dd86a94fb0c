#include "actors/hypotheses/evidence.hpp"
#include "actors/hypotheses/nuisance.hpp"
#include "actors/hypotheses/past_only.hpp"
#include "actors/hypotheses/statistics.hpp"
#include "tests/actors/hypotheses/person.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace auren::hypotheses;
using doctest::Approx;

namespace {

// How many of `lives` null streams, looked at daily for a year, ever reach 20.
int lives_that_cross(int lives, uint64_t seed) {
  auren::hypotheses::test::dice chance(seed);
  int crossed = 0;
  for (int life = 0; life < lives; ++life) {
    evidence proof;
    bool ever = false;
    for (int day = 0; day < 365; ++day) {
      proof.absorb({chance.normal(), chance.normal()}, 1, 0.2);
      ever = ever || proof.log_e() >= std::log(20);
    }
    crossed += ever;
  }
  return crossed;
}

// A habit that is noted as yes or no at `rate` and is always no from `silent`.
void note_habit(record& who, int metric, double rate, int silent,
                auren::hypotheses::test::dice& chance) {
  who.metrics[static_cast<size_t>(metric)].type = value_type::binary;
  for (int t = 0; t < who.days(); ++t)
    who.values(t, metric) = t < silent && chance.uniform() < rate;
}

// Two habits that have nothing to do with each other but that the notes of
// both end within a month; the model was fitted while they lasted.
double best_evidence_of_silence(uint64_t seed) {
  auto who = auren::hypotheses::test::make_person(
    {.days = 700, .width = 2, .missing = 0, .seed = seed});
  auren::hypotheses::test::dice chance(seed + 1000);
  for (int i = 0; i < 2; ++i) {
    auto silent = 330 + static_cast<int>(30 * chance.uniform());
    note_habit(who, i, 0.3 + 0.4 * chance.uniform(), silent, chance);
  }
  past_only series(who);
  auto model = fit_nuisance(series, 0, 1, 1, {}, 300);
  auto score = scorer::bind(series, model.value(), 0, 1, 1);
  evidence proof;
  double best = 0;
  for (int t = 300; t < who.days(); ++t)
    if (auto day = (*score)(t)) {
      proof.absorb(*day, 1, 0.2);
      best = std::max(best, proof.log_e());
    }
  return best;
}

} // namespace

TEST_SUITE_BEGIN("hypotheses.evidence");

TEST_CASE("evidence is a few sums with the published value") {
  evidence proof;
  proof.sum = 20, proof.squares = 80;
  CHECK(proof.log_e() == Approx(1.861995).epsilon(1e-6));
  evidence counted;
  counted.absorb({1, 2}, -1, 0.3);
  counted.absorb({0.5, 3}, -1, 0.3); // one above the level so far
  CHECK_EQ(counted.days, 2);
  CHECK_EQ(counted.sum, -2.5);
  CHECK_EQ(counted.squares, 4.25);
}

TEST_CASE("a prediction of the other direction gets the other evidence") {
  auren::hypotheses::test::dice chance(2);
  evidence more, less;
  for (int i = 0; i < 200; ++i) {
    auto cause = chance.normal(), effect = 0.5 * cause + chance.normal();
    more.absorb({effect, cause}, 1, 0.5);
    less.absorb({effect, cause}, -1, 0.5);
  }
  CHECK(more.log_e() > std::log(20));
  CHECK(more.log_refute() < 0);
  CHECK(less.log_e() < 0);
  CHECK(less.log_refute() > std::log(20));
}

TEST_CASE("under the null evidence of 20 is seen in under 5 % of lives") {
  auto crossed = lives_that_cross(1000, 3);
  CHECK(crossed <= 50);
  CHECK(crossed > 0); // it is not silent by construction
}

TEST_CASE("habits that fall silent together are no evidence") {
  int crossed = 0;
  for (uint64_t life = 0; life < 300; ++life)
    crossed += best_evidence_of_silence(life) >= std::log(20);
  CHECK(crossed <= 15); // 5 %
}

TEST_CASE("a cause that stands still says nothing any more") {
  evidence proof;
  proof.absorb({1, 1}, 1, 0.2);
  CHECK_EQ(proof.sum, 1); // nothing was known of its level
  for (int i = 0; i < 400; ++i)
    proof.absorb({1, 1}, 1, 0.2);
  CHECK(proof.sum == Approx(1));
  CHECK(proof.log_e() < std::log(20));
}

TEST_CASE("the decay detector is silent in life and wakes after a loss") {
  auren::hypotheses::test::dice chance(5);
  evidence proof;
  auto live = [&](int days, double size) {
    for (int day = 0; day < days; ++day) {
      auto cause = chance.normal();
      auto effect = size * cause + std::sqrt(1 - size * size) * chance.normal();
      proof.absorb({effect, cause}, 1, 0.5);
    }
  };
  live(300, 0.5);
  CHECK(proof.decayed() < 1000);
  live(300, 0);
  CHECK(proof.decayed() > 1000);
}

TEST_CASE("a larger effect needs fewer days and more rivals need more") {
  CHECK(days_to_decide(0.5, 10, 0) < days_to_decide(0.2, 10, 0));
  CHECK(days_to_decide(0.3, 10, 0) < days_to_decide(0.3, 100, 0));
  CHECK(days_to_decide(0.3, 100, 5) < days_to_decide(0.3, 100, 0));
  // The defining equation holds at the answer.
  auto n = days_to_decide(0.3, 30, 2);
  auto right = 2 * (std::log(30 / (0.01 * 3)) + 0.5 * std::log(1 + 0.06 * n));
  CHECK(n * 0.09 == Approx(right).epsilon(1e-6));
}

TEST_CASE("nothing that comes later bends a past day") {
  auto whole = auren::hypotheses::test::make_person({.days = 200, .width = 3});
  whole.values(150, 1) = 1e6;
  auto part = whole.first(120);
  past_only all(whole), early(part);
  for (int i = 0; i < 3; ++i)
    for (int t = 0; t < 120; ++t) {
      CHECK_EQ(all.values(i, 0)[t], early.values(i, 0)[t]);
      CHECK_EQ(all.seen(i, 0)[t], early.seen(i, 0)[t]);
    }
}

TEST_CASE("one glitch is dropped and a new level is taken") {
  auto who = auren::hypotheses::test::make_person(
    {.days = 200, .width = 1, .missing = 0});
  who.values(100, 0) = 1000;
  for (int t = 150; t < 200; ++t)
    who.values(t, 0) += 40;
  past_only series(who);
  CHECK_EQ(series.seen(0, 0)[13], 0);
  CHECK_EQ(series.seen(0, 0)[14], 1);
  CHECK_EQ(series.seen(0, 0)[100], 0);
  CHECK_EQ(series.seen(0, 0)[101], 1);
  CHECK_EQ(series.seen(0, 0)[152], 0);
  CHECK_EQ(series.seen(0, 0)[153], 1);
}

TEST_SUITE_END();

TEST_SUITE_BEGIN("hypotheses.evidence.long");

TEST_CASE("of 10,000 null streams at most 5 % ever cross") {
  CHECK(lives_that_cross(10000, 4) <= 500);
}

TEST_SUITE_END();
