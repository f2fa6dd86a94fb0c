#include "actors/streams/forecast.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

using namespace auren;
using namespace auren::streams;

namespace {

/// A daily series as bodies make them: slow, weekly, with steps and gaps, and
/// tails heavier than normal ones.
struct series {
  double phi = 0.5;
  double week = 0.5;
  double step = 0;   ///< After half of the days, in SD.
  double gaps = 0.1; ///< Share of days without a value.
  int days = 730;

  std::vector<day_value> make(std::mt19937& random) const {
    std::student_t_distribution<double> noise{5};
    std::uniform_real_distribution<double> chance{0, 1};
    std::vector<day_value> result;
    double state = 0;
    for (int i = 0; i < days; ++i) {
      state = phi * state + std::sqrt(1 - phi * phi) * noise(random);
      auto value = state + (i % 7 < 2 ? week : 0) + (i > days / 2 ? step : 0);
      if (chance(random) >= gaps)
        result.push_back({20'000 + i, 50 + 5 * value});
    }
    return result;
  }
};

std::vector<series> kinds() {
  std::vector<series> result;
  for (auto phi : {0.0, 0.4, 0.8})
    for (auto week : {0.0, 1.0})
      for (auto step : {0.0, 2.0})
        for (auto gaps : {0.02, 0.3})
          result.push_back({phi, week, step, gaps, 730});
  return result;
}

} // namespace

TEST_SUITE_BEGIN("streams.forecast");

TEST_CASE("nine days of ten lie inside, in every series") {
  std::mt19937 random{20260301};
  for (auto horizon : {1, 7}) {
    double sum = 0, worst = 1;
    int n = 0;
    for (auto& kind : kinds())
      for (int again = 0; again < 3; ++again, ++n) {
        auto found = forecast_of(kind.make(random), horizon);
        REQUIRE(found.reason.empty());
        REQUIRE(found.tested > 200);
        auto share = static_cast<double>(found.inside) / found.tested;
        sum += share;
        worst = std::min(worst, share);
      }
    MESSAGE("horizon " << horizon << ": " << n << " series, mean "
                       << 100 * sum / n << " %, worst " << 100 * worst << " %");
    CHECK(sum / n >= 0.88);
    CHECK(sum / n <= 0.92);
    CHECK(worst >= 0.85);
  }
}

TEST_CASE("it learns what can be learned") {
  std::mt19937 random{5};
  series weekly{0, 4, 0, 0, 365};
  auto values = weekly.make(random);
  auto found = forecast_of(values, 7);
  REQUIRE(found.days.size() == 7);
  CHECK(found.days[0].day == values.back().day + 1);
  // Two days of the week are 20 higher.
  std::vector<double> high, low;
  for (auto& one : found.days)
    ((one.day - 20'000) % 7 < 2 ? high : low).push_back(one.value);
  CHECK(*std::ranges::min_element(high) > *std::ranges::max_element(low) + 10);
}

TEST_CASE("nothing it says of the past knows the future") {
  std::mt19937 random{9};
  auto values = series{}.make(random);
  auto half = std::span{values}.first(values.size() / 2);
  auto before = forecast_of(half, 3);
  for (size_t i = half.size(); i < values.size(); ++i)
    values[i].value = 1e6; // what comes later changes nothing said before
  auto after = forecast_of(std::span{values}.first(half.size()), 3);
  REQUIRE(before.days.size() == after.days.size());
  for (size_t i = 0; i < before.days.size(); ++i)
    CHECK(before.days[i].high == after.days[i].high);
}

TEST_CASE("what cannot be known is said") {
  CHECK(forecast_of({}, 7).reason == "there are no values");
  std::vector<day_value> even, few;
  for (int i = 0; i < 300; ++i)
    even.push_back({i, 60});
  for (int i = 0; i < 60; ++i)
    few.push_back({i, 60.0 + i % 5});
  CHECK(forecast_of(even, 7).reason == "the values never varied");
  CHECK(forecast_of(few, 7).reason.starts_with("60 days with a value"));
  CHECK(forecast_of(few, 7).days.empty());
}

TEST_CASE("hostile series give finite numbers or none") {
  std::vector<day_value> huge, sparse;
  for (int i = 0; i < 400; ++i)
    huge.push_back({i, i % 2 == 0 ? 1e150 : -1e150});
  for (int i = 0; i < 400; ++i)
    sparse.push_back({i * 40, static_cast<double>(i % 3)});
  for (auto& one : {forecast_of(huge, 14), forecast_of(sparse, 14)})
    for (auto& day : one.days)
      CHECK((std::isfinite(day.value) && day.low <= day.high));
}

TEST_SUITE_END();
