#include "actors/hypotheses/trial_result.hpp"
#include "tests/actors/hypotheses/trial_world.hpp"

using namespace auren;
using namespace auren::hypotheses;
using namespace auren::hypotheses::test;

namespace {

std::string seed_number(int n) {
  return std::string(28, 'x') + std::to_string(1000 + n);
}

int64_t last_morning(const ExperimentPlan& plan) {
  return *start_of(plan) + length_of(plan);
}

ExperimentResult at_end(const ExperimentPlan& plan, const std::string& seed,
                        const record& known) {
  return result_of({plan, seed, known, last_morning(plan)}, {}, true);
}

/// Drops one day in `every` of the trial, by chance that knows no arm.
void lose_days(record& known, dice& chance, double share) {
  for (int row = 90; row < known.days(); ++row)
    if (chance.uniform() < share)
      known.values(row, 0) = std::nan("");
}

} // namespace

TEST_SUITE_BEGIN("hypotheses.trial_result");

TEST_CASE("the estimate is unbiased, also when days are missed") {
  auto plan = walking_plan(10);
  dice chance(5);
  double sum = 0;
  int held = 0;
  constexpr int trials = 120;
  for (int i = 0; i < trials; ++i) {
    auto known = tried_record(61, 100 + static_cast<uint64_t>(i));
    plant(known, plan, seed_number(i), 4);
    lose_days(known, chance, 0.2);
    auto found = at_end(plan, seed_number(i), known);
    REQUIRE(found.has_difference());
    sum += found.difference();
    held += found.ci_low() <= 4 && found.ci_high() >= 4;
  }
  CHECK_EQ(sum / trials, doctest::Approx(4).epsilon(0.08));
  CHECK_GE(held, trials * 0.95 - 3 * std::sqrt(trials * 0.05 * 0.95));
}

TEST_CASE("null trials raise no more alarms than was paid for") {
  auto plan = walking_plan(10); // level 0.05, for the test and on the way
  int by_test = 0, on_the_way = 0;
  constexpr int trials = 150;
  for (int i = 0; i < trials; ++i) {
    auto known = tried_record(61, 900 + static_cast<uint64_t>(i), 0.8);
    auto seed = seed_number(i);
    trial_days_known all{plan, seed, known, last_morning(plan)};
    by_test += result_of(all, {}, true).p_value() <= plan.level();
    bool ever = false;
    for (int pairs = 1; pairs <= plan.pairs(); ++pairs)
      if (auto log_e = evidence_after(all, pairs))
        ever |= *log_e >= -std::log(plan.level());
    on_the_way += ever;
  }
  auto most = trials * 0.05 + 3 * std::sqrt(trials * 0.05 * 0.95);
  CHECK_LE(by_test, most);
  CHECK_LE(on_the_way, most);
}

TEST_CASE("an effect is found, and only it may say causes") {
  auto plan = walking_plan(14);
  auto known = tried_record(85, 7);
  plant(known, plan, trial_seed, 6);
  auto found = at_end(plan, trial_seed, known);
  CHECK_EQ(found.verdict(), "effect");
  CHECK_LT(found.p_value(), 0.05);
  CHECK(found.exact());
  CHECK_NE(found.sentence().find("evening walk causes deep sleep to be"),
           std::string::npos);
  CHECK_NE(found.sentence().find("higher"), std::string::npos);
  auto nothing = at_end(plan, trial_seed, tried_record(85, 8));
  CHECK_NE(nothing.verdict(), "effect");
  CHECK_EQ(nothing.sentence().find("causes"), std::string::npos);
}

TEST_CASE("a long trial without an effect says that none matters") {
  auto plan = walking_plan(150, 3, 0);
  auto found = at_end(plan, trial_seed, tried_record(901, 8, 0.1));
  CHECK_EQ(found.verdict(), "no_effect_that_matters");
  CHECK_LT(std::abs(found.size()), 0.2);
}

