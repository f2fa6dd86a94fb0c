#include "actors/ingest/doubts.hpp"
#include "actors/ingest/intake.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace auren;
using namespace auren::ingest;

namespace {

constexpr int64_t first_night = 1'767'225'600'000; // 2026-01-01
constexpr int64_t day_ms = 86'400'000;

struct told_value {
  std::string_view metric;
  double value;
  std::string_view unit = {};
  int64_t after_ms = 0;
  std::string_view source = "ring";
};

SamplesRecorded batch_of(const std::vector<told_value>& values) {
  auto& by = catalogue::standard();
  series_builder builder;
  for (auto& one : values) {
    auto* about = by.find(one.metric);
    REQUIRE_MESSAGE(about, one.metric);
    reading next{
      one.metric, one.unit.empty() ? std::string_view{about->unit} : one.unit,
      one.source, {first_night + one.after_ms, 0},
      one.value,  0,
      {}};
    REQUIRE(take(next, by, first_night + 900 * day_ms, builder).code
            == errc::none);
  }
  SamplesRecorded result;
  for (auto& series : builder.take())
    *result.add_series() = series;
  return result;
}

std::vector<std::string>
doubted_by(const std::vector<Doubt>& all, std::string_view rule) {
  std::vector<std::string> metrics;
  for (auto& one : all)
    if (one.rule() == rule)
      metrics.push_back(one.metric());
  std::ranges::sort(metrics);
  return metrics;
}

/// Learns `n` days around `middle`, then returns the doubts about `last`.
std::vector<Doubt>
after_days(doubter& look, std::string_view metric, double middle, double spread,
           int n, told_value last) {
  std::mt19937_64 engine{3};
  std::uniform_real_distribution<> by{-spread, spread};
  for (int i = 0; i < n; ++i)
    look.look(batch_of({{metric, middle + by(engine), {}, (i - n) * day_ms}}));
  last.metric = metric;
  return look.look(batch_of({last}));
}

using names = std::vector<std::string>;

} // namespace

TEST_SUITE_BEGIN("ingest.validators");

TEST_CASE("every rule is about metrics there are, and says its source") {
  auto& all = validators::standard();
  CHECK_GE(all.contradictions.size(), 9);
  for (auto& rule : all.contradictions) {
    CHECK_FALSE(rule.source.empty());
    for (auto* side : {&rule.less, &rule.more})
      for (auto& [metric, factor] : *side) {
        CAPTURE(metric);
        auto* about = catalogue::standard().find(metric);
        REQUIRE(about);
        CHECK_EQ(about->name, metric);
      }
  }
  for (auto& pair : all.units) {
    auto told
      = std::ranges::any_of(catalogue::standard().metrics(), [&](auto& about) {
          return (about.unit == pair.one || about.unit == pair.other)
                 && std::ranges::count(about.units, pair.one, &conversion::unit)
                 && std::ranges::count(about.units, pair.other,
                                       &conversion::unit);
        });
    CHECK_MESSAGE(told, pair.one << " and " << pair.other);
  }
}

TEST_CASE("stages longer than sleep are doubted with it") {
  doubter look{catalogue::standard()};
  auto found = look.look(batch_of({{"sleep_deep", 120},
                                   {"sleep_rem", 130},
                                   {"sleep_light", 200},
                                   {"sleep_duration", 6}}));
  CHECK_EQ(doubted_by(found, "contradiction"),
           names{"sleep_deep", "sleep_duration", "sleep_light", "sleep_rem"});
  CHECK_EQ(found[0].detail(),
           "light, deep and REM sleep together are longer than all sleep");
}

TEST_CASE("what fits is not doubted, nor what is of another night or source") {
  doubter look{catalogue::standard()};
  CHECK(look
          .look(batch_of({{"sleep_deep", 90},
                          {"sleep_rem", 100},
                          {"sleep_light", 200},
                          {"sleep_duration", 6.5},
                          {"time_in_bed", 7}}))
          .empty());
  CHECK(look.look(batch_of({{"sleep_deep", 200, {}, 30 * day_ms}})).empty());
  CHECK(
    look.look(batch_of({{"sleep_deep", 200, {}, 0, "other ring"}})).empty());
}

