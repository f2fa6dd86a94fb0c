#include "actors/hypotheses/told_moderator.hpp"
#include "tests/actors/hypotheses/person.hpp"

#include <doctest/doctest.h>

using namespace auren::hypotheses;
using auren::hypotheses::test::dice;

namespace {

/// A person whose m0 moves m3 the next day by `size`, on days where `holds`.
template <class Holds>
record conditional(uint64_t seed, double size, Holds holds) {
  auto out = auren::hypotheses::test::make_person(
    {.days = 400, .width = 4, .season = 0, .missing = 0, .seed = seed});
  for (int t = 1; t < out.days(); ++t)
    if (holds(out, t - 1))
      out.values(t, 3) += size * (out.values(t - 1, 0) - 50);
  return out;
}

hypothesis about_m0_and_m3() {
  hypothesis out;
  out.what.cause = "m0";
  out.what.effect = "m3";
  out.what.lag_days = 1;
  return out;
}

} // namespace

TEST_SUITE_BEGIN("hypotheses.told_moderator");

TEST_CASE("an effect that holds on weekends only is found to depend on them") {
  auto known = conditional(
    3, 1.0, [](const record& r, int row) { return r.weekday(row) >= 5; });
  auto found = moderator_of(about_m0_and_m3(), known);
  REQUIRE(found);
  CHECK_EQ(found->condition, "on weekends");
  CHECK_GT(found->size_when, 0.4);
  CHECK_LT(std::abs(found->size_otherwise), 0.25);
}

TEST_CASE("an effect that depends on another habit is found to") {
  auto known = conditional(
    4, 0.8, [](const record& r, int row) { return r.values(row, 1) > 50; });
  auto found = moderator_of(about_m0_and_m3(), known);
  REQUIRE(found);
  CHECK_EQ(found->condition, "with more m1 than usual");
}

TEST_CASE("effects that depend on nothing are seldom said to") {
  int found = 0;
  constexpr int people = 60;
  for (int i = 0; i < people; ++i)
    found += moderator_of(about_m0_and_m3(),
                          conditional(100 + static_cast<uint64_t>(i), 0.4,
                                      [](auto&, int) { return true; }))
               .has_value();
  CHECK_LE(found, 8); // 3 expected; P(more than 8) = 0.003
}

TEST_CASE("what is not there moderates nothing") {
  auto known = conditional(5, 0.5, [](auto&, int) { return true; });
  auto gone = about_m0_and_m3();
  gone.what.effect = "m9";
  CHECK_FALSE(moderator_of(gone, known));
  record empty;
  CHECK_FALSE(moderator_of(about_m0_and_m3(), empty));
  known.values.col(0).setConstant(1);
  CHECK_FALSE(moderator_of(about_m0_and_m3(), known));
}

TEST_SUITE_END();
