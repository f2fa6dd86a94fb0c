#include "actors/knowledge/priors.hpp"
#include "actors/knowledge/shared_effects.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace auren;
using namespace auren::knowledge;

namespace {

using status_of = hypotheses::Status;

random_bits seeded(uint64_t seed) {
  return [engine = std::mt19937_64{seed}]() mutable { return engine(); };
}

void add_tested(hypotheses::Hypotheses& all, size_t relation, double size,
                uint32_t days, status_of::Value value = status_of::testing,
                int later = 0) {
  auto& one = *all.add_hypotheses();
  auto& about = priors()[relation];
  one.mutable_prediction()->set_cause(about.cause());
  one.mutable_prediction()->set_effect(about.effect());
  one.mutable_prediction()->set_lag_days(about.lag_days() + later);
  one.mutable_effect()->set_size(size);
  one.set_evidence_days(days);
  one.set_status(value);
}

/// `n` people who are about -0.6 SD per SD on the first four relations.
std::vector<contribution> crowd_of(size_t n, uint64_t seed) {
  std::mt19937_64 engine{seed};
  std::normal_distribution<> size{-0.6, 0.2};
  std::vector<contribution> all(n);
  for (auto& one : all)
    for (size_t i = 0; i < most_relations_of_one; ++i)
      one[i] = static_cast<int>(
        std::lround(std::clamp(size(engine), -1.0, 1.0) * steps_per_sd));
  return all;
}

/// What an attacker sees of a release who knows everybody but one: how far
/// it leans to that one, whose sizes are all +1, having been there.
double
leaning(const SharedRelease& seen, const std::vector<contribution>& others) {
  double all = 0;
  for (auto& one : seen.effects())
    for (size_t i = 0; i < most_relations_of_one; ++i) {
      if (one.cause() != priors()[i].cause()
          || one.effect() != priors()[i].effect())
        continue;
      double sum = 0;
      for (auto& person : others)
        sum += static_cast<double>(person.at(i)) / steps_per_sd;
      all += one.size() * one.people() - sum + one.people()
             - static_cast<double>(others.size());
    }
  return all;
}

/// How much oftener the attacker says "was there" of who was than of who was
/// not, at the threshold that is best against this noise.
double advantage_of(double rho, int rounds, uint64_t seed) {
  auto others = crowd_of(200, 5);
  auto everybody = others;
  contribution target;
  for (size_t i = 0; i < most_relations_of_one; ++i)
    target[i] = most_steps_of_one;
  everybody.push_back(target);
  auto random = seeded(seed);
  int right = 0;
  int wrong = 0;
  for (int i = 0; i < rounds; ++i) {
    right += leaning(release_of(everybody, {}, rho, random), others) > 4;
    wrong += leaning(release_of(others, {}, rho, random), others) > 4;
  }
  return static_cast<double>(right - wrong) / rounds;
}

double normal_below(double z) {
  return std::erfc(-z / std::sqrt(2.0)) / 2;
}

} // namespace

TEST_SUITE_BEGIN("knowledge.shared_effects");

TEST_CASE("one person adds four bounded sizes at most") {
  hypotheses::Hypotheses all;
  for (size_t i = 0; i < priors().size(); ++i)
    add_tested(all, i, i % 2 == 0 ? 7.5 : -7.5, 40 + static_cast<uint32_t>(i));
  auto added = contribution_of(all);
  REQUIRE_EQ(added.size(), most_relations_of_one);
  for (auto& [relation, steps] : added) {
    CHECK_GE(relation, priors().size() - most_relations_of_one);
    CHECK_EQ(std::abs(steps), most_steps_of_one);
  }
}

TEST_CASE("estimates count however they ended, but not before they are any") {
  hypotheses::Hypotheses all;
  add_tested(all, 0, 0.25, 60, status_of::refuted, 1);
  add_tested(all, 0, -0.9, 59, status_of::knowledge);
  add_tested(all, 1, 0.5, 90, status_of::registered);
  add_tested(all, 2, 0.5, least_evidence_days - 1);
  add_tested(all, 3, 0.5, 90, status_of::testing, 2);
  add_tested(all, 4, std::nan(""), 90);
  add_tested(all, 5, 0.5, 90, status_of::retired);
  auto added = contribution_of(all);
  REQUIRE_EQ(added.size(), 1u);
  CHECK_EQ(added.at(0), steps_per_sd / 4);
}

