#include "actors/memory/local_embedder.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>

using namespace auren::memory;

namespace {

double near(std::string_view a, std::string_view b) {
  auto& tested = *local_embedder::shared();
  auto x = tested.embed(a);
  auto y = tested.embed(b);
  double sum = 0;
  for (size_t i = 0; i < x.size(); ++i)
    sum += static_cast<double>(x[i]) * static_cast<double>(y[i]);
  return sum;
}

} // namespace

TEST_SUITE_BEGIN("memory.meaning");

TEST_CASE("a text is a direction of length 1") {
  CHECK_EQ(near("Coffee after noon", "Coffee after noon"), doctest::Approx(1));
  CHECK_EQ(near("coffee, AFTER noon!", "Coffee after noon"),
           doctest::Approx(1));
  CHECK_EQ(near("", "Coffee"), 0);
  CHECK_EQ(near("the of and", "Coffee"), 0); // stop words only
}

TEST_CASE("what is misspelt or inflected is near") {
  CHECK_GT(near("magnesum", "magnesium"), 0.35);
  CHECK_GT(near("swimmer", "swimming"), 0.25);
  CHECK_LT(near("magnesium", "forest"), 0.2);
}

TEST_CASE("words of one concept are near and others are not") {
  CHECK_GT(near("insomnia", "could not sleep"), 0.25);
  CHECK_GT(near("exhausted", "so tired today"), 0.25);
  CHECK_GT(near("migraine", "headache"), 0.4);
  CHECK_LT(std::abs(near("insomnia", "bought a new bicycle")), 0.2);
}

TEST_CASE("a word matters as much as it is said to") {
  auto& tested = *local_embedder::shared();
  auto weigh
    = [](const std::string& word) { return word == "forest" ? 10.0 : 0.1; };
  CHECK_LT(near("forest coffee", "forest"), 0.8);
  auto heavy = tested.embed("forest coffee", weigh);
  auto forest = tested.embed("forest");
  double sum = 0;
  for (size_t i = 0; i < heavy.size(); ++i)
    sum += static_cast<double>(heavy[i]) * static_cast<double>(forest[i]);
  CHECK_GT(sum, 0.99);
}

TEST_CASE("vectors are the same on every machine") {
  auto x = local_embedder::shared()->embed("sleep");
  double where = 0;
  for (size_t i = 0; i < x.size(); ++i)
    where += static_cast<double>(x[i]) * std::sin(static_cast<double>(i));
  CHECK_EQ(where, doctest::Approx(0.119434).epsilon(1e-4));
}

TEST_SUITE_END();
