#include "actors/knowledge/privacy.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

using namespace auren::knowledge;

namespace {

struct some_terms {
  std::mt19937_64 engine{2026};

  double between(double low, double high) {
    return std::uniform_real_distribution{low, high}(engine);
  }

  privacy_terms draw() {
    return {.epsilon = between(0.1, 10),
            .delta = std::pow(10, between(-12, -4)),
            .releases = static_cast<uint32_t>(between(1, 100)),
            .people = 20};
  }
};

} // namespace

TEST_SUITE_BEGIN("knowledge.privacy");

TEST_CASE("rho and epsilon are each other's inverse") {
  // Bun and Steinke's proposition by hand: 0.1 + 2 sqrt(0.1 ln 1e6).
  CHECK_EQ(epsilon_of(0.1, 1e-6), doctest::Approx(2.450789).epsilon(1e-5));
  some_terms some;
  for (int i = 0; i < 1000; ++i) {
    auto terms = some.draw();
    auto rho = rho_of(terms.epsilon, terms.delta);
    CHECK_EQ(epsilon_of(rho, terms.delta), doctest::Approx(terms.epsilon));
  }
  CHECK_EQ(epsilon_of(0, 1e-6), 0);
}

TEST_CASE("whatever the terms, no more is spent than was promised") {
  some_terms some;
  for (int i = 0; i < 500; ++i) {
    auto terms = some.draw();
    double spent = 0;
    uint32_t made = 0;
    while (auto rho = next_rho(terms, spent)) {
      spent += *rho;
      ++made;
      CHECK_EQ(budget_of(terms, spent).releases_left(), terms.releases - made);
      REQUIRE_LE(made, terms.releases);
    }
    CHECK_EQ(made, terms.releases);
    CHECK_LE(budget_of(terms, spent).epsilon_spent(),
             terms.epsilon * (1 + 1e-6));
  }
}

TEST_CASE("terms that were made stricter hold at once") {
  privacy_terms terms;
  auto spent = 2 * *next_rho(terms, 0);
  CHECK(next_rho(terms, spent));
  terms.epsilon = 1;
  CHECK_FALSE(next_rho(terms, spent));
  CHECK_EQ(budget_of(terms, spent).releases_left(), 0);
  CHECK_GT(budget_of(terms, spent).epsilon_spent(), 1);
}

TEST_CASE("the lock on the true count is paid by half of delta") {
  some_terms some;
  for (int i = 0; i < 200; ++i) {
    auto terms = some.draw();
    auto chances = 4.0 * terms.releases * (1 + std::exp(terms.epsilon));
    CHECK_LE(gate_delta(terms, 4) * chances, terms.delta / 2 * (1 + 1e-9));
  }
}

TEST_SUITE_END();