TEST_CASE("any person moves sums and counts by the sensitivity at most") {
  std::mt19937_64 engine{11};
  for (int i = 0; i < 500; ++i) {
    hypotheses::Hypotheses all;
    for (size_t r = 0; r < priors().size(); ++r)
      add_tested(all, r, std::normal_distribution<>{0, 2}(engine),
                 static_cast<uint32_t>(engine() % 200));
    int64_t moved = 0;
    for (auto& [relation, steps] : contribution_of(all))
      moved += int64_t{steps} * steps + steps_per_sd * steps_per_sd;
    CHECK_LE(moved, squared_sensitivity());
  }
}

TEST_CASE("fewer than twenty are never told, with however little noise") {
  auto quiet = 1e9;
  auto few = release_of(crowd_of(19, 3), {}, quiet, seeded(1));
  CHECK(few.effects().empty());
  CHECK_EQ(few.withheld(), priors().size());
  auto enough = release_of(crowd_of(21, 3), {}, quiet, seeded(1));
  CHECK_EQ(enough.effects_size(), static_cast<int>(most_relations_of_one));
}

TEST_CASE("by the noisy count too few hardly ever pass, enough mostly do") {
  privacy_terms terms;
  auto rho = *next_rho(terms, 0);
  auto needed = static_cast<size_t>(std::ceil(enough_people(terms)));
  CHECK_GT(needed, terms.people);
  auto random = seeded(8);
  int told = 0;
  for (int i = 0; i < 200; ++i) {
    CHECK(release_of(crowd_of(20, 4), terms, rho, random).effects().empty());
    told
      += release_of(crowd_of(2 * needed, 4), terms, rho, random).effects_size();
  }
  CHECK_GE(told, 790); // of 800
}

TEST_CASE("what is told is true to within its noise") {
  privacy_terms terms;
  auto rho = *next_rho(terms, 0);
  auto random = seeded(21);
  int inside = 0;
  int all = 0;
  for (int i = 0; i < 200; ++i) {
    auto made = release_of(crowd_of(400, 100), terms, rho, random);
    for (auto& one : made.effects()) {
      ++all;
      inside += std::abs(one.size() + 0.6) < 2 * one.error() + 0.03;
      CHECK_LT(one.error(), 0.05);
    }
  }
  CHECK_EQ(all, 800);
  CHECK_GE(inside, 750);
}

TEST_CASE("who knows all others cannot tell whether somebody is in it") {
  auto rho = *next_rho({}, 0);
  constexpr int rounds = 3000;
  auto advantage = advantage_of(rho, rounds, 77);
  // Of telling N(0, 1) from N(sqrt(2 rho), 1), the best that rho-zCDP of a
  // Gaussian mechanism leaves; and below what (epsilon, delta) says of it.
  auto best = 2 * normal_below(std::sqrt(2 * rho) / 2) - 1;
  auto chance = 4 * std::sqrt(0.5 / rounds);
  MESSAGE("advantage " << advantage << ", at most " << best);
  CHECK_LE(advantage, best + chance);
  privacy_terms terms;
  CHECK_LE(best, (std::exp(terms.epsilon) - 1) / (std::exp(terms.epsilon) + 1));
}

TEST_CASE("without noise the same attacker always can") {
  CHECK_GE(advantage_of(1e9, 50, 78), 0.99);
}

TEST_CASE("what its noise may have made is no prior") {
  Shared shared;
  auto& newest = *shared.add_releases();
  newest.set_time("2026-11-23T03:00:00Z");
  auto& clear = *newest.add_effects();
  clear.set_cause("alcohol");
  clear.set_effect("hrv_rmssd");
  clear.set_size(-0.5);
  clear.set_error(0.1);
  clear.set_people(120.4);
  auto& unclear = *newest.add_effects();
  unclear = clear;
  unclear.set_cause("caffeine");
  unclear.set_error(0.3);
  Knowledge all;
  add_shared_priors(all, shared);
  REQUIRE_EQ(all.priors_size(), 1);
  CHECK_EQ(all.priors(0).origin(), "shared");
  CHECK_EQ(all.priors(0).direction(), -1);
  CHECK_EQ(all.priors(0).standing(), "untested");
  CHECK(all.insights().empty());
  CHECK_NE(all.priors(0).sentence().find("about 120 people"),
           std::string::npos);
}

TEST_SUITE_END();
