#include "actors/hypotheses/told_anew.hpp"
#include "tests/actors/hypotheses/registry_world.hpp"

using namespace auren;
using namespace auren::hypotheses;
using auren::test::registry_world;

namespace {

struct correcting_world : registry_world {
  correcting_world() {
    s.person = auren::test::catalogued_person(200);
    start();
    REQUIRE(live_until(60));
    REQUIRE(believe("stress_score", "recovery_score", 3));
    REQUIRE(live_until(150));
  }

  /// Days from `day` on changed; nothing else happened.
  void correct_from(int64_t day) {
    Advance command;
    command.set_through(date_of(s.today - 1));
    command.set_changed_from(date_of(s.person.first_day + day));
    REQUIRE(insist<Advanced>(command));
  }

  /// What counts of every hypothesis.
  std::map<std::string, std::string> numbers() {
    std::map<std::string, std::string> out;
    for (auto& [id, one] : everything())
      out[id] = std::to_string(one.evidence().rbegin()->log_e()) + "/"
                + std::to_string(one.evidence_days()) + "/"
                + Status::Value_Name(one.status());
    return out;
  }
};

} // namespace

TEST_SUITE_BEGIN("hypotheses.told_anew");

TEST_CASE_FIXTURE(correcting_world,
                  "corrected days are counted anew, and back again") {
  auto before = numbers();
  REQUIRE_GE(before.size(), 2);
  auto registered = told("hypothesis.registered").size();
  auto right = s.person.values;
  for (int row = 80; row < 140; ++row)
    s.person.values(row, 0) = right(219 - row, 0);
  correct_from(80);
  auto wrong = numbers();
  CHECK_NE(wrong, before);
  CHECK_EQ(wrong.size(), before.size()); // nothing is born in the past
  CHECK_EQ(told("hypothesis.registered").size(), registered);
  s.person.values = right;
  correct_from(80);
  CHECK_EQ(numbers(), before);
}

TEST_CASE_FIXTURE(correcting_world, "deleted days no longer count") {
  auto before = everything();
  s.person.values.row(120).setConstant(std::nan(""));
  correct_from(120);
  bool fewer = false;
  for (auto& [id, one] : everything()) {
    CHECK_LE(one.evidence_days(), before[id].evidence_days());
    fewer |= one.evidence_days() < before[id].evidence_days();
  }
  CHECK(fewer);
}

TEST_CASE_FIXTURE(correcting_world, "a correction outlives a restart") {
  for (int row = 80; row < 140; ++row)
    s.person.values(row, 0) = -s.person.values(row, 0) + 100;
  correct_from(80);
  auto after = numbers();
  kill();
  CHECK_EQ(numbers(), after);
  REQUIRE(live_until(160));
  auto later = numbers();
  kill();
  CHECK_EQ(numbers(), later);
}

TEST_CASE_FIXTURE(correcting_world,
                  "what was corrected once is no base for the next time") {
  auto right = s.person.values;
  s.person.values.row(75).array() += 3;
  correct_from(75);
  auto first = numbers();
  s.person.values.row(145).array() += 3;
  correct_from(145);
  s.person.values.row(145) = right.row(145);
  correct_from(145);
  CHECK_EQ(numbers(), first);
}

TEST_CASE_FIXTURE(correcting_world,
                  "days that nothing rests on, or are the same, say nothing") {
  auto length = s.log.size();
  correct_from(20);
  CHECK_EQ(s.log.size(), length);
}

TEST_CASE("the first day that differs is found, of what matters alone") {
  auto known = auren::test::catalogued_person(60);
  hypothesis h;
  h.what.cause = known.metrics[0].name;
  h.what.effect = known.metrics[3].name;
  auto until = known.first_day + 50;
  CHECK_FALSE(first_change(known, known, {h}, until));
  auto other = known;
  other.values(30, 1) += 1;
  CHECK_FALSE(first_change(known, other, {h}, until));
  other.values(40, 0) += 1;
  other.values(35, 3) = std::nan("");
  CHECK_EQ(first_change(known, other, {h}, until), known.first_day + 35);
  other = known;
  other.values(55, 0) += 1; // not counted yet
  CHECK_FALSE(first_change(known, other, {h}, until));
  h.what.controls.push_back({known.metrics[1].name, 1});
  other.values(30, 1) += 1;
  CHECK_EQ(first_change(known, other, {h}, until), known.first_day + 30);
}

TEST_SUITE_END();
