#include "actors/hypotheses/present.hpp"
#include "actors/hypotheses/story.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

using namespace auren::hypotheses;

namespace {

Hypothesis on(const std::string& day, double log_e, Status::Value status) {
  Hypothesis h;
  h.set_id("a");
  h.set_updated(day);
  h.set_status(status);
  auto& point = *h.add_evidence();
  point.set_date(day);
  point.set_log_e(log_e);
  return h;
}

std::vector<Hypothesis> days() {
  return {on("2026-03-01", 0.1, Status::registered),
          on("2026-03-02", 0.4, Status::testing),
          on("2026-03-09", 1.8, Status::testing),
          on("2026-03-16", 3.2, Status::knowledge)};
}

} // namespace

TEST_SUITE_BEGIN("hypotheses.story");

TEST_CASE("a newer state that comes first loses none of the older days") {
  auto all = days();
  std::string expected;
  do {
    story tested;
    for (auto& h : all)
      tested.fold(h);
    auto& told = tested.told();
    CHECK(told.status() == Status::knowledge);
    REQUIRE(told.evidence_size() == 4);
    CHECK(std::ranges::is_sorted(told.evidence(), {},
                                 [](auto& p) { return p.date(); }));
    if (expected.empty())
      expected = told.SerializeAsString();
    CHECK(told.SerializeAsString() == expected);
  } while (std::ranges::next_permutation(all, {}, [](auto& h) {
             return h.updated();
           }).found);
}

TEST_CASE("of one day the newest state counts") {
  story tested;
  tested.fold(on("2026-03-01", 0.1, Status::testing));
  tested.fold(on("2026-03-01", 0.7, Status::retired));
  REQUIRE(tested.told().evidence_size() == 1);
  CHECK(tested.told().evidence(0).log_e() == 0.7);
  CHECK(tested.told().status() == Status::retired);
}

TEST_CASE("while it is tested the days are today's") {
  hypothesis h;
  h.now = status::testing;
  h.reason = "0 days after registration so far; not decided";
  h.proof.days = 7;
  CHECK(present(h, {}, 20'000, {}).reason()
        == "7 days after registration so far; not decided");
  h.now = status::retired;
  h.reason = "taken out";
  CHECK(present(h, {}, 20'000, {}).reason() == "taken out");
}

TEST_SUITE_END();
