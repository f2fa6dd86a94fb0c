#include "actors/hypotheses/trial_suggest.hpp"
#include "tests/actors/hypotheses/trial_world.hpp"

#include <algorithm>

using namespace auren;
using namespace auren::hypotheses;
using namespace auren::hypotheses::test;

namespace {

/// A book with one accepted experiment, called "x".
trial_book accepted(const ExperimentPlan& plan, const record& known) {
  trial_book book;
  happen(book, book.propose("x", plan, known, trial_today));
  DecideExperiment yes;
  yes.set_id("x");
  yes.set_decision("accept");
  happen(book, book.decide(yes, trial_seed, known, trial_today));
  return book;
}

/// Lets days go by, each evening; returns the types of all facts.
std::vector<std::string>
live(trial_book& book, const record& known, int from, int to, int hour = 20) {
  std::vector<std::string> out;
  for (int day = from; day <= to; ++day) {
    auto seen = known.first(90 + std::min(day, known.days() - 90));
    auto facts = conduct(*book.find("x"), seen, {trial_today + day, hour});
    for (auto& fact : facts) {
      happen(book, fact);
      out.push_back(fact.type);
    }
  }
  return out;
}

ptrdiff_t count(const std::vector<std::string>& types, const char* what) {
  return std::count(types.begin(), types.end(),
                    "experiment." + std::string{what});
}

} // namespace

TEST_SUITE_BEGIN("hypotheses.trial_book");

TEST_CASE("an experiment lives from its proposal to its end") {
  auto known = tried_record(70, 21);
  auto plan = walking_plan(10);
  auto book = accepted(plan, known);
  auto& frozen = book.find("x")->now.plan();
  CHECK_EQ(frozen.level(), doctest::Approx(0.00375));
  CHECK_EQ(frozen.commitment().size(), 64);
  CHECK_EQ(frozen.commitment(), commitment_of(frozen, trial_seed));
  auto types = live(book, known, 1, 70);
  CHECK_EQ(count(types, "reminded"), 60);
  CHECK_EQ(count(types, "finished"), 1);
  CHECK_GE(count(types, "evidence"), 9);
  auto* one = book.find("x");
  CHECK(one->over());
  CHECK(one->now.result().has_p_value());
  CHECK_EQ(one->now.result().pairs(), 10);
  CHECK_EQ(shown(*one, known, trial_today + 70, true, false).seed(),
           ids::hex(trial_seed));
  CHECK_EQ(count(live(book, known, 71, 75), "recomputed"), 0);
}

TEST_CASE("a strong effect ends it early, between pairs") {
  auto known = tried_record(200, 22);
  auto plan = walking_plan(30);
  auto book = accepted(plan, known);
  plant(known, book.find("x")->now.plan(), trial_seed, 12);
  auto types = live(book, known, 1, 190);
  CHECK_EQ(count(types, "finished"), 1);
  auto& now = book.find("x")->now;
  CHECK_EQ(now.result().verdict(), "effect");
  CHECK_FALSE(now.result().has_p_value()); // the test is for the end alone
  CHECK_LT(now.result().pairs(), 30);
  CHECK_EQ(now.result().interval(), "any_look");
  CHECK_LT(now.result().ci_low(), 12);
  CHECK_GT(now.result().ci_high(), 12);
}

TEST_CASE("null experiments of the whole life make no false claim") {
  int claims = 0;
  constexpr int lives = 40;
  for (int i = 0; i < lives; ++i) {
    auto known = tried_record(70, 3000 + static_cast<uint64_t>(i), 0.8);
    auto book = accepted(walking_plan(10), known);
    for (int day = 7; day <= 70; day += 6) // once a pair, and at the end
      live(book, known, day, day);
    live(book, known, 62, 70);
    REQUIRE(book.find("x")->over());
    claims += book.find("x")->now.result().verdict() == "effect";
  }
  CHECK_LE(claims, 2); // 0.0075 each: P(more than 2 of 40) = 0.003
}

