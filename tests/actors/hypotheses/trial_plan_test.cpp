#include "actors/hypotheses/trial_safety.hpp"
#include "messages/json.hpp"
#include "tests/actors/hypotheses/trial_world.hpp"

#include <sodium.h>

using namespace auren;
using namespace auren::hypotheses;
using namespace auren::hypotheses::test;

TEST_SUITE_BEGIN("hypotheses.trial_plan");

TEST_CASE("all levels together never spend more than the budget") {
  double spent = 0;
  for (int before = 0; before < 10'000; ++before)
    spent += trial_level(before, 0);
  CHECK_LE(spent, settings{}.experiment_alpha / 2);
  CHECK_EQ(trial_level(0, 0), doctest::Approx(0.00375));
  CHECK_EQ(trial_level(1, 1), doctest::Approx(2 * trial_level(1, 0)));
}

TEST_CASE("a plan is long enough for its level and its size") {
  CHECK_EQ(fewest_pairs(0.00375), 10);
  CHECK_LE(2.0 / (1 << fewest_pairs(0.00375)), 0.00375);
  CHECK_EQ(trial_days(0.6, 0.0075), doctest::Approx(138).epsilon(0.01));
  auto draft = walking_plan();
  draft.set_pairs(0);
  draft.set_block_days(0);
  draft.set_washout_days(0);
  auto plan = completed(draft, 0.00375);
  CHECK_EQ(plan.block_days(), 3);
  CHECK_EQ(plan.washout_days(), 1);
  CHECK_GE(2 * 2 * plan.pairs(), trial_days(0.6, 0.00375));
  draft.set_pairs(2);
  CHECK_EQ(completed(draft, 0.00375).pairs(), 10);
}

TEST_CASE("every pair has both, and the coin is fair") {
  auto plan = walking_plan(50);
  int on_first = 0;
  for (int i = 0; i < 40; ++i) {
    auto blocks = blocks_of(plan, std::string(32, static_cast<char>(i)));
    REQUIRE_EQ(blocks.size(), 100);
    for (size_t pair = 0; pair < 50; ++pair) {
      CHECK_NE(blocks[2 * pair], blocks[2 * pair + 1]);
      on_first += blocks[2 * pair];
    }
  }
  CHECK_GT(on_first, 900); // of 2000: 4.5 standard errors
  CHECK_LT(on_first, 1100);
}

TEST_CASE("a commitment is the plan and the seed, and can be checked") {
  auto plan = walking_plan();
  auto told = commitment_of(plan, trial_seed);
  plan.set_commitment(told);
  CHECK_EQ(commitment_of(plan, trial_seed), told);
  auto other = plan;
  other.set_outcome("rem_sleep");
  CHECK_NE(commitment_of(other, trial_seed), told);
  CHECK_NE(commitment_of(plan, std::string(32, 't')), told);
  plan.clear_commitment();
  auto text = json::write(plan) + "\nseed: " + ids::hex(trial_seed) + "\n";
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(hash.data()),
                     reinterpret_cast<const unsigned char*>(text.data()),
                     text.size());
  CHECK_EQ(ids::hex(hash), told);
}

TEST_CASE("a plan that cannot be carried out is refused with its reason") {
  auto known = tried_record(0, 1);
  auto refused = [&](auto change) {
    auto plan = walking_plan();
    change(plan);
    return objection_to(completed(plan, 0.00375), known, trial_today)
      .value_or("");
  };
  CHECK_EQ(refused([](auto&) {}), "");
  CHECK_NE(refused([](auto& p) { p.set_outcome("rem_sleep"); }), "");
  CHECK_NE(refused([](auto& p) { p.set_outcome(p.cause()); }), "");
  CHECK_NE(refused([](auto& p) { p.clear_on(); }), "");
  CHECK_NE(refused([](auto& p) { p.set_washout_days(3); }), "");
  CHECK_NE(refused([](auto& p) { p.set_washout_days(-1); }), "");
  CHECK_NE(refused([](auto& p) { p.set_block_days(-3); }), "");
  CHECK_NE(refused([](auto& p) { p.set_block_days(INT32_MAX); }), "");
  CHECK_NE(refused([](auto& p) { p.set_pairs(INT32_MAX); }), "");
  CHECK_NE(refused([](auto& p) { p.set_blinding("double"); }), "");
  CHECK_NE(refused([](auto& p) { p.set_start(date_of(trial_today)); }), "");
  CHECK_NE(refused([](auto& p) { p.set_start("soon"); }), "");
  CHECK_NE(refused([](auto& p) { p.add_abort()->set_metric("deep_sleep"); }),
           "");
  CHECK_NE(refused([](auto& p) {
             p.set_pairs(0);
             p.set_expected_difference(0.05);
           }),
           "");
  CHECK_EQ(refused([](auto& p) { p.set_expected_difference(std::nan("")); }),
           "");
  known.values.col(0).head(70).setConstant(std::nan(""));
  CHECK_NE(refused([](auto&) {}).find("20 of the last 60"), std::string::npos);
}

TEST_CASE("medication and fasting are told from what anybody may try") {
  for (auto* text :
       {"take 5 mg at night", "my insulin", "Beta-blocker before bed",
        "skip breakfast", "a water-only day", "FASTING until noon", "no food",
        "antidepressants", "half a tablet", "prescribed drops"})
    CHECK_MESSAGE(needs_clinician(text), text);
  for (auto* text : {"walk after dinner", "a cold shower", "breakfast early",
                     "read instead of the phone", "magnify"})
    CHECK_MESSAGE(!needs_clinician(text), text);
  auto plan = walking_plan();
  CHECK_FALSE(unsafe(plan));
  plan.set_on("take 200 mg of caffeine");
  CHECK_EQ(needs_clinician(plan), "medication");
  CHECK(unsafe(plan));
  plan.set_clinician("Dr. Ada");
  CHECK(unsafe(plan)); // nothing would end it yet
  plan.add_abort()->set_metric("deep_sleep");
  CHECK_FALSE(unsafe(plan));
}

TEST_CASE("a blinded schedule does not say what is in a packet") {
  auto plan = walking_plan();
  plan.set_blinding("blinded");
  auto hidden = schedule_of(plan, trial_seed, false);
  auto open = schedule_of(plan, trial_seed, true);
  REQUIRE_EQ(hidden.size(), 60);
  for (auto& day : hidden) {
    CHECK(day.arm().empty());
    CHECK(day.instruction().starts_with("take packet "));
  }
  CHECK_EQ(open[0].arm() == "on", blocks_of(plan, trial_seed)[0]);
  CHECK(open[0].washout());
  CHECK_FALSE(open[1].washout());
}

TEST_SUITE_END();
