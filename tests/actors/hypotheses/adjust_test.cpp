#include "actors/hypotheses/adjust.hpp"
#include "actors/hypotheses/clean.hpp"
#include "actors/hypotheses/shifts.hpp"
#include "actors/hypotheses/window.hpp"
#include "tests/actors/hypotheses/person.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

using namespace auren::hypotheses;
using doctest::Approx;

TEST_SUITE_BEGIN("hypotheses.adjust");

TEST_CASE("a sorted window knows its median and spread") {
  auren::hypotheses::test::dice chance(11);
  sorted_window window;
  std::vector<double> values;
  auto brute = [](std::vector<double> v) {
    std::sort(v.begin(), v.end());
    auto n = v.size();
    return n % 2 ? v[n / 2] : 0.5 * (v[n / 2 - 1] + v[n / 2]);
  };
  for (int i = 0; i < 200; ++i) {
    values.push_back(std::round(8 * chance.normal()) / 4);
    window.add(values.back());
    if (values.size() > 9)
      window.drop(values.front()), values.erase(values.begin());
    auto centre = brute(values);
    auto away = values;
    for (auto& v : away)
      v = std::abs(v - centre);
    CHECK_EQ(window.median(), centre);
    CHECK_EQ(window.spread(centre), brute(away));
  }
}

TEST_CASE("impossible values and glitches become absent") {
  auto who = auren::hypotheses::test::make_person(
    {.days = 100, .width = 2, .missing = 0});
  who.metrics[0].low = 0;
  who.values(10, 0) = -5;
  who.values(40, 0) = 500;
  who.values(50, 1) = std::numeric_limits<double>::infinity();
  auto values = clean(who);
  CHECK(std::isnan(values(10, 0)));
  CHECK(std::isnan(values(40, 0)));
  CHECK(std::isnan(values(50, 1)));
  CHECK(values.array().isFinite().count() >= 195);
}

TEST_CASE("weekday season and trend leave no trace") {
  auto who = auren::hypotheses::test::make_person(
    {.days = 400, .width = 1, .missing = 0});
  for (int t = 0; t < 400; ++t)
    who.values(t, 0) += 0.05 * t;
  auto left = adjust(who).residuals.col(0).eval();
  double saturday = 0, first = 0, last = 0;
  for (int t = 0; t < 400; ++t) {
    saturday += who.weekday(t) == 5 ? left[t] : 0;
    (t < 200 ? first : last) += left[t];
  }
  CHECK(std::abs(saturday / 57) < 0.1);
  CHECK(std::abs(first / 200) < 0.1);
  CHECK(std::abs(last / 200) < 0.1);
  CHECK(std::sqrt(left.squaredNorm() / 400) == Approx(1).epsilon(0.1));
}

TEST_CASE("a level shift is found on its day and taken out") {
  auto who = auren::hypotheses::test::make_person(
    {.days = 300, .width = 1, .persistence = 0.2, .season = 0, .missing = 0});
  for (int t = 170; t < 300; ++t)
    who.values(t, 0) += 4;
  auto out = adjust(who);
  REQUIRE_EQ(out.shifts.size(), 1u);
  CHECK(std::abs(out.shifts[0].day - 170) <= 2);
  CHECK(out.shifts[0].size == Approx(4).epsilon(0.3));
}

TEST_CASE("a device change that is known is always a step") {
  auto who = auren::hypotheses::test::make_person(
    {.days = 200, .width = 1, .season = 0});
  CHECK(adjust(who).shifts.empty());
  who.metrics[0].new_device = {who.first_day + 80, who.first_day + 3};
  auto found = adjust(who).shifts;
  REQUIRE_EQ(found.size(), 1u); // the one too near the start tells nothing
  CHECK_EQ(found[0].day, 80);
}

TEST_CASE("autocorrelation is near the truth and blind to a shift") {
  auto who = auren::hypotheses::test::make_person(
    {.days = 700, .width = 1, .persistence = 0.6, .season = 0, .missing = 0});
  Eigen::VectorXd values = who.values.col(0);
  CHECK(local_autocorrelation(values) == Approx(0.6).epsilon(0.15));
  values.tail(350).array() += 20;
  CHECK(local_autocorrelation(values) == Approx(0.6).epsilon(0.2));
  CHECK_EQ(local_autocorrelation(values.head(10)), 0.3);
}

TEST_CASE("a series without variation or values stays absent") {
  auto who = auren::hypotheses::test::make_person({.days = 100, .width = 3});
  who.values.col(0).setConstant(7);
  who.values.col(1).setConstant(std::nan(""));
  auto out = adjust(who).residuals;
  CHECK_EQ(out.col(0).array().isFinite().count(), 0);
  CHECK_EQ(out.col(1).array().isFinite().count(), 0);
  CHECK(out.col(2).array().isFinite().count() > 80);
}

TEST_SUITE_END();
