#include "actors/supervision/policy.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace auren::supervision;
using namespace std::chrono_literals;

TEST_SUITE_BEGIN("supervision.policy");

TEST_CASE("the delay is 0 then grows by the factor up to the longest") {
  backoff settings;
  settings.jitter = 0;
  std::vector<long> delays;
  for (size_t failures = 1; failures <= 7; ++failures)
    delays.push_back(delay_of(settings, failures, 0.9).count());
  CHECK(delays == std::vector<long>{0, 100, 400, 1600, 6400, 8000, 8000});
  CHECK_EQ(delay_of(settings, 1'000'000, 0.9).count(), 8000);
}

TEST_CASE("without a free first restart the first delay is the initial one") {
  backoff settings;
  settings.jitter = 0;
  settings.first_at_once = false;
  CHECK_EQ(delay_of(settings, 1, 0.5).count(), 100);
  CHECK_EQ(delay_of(settings, 2, 0.5).count(), 400);
}

TEST_CASE("jitter spreads the delay evenly by its share and no more") {
  backoff settings;
  CHECK_EQ(delay_of(settings, 2, 0).count(), 80);
  CHECK_EQ(delay_of(settings, 2, 0.5).count(), 100);
  CHECK_EQ(delay_of(settings, 2, 0.999999).count(), 120);
  std::mt19937_64 random{7};
  std::uniform_real_distribution<double> draw{0, 1};
  double sum = 0;
  for (int i = 0; i < 10000; ++i)
    sum += static_cast<double>(delay_of(settings, 3, draw(random)).count());
  CHECK(sum / 10000 == doctest::Approx(400).epsilon(0.01));
}

TEST_CASE("the window counts failures within its length and forgets older") {
  restart_window window{2, 10s};
  time_point start{};
  CHECK(window.admit(start));
  CHECK(window.admit(start + 1s));
  CHECK_FALSE(window.admit(start + 10s)); // the first still counts
  CHECK_EQ(window.count(start + 10001ms), 2);
  CHECK_EQ(window.count(start + 20s), 1);
  CHECK(window.admit(start + 21s));
  CHECK_EQ(window.count(start + 60s), 0);
}

TEST_CASE("a limit of 0 admits no failure") {
  restart_window window{0, 10s};
  CHECK_FALSE(window.admit(time_point{}));
}

TEST_SUITE_END();