TEST_CASE("days that come late count as if they had come in time") {
  auto plan = walking_plan(10);
  auto in_time = tried_record(61, 9);
  plant(in_time, plan, trial_seed, 5);
  auto late = in_time;
  for (int row = 100; row < 110; ++row)
    late.values(row, 0) = std::nan("");
  auto before = at_end(plan, trial_seed, late);
  auto after = at_end(plan, trial_seed, in_time);
  CHECK_EQ(before.days_without_outcome() > 0, true);
  CHECK_NE(before.SerializeAsString(), after.SerializeAsString());
  for (int row = 100; row < 110; ++row)
    late.values(row, 0) = in_time.values(row, 0);
  CHECK_EQ(at_end(plan, trial_seed, late).SerializeAsString(),
           after.SerializeAsString());
}

TEST_CASE("days after a pair is over never change what was looked at") {
  auto plan = walking_plan(10);
  auto known = tried_record(61, 10);
  auto cut = known.first(90 + 3 * 6 + 1);
  auto then = evidence_after({plan, trial_seed, cut, trial_today + 19}, 3);
  auto now = evidence_after({plan, trial_seed, known, last_morning(plan)}, 3);
  REQUIRE(then);
  CHECK_EQ(*then, *now);
}

TEST_CASE("what cannot be known has its reason") {
  auto plan = walking_plan(10);
  auto empty = tried_record(61, 11);
  empty.values.col(0).tail(61).setConstant(std::nan(""));
  auto none = at_end(plan, trial_seed, empty);
  CHECK_EQ(none.verdict(), "undecided");
  CHECK_FALSE(none.has_difference());
  CHECK_FALSE(none.reason().empty());
  record gone;
  gone.first_day = trial_today;
  auto lost = result_of({plan, trial_seed, gone, trial_today}, {}, true);
  CHECK_FALSE(lost.has_difference());
  CHECK_FALSE(lost.reason().empty());
  auto flat = tried_record(61, 11);
  flat.values.col(0).setConstant(50);
  auto same = at_end(plan, trial_seed, flat);
  CHECK_EQ(same.verdict(), "undecided");
  CHECK_EQ(same.p_value(), 1);
  CHECK_FALSE(same.has_size());
}

TEST_CASE("adherence is what the person said, else what the habit shows") {
  auto plan = walking_plan(10);
  auto known = tried_record(61, 12);
  auto open = schedule_of(plan, trial_seed, true);
  known.values(90, 1) = open[0].arm() == "on" ? 1 : 0;
  known.values(91, 1) = open[1].arm() == "on" ? 0 : 1;
  known.values(92, 1) = open[2].arm() == "on" ? 0 : 1;
  std::map<std::string, ExperimentDay> said;
  said[open[2].date()].set_adherence("followed");
  said[open[2].date()].set_adherence_source("person");
  auto days
    = lived_days({plan, trial_seed, known, trial_today + 4}, true, said);
  REQUIRE_EQ(days.size(), 4);
  CHECK_EQ(days[0].adherence(), "followed");
  CHECK_EQ(days[0].adherence_source(), "data");
  CHECK_EQ(days[1].adherence(), "deviated");
  CHECK_EQ(days[2].adherence(), "followed");
  CHECK_EQ(days[2].adherence_source(), "person");
  CHECK_EQ(days[3].adherence(), "");
}

TEST_CASE("a rule ends a trial on the day it is broken") {
  auto plan = walking_plan(10);
  auto& rule = *plan.add_abort();
  rule.set_metric("deep_sleep");
  rule.set_below(20);
  rule.set_days(2);
  rule.set_reason("sleep far too short");
  auto known = tried_record(61, 13);
  auto broken = [&] {
    return abort_reason({plan, trial_seed, known, trial_today + 30});
  };
  CHECK_FALSE(broken());
  known.values(89 + 10, 0) = 10;
  CHECK_FALSE(broken()); // one day is not two
  known.values(89 + 11, 0) = 12;
  REQUIRE(broken());
  CHECK_NE(broken()->find(date_of(trial_today + 11)), std::string::npos);
  CHECK_EQ(broken()->find("12"), broken()->find("12-")); // no value of a day
}

TEST_SUITE_END();
