#include "actors/hypotheses/factor.hpp"
#include "actors/hypotheses/kernels.hpp"
#include "actors/hypotheses/scan.hpp"
#include "tests/actors/hypotheses/person.hpp"

#include <Eigen/QR>
#include <doctest/doctest.h>

#include <cmath>

using namespace auren::hypotheses;
using doctest::Approx;

TEST_SUITE_BEGIN("hypotheses.scan");

TEST_CASE("the factor gives what a QR decomposition gives") {
  auren::hypotheses::test::dice chance(2);
  constexpr size_t rows = 57, q = 6;
  design work;
  work.reset(rows);
  Eigen::MatrixXd columns(rows, q + 2);
  for (size_t j = 0; j < q + 2; ++j) {
    auto* out = work.add();
    for (size_t t = 0; t < rows; ++t) {
      auto at = static_cast<Eigen::Index>(t), k = static_cast<Eigen::Index>(j);
      columns(at, k)
        = j == 4 ? columns(at, 1) + columns(at, 2) : chance.normal();
      out[t] = columns(at, k);
    }
  }
  work.factor(q);
  CHECK_EQ(work.rank(), q - 1); // column 4 is the sum of two others
  std::vector<double> leverage(work.rows());
  kernels::project_out({work.column(0), work.rows(), q, work.basis(),
                        design::widest, work.loads(q), work.loads(q + 1)},
                       work.column(q), work.column(q + 1), leverage.data());
  Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(columns.leftCols(q));
  qr.setThreshold(1e-10);
  Eigen::MatrixXd basis
    = qr.householderQ() * Eigen::MatrixXd::Identity(rows, qr.rank());
  for (size_t t = 0; t < rows; ++t) {
    auto at = static_cast<Eigen::Index>(t);
    auto expected
      = columns(at, q) - basis.row(at).dot(basis.transpose() * columns.col(q));
    CHECK(work.column(q)[t] == Approx(expected).epsilon(1e-9));
    CHECK(leverage[t] == Approx(basis.row(at).squaredNorm()).epsilon(1e-9));
  }
}

TEST_CASE("a planted effect is found with its sign lag and size") {
  for (auto [lag, size] : {std::pair{0, 0.5}, {1, -0.45}, {3, 0.5}}) {
    auto who = auren::hypotheses::test::make_person(
      {.effects = {{0, 3, lag, size}}, .seed = 40 + uint64_t(lag)});
    scan seen(who);
    const auto* pair = seen.find(0, 3);
    REQUIRE(pair);
    REQUIRE(pair->tested());
    CHECK_EQ(pair->strongest().lag, lag);
    CHECK(pair->p < 1e-6);
    CHECK(pair->strongest().size * size > 0);
    auto passed = seen.pass(0.003, 0);
    for (size_t i = 0; i < passed.size(); ++i)
      CHECK_EQ(passed[i], &seen.pairs()[i] == pair);
  }
}

TEST_CASE("under the null p values keep their promise") {
  int tests = 0, below = 0, claims = 0, people = 12;
  for (int i = 0; i < people; ++i) {
    auto who = auren::hypotheses::test::make_person(
      {.days = 300, .width = 7, .persistence = 0.7, .seed = 100 + uint64_t(i)});
    scan seen(who);
    for (const auto& pair : seen.pairs())
      for (const auto& e : pair.lags)
        ++tests, below += e.p < 0.05;
    for (bool passed : seen.pass(0.02, 0))
      claims += passed;
  }
  CHECK(tests > 3000);
  CHECK(below / double(tests) < 0.065);
  CHECK(below / double(tests) > 0.035);
  CHECK(claims <= 2);
}

TEST_CASE("kinds share one budget unevenly and pay it in full") {
  auto who = auren::hypotheses::test::make_person(
    {.days = 200, .width = 8, .effects = {{0, 7, 1, 0.3}}, .seed = 6});
  auto plain = scan(who).pass(1e-5, 0);
  for (int i = 4; i < 8; ++i)
    who.metrics[static_cast<size_t>(i)].kind = metric_kind::outcome;
  scan seen(who);
  auto kinds = seen.pass(1e-5, 0);
  double total = 0, pairs = 0;
  for (size_t i = 0; i < kinds.size(); ++i) {
    const auto& pair = seen.pairs()[i];
    auto at = [&](int m) { return who.metrics[static_cast<size_t>(m)]; };
    total += kind_weight(at(pair.cause), at(pair.effect), {}), ++pairs;
    // Nothing is lost where the weight is above the mean.
    if (plain[i])
      CHECK(kinds[i]);
  }
  auto weight = kind_weight(who.metrics[0], who.metrics[7], {});
  CHECK(weight * pairs > total);
  auto assignment = who.metrics[0];
  assignment.kind = metric_kind::randomised;
  CHECK_EQ(kind_weight(assignment, who.metrics[7], {}), 1);
}

TEST_CASE("on the same day only an earlier hour can be a cause") {
  auto who = auren::hypotheses::test::make_person({.days = 150, .width = 2});
  scan seen(who);
  CHECK_EQ(seen.find(0, 1)->lags.front().lag, 0);
  CHECK_EQ(seen.find(1, 0)->lags.front().lag, 1);
  who.metrics[1].hour = who.metrics[0].hour + 0.25;
  CHECK_EQ(scan(who).find(0, 1)->lags.front().lag, 1);
}

TEST_CASE("an effect that went away is told from one that stays") {
  auto stays = auren::hypotheses::test::make_person(
    {.days = 500, .effects = {{0, 2, 1, 0.5}}});
  auto fades = stays;
  auto without = auren::hypotheses::test::make_person({.days = 500});
  fades.values.col(2).tail(250) = without.values.col(2).tail(250);
  scan one(stays), two(fades);
  CHECK_FALSE(one.faded(*one.find(0, 2)));
  CHECK(two.faded(*two.find(0, 2)));
}

TEST_CASE("what cannot be tested says why") {
  auto who = auren::hypotheses::test::make_person({.days = 100, .width = 4});
  who.values.col(0).setConstant(3);
  who.values.col(1).tail(70).setConstant(std::nan(""));
  who.metrics[2].type = value_type::binary;
  who.values.col(2).setZero();
  who.values(20, 2) = who.values(60, 2) = 1;
  scan seen(who);
  for (auto [x, y] : {std::pair{0, 3}, {1, 3}, {3, 1}, {2, 3}}) {
    const auto* pair = seen.find(x, y);
    CHECK_FALSE(pair->tested());
    CHECK_EQ(pair->p, 1);
    CHECK_FALSE(seen.why_untested(*pair).empty());
  }
}

TEST_CASE("copies and sums of a metric do not break a test") {
  auto who = auren::hypotheses::test::make_person({.days = 200, .width = 5});
  who.values.col(3) = who.values.col(0);
  who.values.col(4) = who.values.col(0) + who.values.col(1);
  scan seen(who);
  for (const auto& pair : seen.pairs())
    for (const auto& e : pair.lags) {
      CHECK(std::isfinite(e.t()));
      CHECK(e.error > 0);
    }
}

TEST_SUITE_END();
