#include "actors/knowledge/contradiction.hpp"

#include "messages/time.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace auren::knowledge {

namespace {

constexpr int near_lag = 2;             // days
constexpr double apart = 2;             // standard errors
constexpr double undecided = 0.5;       // of two that contradict each other
constexpr int apart_in_time = 90;       // days between their newest evidence
constexpr double interval_width = 3.92; // of 95 %, in standard errors

bool bounded(const Insight& i) {
  auto& e = i.estimate();
  return std::isfinite(e.ci_low()) && std::isfinite(e.ci_high())
         && e.ci_high() > e.ci_low();
}

double error_of(const Insight& i) {
  return (i.estimate().ci_high() - i.estimate().ci_low()) / interval_width;
}

bool no_effect(const Insight& i) {
  return i.grade() == "experiment" && i.verdict() == "no_effect_that_matters";
}

void lose(Insight& loser, const Insight& winner, const char* status,
          const std::string& reason) {
  loser.set_status(status);
  loser.set_reason(reason);
  loser.add_contradicts(winner.id());
}

// Both were found in one way, and say the opposite.
void settle_equals(Insight& a, Insight& b) {
  auto day_a = time::parse_day(a.last_evidence()).value_or(0);
  auto day_b = time::parse_day(b.last_evidence()).value_or(0);
  if (!a.condition().empty() || !b.condition().empty()) {
    for (auto* one : {&a, &b})
      if (one->condition().empty())
        lose(*one, one == &a ? b : a, "weakened",
             "It depends: the other holds under a condition.");
    return;
  }
  if (std::abs(day_a - day_b) > apart_in_time) {
    auto& older = day_a < day_b ? a : b;
    return lose(older, day_a < day_b ? b : a, "weakened",
                "Newer days say the opposite; it may have changed.");
  }
  for (auto* one : {&a, &b}) {
    lose(*one, one == &a ? b : a, "contradicted",
         "The same days speak for the opposite as much: only an experiment "
         "can tell.");
    one->set_confidence(std::min(one->confidence(), undecided));
  }
}

void settle_two(Insight& a, Insight& b) {
  if (a.status() != "current" || b.status() != "current" || !contradict(a, b))
    return;
  if (rank_of(a.grade()) == rank_of(b.grade()))
    return settle_equals(a, b);
  auto& loser = rank_of(a.grade()) < rank_of(b.grade()) ? a : b;
  auto& winner = &loser == &a ? b : a;
  lose(loser, winner, "contradicted",
       winner.grade() == "experiment"
         ? "A randomised experiment on the same says otherwise."
         : "What was predicted and tested on later days says otherwise.");
}

} // namespace

int rank_of(const std::string& grade) {
  return grade == "experiment" ? 2 : grade == "tested" ? 1 : 0;
}

bool contradict(const Insight& a, const Insight& b) {
  bool trial = a.grade() == "experiment" || b.grade() == "experiment";
  if (a.cause() != b.cause() || a.effect() != b.effect()
      || (!trial && std::abs(a.lag_days() - b.lag_days()) > near_lag))
    return false;
  if (no_effect(a) != no_effect(b))
    return true;
  if (no_effect(a) || (a.estimate().size() > 0) == (b.estimate().size() > 0))
    return false;
  // An experiment counts days on and off, an observation units of the cause.
  if (trial || !bounded(a) || !bounded(b))
    return true;
  auto error = std::hypot(error_of(a), error_of(b));
  return std::abs(a.estimate().units() - b.estimate().units()) > apart * error;
}

void settle(std::vector<Insight*> on_one_pair) {
  std::stable_sort(
    on_one_pair.begin(), on_one_pair.end(),
    [](auto* a, auto* b) { return rank_of(a->grade()) > rank_of(b->grade()); });
  for (size_t i = 0; i < on_one_pair.size(); ++i)
    for (size_t j = i + 1; j < on_one_pair.size(); ++j)
      settle_two(*on_one_pair[i], *on_one_pair[j]);
}

} // namespace auren::knowledge