TEST_CASE("corrected days are counted anew, during and after it") {
  auto known = tried_record(70, 23);
  auto book = accepted(walking_plan(10), known);
  live(book, known, 1, 40);
  auto before = book.find("x")->now.evidence();
  known.values(100, 0) += 30;
  CHECK_GE(count(live(book, known, 40, 40), "evidence"), 1);
  CHECK_NE(before.rbegin()->log_e(),
           book.find("x")->now.evidence().rbegin()->log_e());
  live(book, known, 41, 65);
  REQUIRE(book.find("x")->over());
  auto result = book.find("x")->now.result();
  known.values(130, 0) = std::nan(""); // its source was deleted
  CHECK_EQ(count(live(book, known, 66, 66), "recomputed"), 1);
  CHECK_NE(book.find("x")->now.result().difference(), result.difference());
  known.values(130, 0) = tried_record(70, 23).values(130, 0);
  CHECK_EQ(count(live(book, known, 67, 67), "recomputed"), 1);
  CHECK_EQ(book.find("x")->now.result().difference(), result.difference());
}

TEST_CASE("the last days may come late") {
  auto known = tried_record(58, 24); // nothing of the last two days
  auto book = accepted(walking_plan(10), known);
  CHECK_EQ(count(live(book, known, 1, 66), "finished"), 0);
  auto whole = tried_record(70, 24);
  CHECK_EQ(count(live(book, whole, 66, 66), "finished"), 1);
}

TEST_CASE("a blinded one says nothing of its arms until it is over") {
  auto known = tried_record(70, 25);
  auto plan = walking_plan(10);
  plan.set_blinding("blinded");
  auto book = accepted(plan, known);
  live(book, known, 1, 30);
  auto now = shown(*book.find("x"), known, trial_today + 30, true, false);
  CHECK(now.seed().empty());
  REQUIRE_EQ(now.days_size(), 60);
  for (auto& day : now.days())
    CHECK(day.arm().empty());
  auto packing = shown(*book.find("x"), known, trial_today + 30, true, true);
  CHECK_FALSE(packing.days(0).arm().empty());
  live(book, known, 31, 70);
  CHECK_FALSE(shown(*book.find("x"), known, trial_today + 70, true, false)
                .days(0)
                .arm()
                .empty());
}

TEST_CASE("what must not be is refused") {
  auto known = tried_record(70, 26);
  trial_book book;
  DecideExperiment yes;
  yes.set_id("x");
  yes.set_decision("accept");
  CHECK_NE(refusal_of(book.decide(yes, trial_seed, known, trial_today)), "");
  auto plan = walking_plan(10);
  plan.set_on("take 200 mg of caffeine");
  happen(book, book.propose("x", plan, known, trial_today));
  CHECK_NE(book.find("x")->now.reason().find("clinician"), std::string::npos);
  CHECK_NE(refusal_of(book.decide(yes, trial_seed, known, trial_today))
             .find("clinician"),
           std::string::npos);
  yes.set_clinician("Dr. Ada");
  CHECK_NE(
    refusal_of(book.decide(yes, trial_seed, known, trial_today)).find("abort"),
    std::string::npos);
  CHECK_NE(refusal_of(book.propose("y", plan, known, trial_today)), "");
  DecideExperiment no;
  no.set_id("x");
  no.set_decision("decline");
  happen(book, book.decide(no, trial_seed, known, trial_today));
  CHECK_NE(refusal_of(book.decide(yes, trial_seed, known, trial_today)), "");
  CHECK_EQ(book.next_level(), doctest::Approx(0.00375)); // nothing was spent
  happen(book, book.propose("y", walking_plan(10), known, trial_today));
  yes.set_id("y");
  happen(book, book.decide(yes, trial_seed, known, trial_today));
  CHECK_EQ(book.next_level(), doctest::Approx(0.00125));
  auto other = walking_plan(10);
  other.set_cause("late_meal");
  happen(book, book.propose("z", other, known, trial_today));
  yes.set_id("z");
  CHECK_NE(refusal_of(book.decide(yes, trial_seed, known, trial_today))
             .find("another experiment"),
           std::string::npos);
}

