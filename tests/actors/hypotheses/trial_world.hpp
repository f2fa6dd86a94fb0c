#pragma once

#include "actors/hypotheses/trial_book.hpp"
#include "actors/hypotheses/trial_plan.hpp"
#include "messages/ids.hpp"
#include "tests/actors/hypotheses/person.hpp"

#include <doctest/doctest.h>

#include <variant>

/// A person who tries something by coin, with a truth that is known.
namespace auren::hypotheses::test {

inline constexpr int64_t trial_today = 19'100; ///< The last day before it.
inline const std::string trial_seed(32, 's');

/// Returns a record of an outcome and a yes/no habit up to `days` after
/// `trial_today`; 90 days before it. The outcome is an AR(1) around 50.
inline record tried_record(int days, uint64_t seed, double persistence = 0.5) {
  record out;
  out.first_day = trial_today - 89;
  metric outcome, habit;
  outcome.name = "deep_sleep", outcome.label = "Deep sleep";
  outcome.unit = "min", outcome.hour = 7;
  habit.name = "evening_walk", habit.label = "Evening walk";
  habit.unit = "bool", habit.hour = 20, habit.type = value_type::binary;
  out.metrics = {outcome, habit};
  out.values = Eigen::MatrixXd::Constant(90 + days, 2, std::nan(""));
  dice chance(seed);
  double state = 0;
  for (int t = 0; t < 90 + days; ++t) {
    state = persistence * state
            + std::sqrt(1 - persistence * persistence) * chance.normal();
    out.values(t, 0) = 50 + 5 * state + (t % 7 == 2 ? 3 : 0);
  }
  return out;
}

/// Returns a plan whose trial begins the day after `trial_today`.
inline ExperimentPlan walking_plan(int pairs = 10, int block = 3,
                                   int washout = 1, double level = 0.05) {
  ExperimentPlan plan;
  plan.set_cause("evening_walk");
  plan.set_outcome("deep_sleep");
  plan.set_on("walk half an hour after dinner");
  plan.set_off("stay in after dinner");
  plan.set_block_days(block);
  plan.set_washout_days(washout);
  plan.set_pairs(pairs);
  plan.set_start(date_of(trial_today + 1));
  plan.set_end(date_of(trial_today + 2 * pairs * block));
  plan.set_level(level);
  plan.set_blinding("open");
  plan.set_commitment("c");
  return plan;
}

/// Adds `size` minutes to the outcome on every day on.
inline void plant(record& known, const ExperimentPlan& plan,
                  const std::string& seed, double size) {
  auto blocks = blocks_of(plan, seed);
  for (int i = 0; i < length_of(plan); ++i)
    if (blocks[static_cast<size_t>(i / plan.block_days())])
      known.values(*start_of(plan) + i - known.first_day, 0) += size;
}

/// Folds what a command or the days brought, as if it were durable.
inline void happen(trial_book& book, const trial_fact& fact) {
  static int64_t count = 0;
  events::Event event;
  event.set_event_id(ids::derived("trial", ++count));
  event.set_type(fact.type);
  event.set_payload(fact.what.SerializeAsString());
  book.fold(event);
}

/// Folds the outcome of a command that must not be refused.
inline void happen(trial_book& book, const trial_outcome& outcome) {
  auto* no = std::get_if<trial_refusal>(&outcome);
  REQUIRE_MESSAGE(no == nullptr, no->why);
  happen(book, std::get<trial_fact>(outcome));
}

/// Returns why a command was refused; empty when it was not.
inline std::string refusal_of(const trial_outcome& outcome) {
  auto* no = std::get_if<trial_refusal>(&outcome);
  return no == nullptr ? std::string{} : no->why;
}

} // namespace auren::hypotheses::test
