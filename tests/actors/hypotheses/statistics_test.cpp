#include "actors/hypotheses/confidence.hpp"
#include "actors/hypotheses/looks.hpp"
#include "actors/hypotheses/statistics.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>

using namespace auren::hypotheses;
using doctest::Approx;

TEST_SUITE_BEGIN("hypotheses.statistics");

TEST_CASE("the log mixture has the published values") {
  CHECK(log_mixture(10, 100, 1 / 12.60056) == Approx(-0.6510052).epsilon(1e-6));
  CHECK(log_mixture_one_sided(10, 100, 0.06)
        == Approx(-0.046363).epsilon(1e-4));
  CHECK(log_mixture_one_sided(20, 80, 0.06) == Approx(1.861995).epsilon(1e-6));
  CHECK(log_mixture_one_sided(-5, 50, 0.06) == Approx(-1.121294).epsilon(1e-6));
  CHECK(log_mixture_one_sided(40, 120, 0.06) == Approx(5.494427).epsilon(1e-6));
}

TEST_CASE("Student's t has the published tails") {
  CHECK(t_two_sided(2.0, 10) == Approx(0.0733880).epsilon(1e-6));
  CHECK(t_two_sided(3.7, 300) == Approx(2.56416e-4).epsilon(1e-5));
  CHECK(t_two_sided(-2.0, 10) == t_two_sided(2.0, 10));
  CHECK(t_two_sided(0, 5) == Approx(1));
  CHECK(t_two_sided(3, 0) == 1);
  CHECK(t_two_sided(std::numeric_limits<double>::quiet_NaN(), 10) == 1);
  CHECK(t_two_sided(1e8, 300) < 1e-300);
  CHECK(t_critical(10) == Approx(2.228139).epsilon(1e-6));
  for (double df : {3.0, 20.0, 700.0})
    CHECK(t_two_sided(t_critical(df), df) == Approx(0.05).epsilon(1e-9));
}

TEST_CASE("the normal tail does not end where doubles do") {
  CHECK(log_normal_cdf(0) == Approx(std::log(0.5)));
  CHECK(log_normal_cdf(-8.0001)
        == Approx(log_normal_cdf(-7.9999)).epsilon(1e-4));
  CHECK(log_normal_cdf(-40) == Approx(-804.608442).epsilon(1e-6));
  for (double z : {0.5, 1.96, 4.0, 10.0})
    CHECK(z_of_p(2 * normal_cdf(-z)) == Approx(z).epsilon(1e-9));
  CHECK(z_of_p(1) == Approx(0));
  CHECK(std::isfinite(z_of_p(0)));
}

TEST_CASE("the Bayes factor of z 4 at SE .05 is 394.778") {
  CHECK(bayes_factor(2 * normal_cdf(-4), 0.05)
        == Approx(394.778).epsilon(1e-5));
  CHECK(bayes_factor(1, 0.05) < 1);
}

TEST_CASE("e-BH rejects the first three of ten") {
  std::vector<double> log_e;
  for (double e : {500.0, 120.0, 90.0, 30.0, 8.0, 2.0, 1.0, 0.4, 0.3, 0.1})
    log_e.push_back(std::log(e));
  auto rejected = e_bh(log_e, 0.05);
  for (size_t i = 0; i < rejected.size(); ++i)
    CHECK_EQ(rejected[i], i < 3);
  CHECK(e_bh({}, 0.05).empty());
}

TEST_CASE("BH steps up: a later small enough p carries the earlier ones") {
  auto rejected = bh({0.039, 0.9, 0.001, 0.02, 0.031}, 0.05);
  CHECK_EQ(rejected, std::vector<bool>{true, false, true, true, true});
  CHECK_EQ(bh({0.06, 0.07}, 0.05), std::vector<bool>{false, false});
}

TEST_CASE("the median of an even number is the middle of two") {
  std::vector<double> odd{3, 1, 2}, even{4, 1, 3, 2}, none;
  CHECK_EQ(median(odd), 2);
  CHECK_EQ(median(even), 2.5);
  CHECK(std::isnan(median(none)));
}

TEST_CASE("looks come on the published days and spend at most their budget") {
  int day[]
    = {56, 84, 126, 189, 284, 425, 638, 957, 1435, 2153, 3229, 4844, 7266};
  for (int k = 0; k < 13; ++k) {
    CHECK_EQ(look_day(k), day[k]);
    CHECK_EQ(look_due(day[k]), k);
    CHECK_EQ(looks_before(day[k]), k);
    CHECK_EQ(looks_before(day[k] + 1), k + 1);
  }
  CHECK_FALSE(look_due(57));
  CHECK_EQ(look_alpha(0), look_alpha(12));
  double spent = 0;
  for (int k = 0; k < 100000; ++k)
    spent += look_alpha(k);
  CHECK(spent == Approx(settings{}.scan_alpha));
  settings how;
  CHECK(how.scan_alpha + how.registered_alpha + how.experiment_alpha
        <= 0.05 + 1e-12); // of one person
}

TEST_CASE("confidence ages towards one half") {
  CHECK(aged(0.9, 0) == Approx(0.9));
  CHECK(aged(0.9, 180) == Approx(0.7));
  CHECK(aged(0.1, 180) == Approx(0.3));
  CHECK(robustness(0, 100) == 0);
  CHECK(robustness(10, 100) == Approx((std::sqrt(5.0) - 1) / 2));
}

TEST_SUITE_END();