TEST_CASE("the engine proposes what it cannot tell, once, and few at a time") {
  Hypothesis h;
  h.set_id("h");
  h.set_status(Status::knowledge);
  h.mutable_prediction()->set_cause("late_meal");
  h.mutable_prediction()->set_effect("sleep_deep");
  h.mutable_prediction()->set_lag_days(1);
  h.mutable_effect()->set_size(-0.3);
  auto& by = ingest::catalogue::standard();
  auto plan = suggestion_for(h, by);
  REQUIRE(plan);
  CHECK_EQ(plan->proposer(), "engine");
  CHECK_EQ(plan->expected_difference(), doctest::Approx(0.6));
  h.mutable_prediction()->set_cause("hrv_rmssd"); // nobody can do that
  CHECK_FALSE(suggestion_for(h, by));
  h.mutable_prediction()->set_cause("late_meal");
  h.set_status(Status::supported);
  CHECK_FALSE(suggestion_for(h, by));
  auto known = tried_record(70, 29);
  trial_book book;
  plan->set_outcome("deep_sleep");
  happen(book, book.propose("1", *plan, known, trial_today));
  DecideExperiment no;
  no.set_id("1");
  no.set_decision("decline");
  happen(book, book.decide(no, trial_seed, known, trial_today));
  CHECK_NE(refusal_of(book.propose("2", *plan, known, trial_today)), "");
  for (auto* cause : {"a", "b", "c"}) {
    plan->set_cause(cause);
    happen(book, book.propose(cause, *plan, known, trial_today));
  }
  plan->set_cause("d");
  CHECK_NE(refusal_of(book.propose("d", *plan, known, trial_today)), "");
  plan->set_proposer("person");
  CHECK_EQ(refusal_of(book.propose("d", *plan, known, trial_today)), "");
}

TEST_CASE("a day is reported once it began, and a stop is for good") {
  auto known = tried_record(70, 27);
  auto book = accepted(walking_plan(10), known);
  ReportExperimentDay said;
  said.set_id("x");
  said.set_adherence("deviated");
  said.set_date(date_of(trial_today + 3));
  CHECK_NE(refusal_of(book.report(said, trial_today + 2)), "");
  happen(book, book.report(said, trial_today + 3));
  said.set_adherence("perhaps");
  CHECK_NE(refusal_of(book.report(said, trial_today + 3)), "");
  said.set_date(date_of(trial_today));
  said.set_adherence("followed");
  CHECK_NE(refusal_of(book.report(said, trial_today + 3)), "");
  auto now = shown(*book.find("x"), known, trial_today + 5, true, false);
  CHECK_EQ(now.days(2).adherence(), "deviated");
  DecideExperiment stop;
  stop.set_id("x");
  stop.set_decision("stop");
  happen(book, book.decide(stop, trial_seed, known, trial_today + 30));
  CHECK(book.find("x")->over());
  CHECK_EQ(count(live(book, known, 31, 31), "recomputed"), 1);
  CHECK_EQ(count(live(book, known, 32, 60), "reminded"), 0);
  CHECK_FALSE(book.find("x")->now.result().has_p_value());
  CHECK_NE(refusal_of(book.decide(stop, trial_seed, known, trial_today + 40)),
           "");
}

TEST_CASE("a rule that is broken ends it at once") {
  auto known = tried_record(70, 28);
  auto plan = walking_plan(10);
  auto& rule = *plan.add_abort();
  rule.set_metric("deep_sleep");
  rule.set_below(20);
  auto book = accepted(plan, known);
  known.values(89 + 12, 0) = 5;
  auto types = live(book, known, 1, 20);
  CHECK_EQ(count(types, "aborted"), 1);
  CHECK_EQ(count(types, "reminded"), 11);
  CHECK_EQ(book.find("x")->now.status(), ExperimentStatus::aborted);
}

TEST_SUITE_END();
