#include "actors/knowledge/discrete_gaussian.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <random>
#include <vector>

using namespace auren::knowledge;

namespace {

random_bits seeded_bits(uint64_t seed) {
  return [engine = std::mt19937_64{seed}]() mutable { return engine(); };
}

std::vector<int64_t> draws_of(int64_t variance, size_t n, uint64_t seed) {
  auto random = seeded_bits(seed);
  std::vector<int64_t> all(n);
  for (auto& one : all)
    one = discrete_gaussian(variance, random);
  return all;
}

/// Chi-square of counts against the exact distribution, over -most..most.
double chi_square(const std::vector<int64_t>& all, double variance, int most) {
  std::map<int64_t, double> seen;
  for (auto one : all)
    seen[one] += 1;
  double mass = 0;
  for (int x = -60; x <= 60; ++x)
    mass += std::exp(-x * x / (2 * variance));
  double sum = 0;
  for (int x = -most; x <= most; ++x) {
    auto expected = static_cast<double>(all.size())
                    * std::exp(-x * x / (2 * variance)) / mass;
    sum += (seen[x] - expected) * (seen[x] - expected) / expected;
  }
  return sum;
}

} // namespace

TEST_SUITE_BEGIN("knowledge.discrete_gaussian");

TEST_CASE("small ones are distributed exactly as they should be") {
  // 13 and 17 cells; the 99.9 % points of chi-square are 34.5 and 40.8.
  CHECK_LT(chi_square(draws_of(4, 200'000, 1), 4, 6), 34.5);
  CHECK_LT(chi_square(draws_of(7, 200'000, 2), 7, 8), 40.8);
  CHECK_LT(chi_square(draws_of(1, 200'000, 3), 1, 3), 24.3);
}

TEST_CASE("another variance would be noticed") {
  CHECK_GT(chi_square(draws_of(4, 200'000, 1), 4.2, 6), 100);
}

TEST_CASE("large ones have the mean, the variance and the tail of a normal") {
  for (int64_t variance : {1'000, 443'000, 1'000'000'000}) {
    CAPTURE(variance);
    constexpr size_t n = 50'000;
    auto sd = std::sqrt(static_cast<double>(variance));
    double sum = 0;
    double squares = 0;
    size_t beyond = 0;
    for (auto one : draws_of(variance, n, static_cast<uint64_t>(variance))) {
      auto z = static_cast<double>(one) / sd;
      sum += z;
      squares += z * z;
      beyond += std::abs(z) > 1.959964 ? 1 : 0;
    }
    CHECK_LT(std::abs(sum / n), 4 / std::sqrt(n));
    CHECK_LT(std::abs(squares / n - 1), 4 * std::sqrt(2.0 / n));
    CHECK_LT(std::abs(static_cast<double>(beyond) / n - 0.05), 0.004);
  }
}

TEST_CASE("the same bits give the same noise, others do not") {
  CHECK(draws_of(1000, 50, 9) == draws_of(1000, 50, 9));
  CHECK(draws_of(1000, 50, 9) != draws_of(1000, 50, 10));
}

TEST_CASE("the system's bits are not always the same") {
  auto random = secure_random();
  CHECK_NE(random(), random());
}

TEST_SUITE_END();