TEST_CASE("parts that come in another batch are held together") {
  doubter look{catalogue::standard()};
  CHECK(look.look(batch_of({{"time_in_bed", 6}})).empty());
  CHECK_EQ(
    doubted_by(look.look(batch_of({{"sleep_duration", 7}})), "contradiction"),
    names{"sleep_duration", "time_in_bed"});
  // A correction takes the place of what it corrects.
  CHECK(look.look(batch_of({{"sleep_duration", 5.5}})).empty());
}

TEST_CASE("pressures and heart rates have an order") {
  doubter look{catalogue::standard()};
  CHECK(look
          .look(batch_of({{"blood_pressure_systolic", 121},
                          {"blood_pressure_diastolic", 80}}))
          .empty());
  CHECK_EQ(doubted_by(look.look(batch_of(
                        {{"blood_pressure_systolic", 80, {}, day_ms},
                         {"blood_pressure_diastolic", 121, {}, day_ms}})),
                      "contradiction")
             .size(),
           2);
  CHECK_EQ(doubted_by(look.look(batch_of(
                        {{"mean_heart_rate", 120}, {"max_heart_rate", 110}})),
                      "contradiction")
             .size(),
           2);
  // Of one day, though not of one time.
  CHECK_EQ(doubted_by(look.look(batch_of(
                        {{"mean_heart_rate", 60, {}, 2 * day_ms},
                         {"resting_heart_rate", 75, {}, 2 * day_ms + 1000}})),
                      "contradiction"),
           names{"mean_heart_rate", "resting_heart_rate"});
}

TEST_CASE("a value that would be usual in another unit is asked about") {
  auto asked = [](std::string_view metric, double middle, double spread,
                  told_value last) {
    doubter look{catalogue::standard()};
    auto found = after_days(look, metric, middle, spread, 14, last);
    for (auto& one : found)
      if (one.rule() == "unit")
        return one.detail();
    return std::string{};
  };
  CHECK_EQ(asked("weight", 80, 1, {{}, 176}),
           "weight would be as usual if it were in lb, not in kg");
  CHECK_EQ(asked("weight", 80, 1, {{}, 80, "lb"}),
           "weight would be as usual if it were in kg, not in lb");
  CHECK_EQ(asked("sleep_duration", 7.5, 1, {{}, 7.5, "min"}),
           "sleep_duration would be as usual if it were in h, not in min");
  CHECK_EQ(asked("weight", 80, 1, {{}, 84}), "");
  CHECK_EQ(asked("weight", 80, 1, {{}, 160}), ""); // nor any other pair
}

TEST_CASE("a metric that varies as much as the units differ is not asked") {
  doubter look{catalogue::standard()};
  std::vector<Doubt> all;
  for (int i = 0; i < 40; ++i)
    for (auto& one : look.look(batch_of(
           {{"sleep_latency", i % 2 == 0 ? 2.0 : 40.0, {}, i * day_ms}})))
      all.push_back(one);
  for (auto& one :
       look.look(batch_of({{"sleep_latency", 120, {}, 41 * day_ms}})))
    all.push_back(one);
  CHECK(doubted_by(all, "unit").empty());
}

TEST_CASE("a level that stays is taken as new after three questions") {
  doubter look{catalogue::standard()};
  CHECK_EQ(
    doubted_by(after_days(look, "weight", 80, 1, 12, {{}, 176}), "unit").size(),
    1);
  size_t asked = 1;
  for (int i = 1; i < 20; ++i)
    asked += doubted_by(look.look(batch_of({{"weight", 176, {}, i * day_ms}})),
                        "unit")
               .size();
  CHECK_EQ(asked, 3);
}

TEST_CASE("too little of a past asks nothing") {
  doubter look{catalogue::standard()};
  CHECK(doubted_by(after_days(look, "weight", 80, 1, 9, {{}, 176}), "unit")
          .empty());
}

TEST_SUITE_END();
