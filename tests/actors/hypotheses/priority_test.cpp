#include "actors/hypotheses/priority.hpp"
#include "tests/actors/hypotheses/person.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using namespace auren::hypotheses;
using doctest::Approx;

namespace {

struct candidate {
  question asked;
  bool works; // what only the simulator knows
};

std::vector<candidate> candidates(auren::hypotheses::test::dice& chance) {
  std::vector<candidate> out(20);
  for (auto& one : out) {
    one.asked.confidence = 0.05 + 0.75 * chance.uniform() * chance.uniform();
    one.asked.size = 0.1 + 0.45 * chance.uniform();
    one.works = chance.uniform() < one.asked.confidence;
  }
  return out;
}

// Days of trials, one after the other, until one finds what is really there.
double days_to_first(const std::vector<candidate>& queue,
                     auren::hypotheses::test::dice chance) {
  double days = 0;
  for (const auto& one : queue) {
    days += priority_of(one.asked, 20, 0).days;
    if (one.works && chance.uniform() < 0.8) // the power of a trial
      return days;
  }
  return days;
}

double score(const candidate& one) {
  return priority_of(one.asked, 20, 0).score;
}

} // namespace

TEST_SUITE_BEGIN("hypotheses.priority");

TEST_CASE("the best question first finds twice as fast as first come") {
  double in_order = 0, best_first = 0;
  for (uint64_t person = 1; person <= 300; ++person) {
    auren::hypotheses::test::dice chance(person);
    auto queue = candidates(chance);
    in_order += days_to_first(queue, chance);
    std::ranges::stable_sort(queue, std::greater{}, score);
    best_first += days_to_first(queue, chance);
  }
  MESSAGE("first come takes " << in_order / best_first << " times as long");
  CHECK(in_order > 2 * best_first);
}

TEST_CASE("a trial takes the days of the published formula") {
  CHECK(trial_days(0.9) == Approx(61).epsilon(0.01));
  CHECK(trial_days(0.6) == Approx(138).epsilon(0.01));
  CHECK(trial_days(-0.6) == trial_days(0.6));
  CHECK(trial_days(0) < 1e6); // finite, however small the effect
}

TEST_CASE("what is settled or a nuisance waits") {
  question open;
  open.size = 0.3, open.confidence = 0.5;
  auto usual = priority_of(open, 10, 0).score;
  auto changed = [&](auto change) {
    auto other = open;
    change(other);
    return priority_of(other, 10, 0).score;
  };
  CHECK(changed([](auto& q) { q.confidence = 0.999; }) < usual);
  CHECK(changed([](auto& q) { q.confidence = 0; }) == 0);
  CHECK(changed([](auto& q) { q.accepted = acceptance(0, 6); }) < usual / 4);
  CHECK(changed([](auto& q) { q.contradicted = true; }) == Approx(2 * usual));
  CHECK(changed([](auto& q) { q.weight = 3; }) == Approx(3 * usual));
  CHECK(changed([](auto& q) { q.burden = 0.15; }) < usual);
}

TEST_SUITE_END();
