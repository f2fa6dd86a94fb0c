#include "actors/memory/tier_policy.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace auren::memory;

namespace {

constexpr int64_t of_a_day = 86'400'000; // ms

std::string placed(tier_facts of, int64_t on_day, tier_policy policy = {}) {
  auto found = policy.place(of, on_day * of_a_day);
  return std::string{to_string(found.where)} + ", " + std::string{found.reason};
}

} // namespace

TEST_SUITE_BEGIN("memory.tier_policy");

TEST_CASE("what is new is at hand, then searched, then in the record") {
  tier_facts note;
  CHECK_EQ(placed(note, 0), "working, age");
  CHECK_EQ(placed(note, 29), "working, age");
  CHECK_EQ(placed(note, 30), "semantic, age");
  CHECK_EQ(placed(note, 364), "semantic, age");
  CHECK_EQ(placed(note, 365), "long_term, age");
}

TEST_CASE("what is told late of long ago is searched at once") {
  tier_facts backfilled;
  backfilled.recorded_at = 1000 * of_a_day;
  CHECK_EQ(placed(backfilled, 1001), "semantic, age");
  CHECK_EQ(placed(backfilled, 1365), "long_term, age");
}

TEST_CASE("use brings back, and the more the longer") {
  tier_facts used;
  used.uses = 1;
  used.last_used = 500 * of_a_day;
  CHECK_EQ(placed(used, 529), "working, use");
  CHECK_EQ(placed(used, 530), "semantic, age");
  CHECK_EQ(placed(used, 500 + 2 * 365 - 1), "semantic, age");
  CHECK_EQ(placed(used, 500 + 2 * 365), "long_term, age");
  used.uses = 3;
  CHECK_EQ(placed(used, 500 + 3 * 365 - 1), "semantic, age");
  CHECK_EQ(placed(used, 500 + 3 * 365), "long_term, age");
}

TEST_CASE("what matters and what still holds is never put away") {
  tier_facts one;
  one.importance = 0.8;
  CHECK_EQ(placed(one, 9999), "semantic, importance");
  one.importance = 0.79;
  CHECK_EQ(placed(one, 9999), "long_term, age");
  one.states_fact = true;
  CHECK_EQ(placed(one, 9999), "semantic, fact");
}

TEST_CASE("history is never at hand") {
  tier_facts old;
  old.superseded = true;
  old.importance = 1;
  old.uses = 1;
  CHECK_EQ(placed(old, 1), "semantic, superseded");
  CHECK_EQ(placed(old, 729), "semantic, superseded");
  CHECK_EQ(placed(old, 730), "long_term, superseded");
}

TEST_CASE("kinds stay shorter or longer") {
  tier_facts one;
  one.kind = "answer";
  CHECK_EQ(placed(one, 15), "semantic, age");
  CHECK_EQ(placed(one, 183), "long_term, age");
  one.kind = "insight";
  CHECK_EQ(placed(one, 59), "working, age");
  CHECK_EQ(placed(one, 729), "semantic, age");
}

TEST_CASE("tiers have names and names tiers") {
  for (auto one : all_tiers)
    CHECK(parse_tier(to_string(one)) == one);
  CHECK_FALSE(parse_tier("archive"));
}

TEST_SUITE_END();
