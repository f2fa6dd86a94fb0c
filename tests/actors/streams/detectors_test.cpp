#include "actors/streams/detectors.hpp"
#include "actors/streams/night_signal.hpp"
#include "messages/time.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <set>

using namespace auren;
using namespace auren::streams;

namespace {

constexpr int32_t last = 20'500;
constexpr int days = 200;

/// A person of whom every day is known.
struct watched {
  memory::Days columns;

  /// `value` tells the value of the day so many days before the last one; NaN:
  /// none.
  watched& with(
    const char* metric, const std::function<double(int)>& value,
    const std::function<double(int)>& hour = [](int) { return 7; }) {
    auto& column = *columns.add_columns();
    column.set_metric(metric);
    column.set_unit("u");
    for (int ago = days - 1; ago >= 0; --ago) {
      if (std::isnan(value(ago)))
        continue;
      column.add_day(last - ago);
      column.add_value(value(ago));
      column.add_hour(hour(ago));
    }
    return *this;
  }

  day_table table() const {
    return {columns, last - days + 1, last};
  }

  Finding say(const char* name) const {
    return say(name, table());
  }

  static Finding say(const char* name, const day_table& table) {
    for (auto& one : detect(standard_detectors(), table, last))
      if (one.detector() == name)
        return one;
    FAIL("no such detector: " << name);
    return {};
  }
};

std::string outcome(const watched& who, const char* name) {
  return who.say(name).outcome();
}

/// Values that vary a little, the same way each week.
double around(double level, int ago) {
  return level
         + std::array{-1.0, 0.5, 1.0, -0.5, 0.0, 1.0, -1.0}[size_t(ago % 7)];
}

auto lately(double before, double now, int n) {
  return [=](int ago) { return ago < n ? now : around(before, ago); };
}

const double none = std::nan("");

/// Glucose each five minutes of the last day.
day_table glucose(const std::function<double(int)>& value, int samples = 288) {
  auto table = watched{}.with("blood_glucose", [](int) { return 110; }).table();
  std::vector<moment> all;
  for (int i = 0; i < samples; ++i)
    all.push_back({i * 300'000LL, value(i)});
  table.detail("blood_glucose", std::move(all));
  return table;
}

} // namespace

TEST_SUITE_BEGIN("streams.detectors");

TEST_CASE("there are at least 25, each with a source and without a diagnosis") {
  auto& all = standard_detectors();
  CHECK(all.size() >= 25);
  for (auto& one : all) {
    CAPTURE(one.name);
    CHECK_FALSE(one.source.empty());
    CHECK_FALSE(one.advice.empty());
    auto text = one.title + one.advice;
    for (auto word : {"diagnos", "you have ", "disease", "disorder", "mg of"})
      CHECK(text.find(word) == std::string::npos);
    if (one.urgency == "care")
      CHECK(one.advice.find("seek care") + one.advice.find("Seek care")
            != 2 * std::string::npos);
  }
}

TEST_CASE("of nobody nothing is said, each time with the reason") {
  for (auto& one : detect(standard_detectors(), watched{}.table(), last)) {
    CAPTURE(one.detector());
    CHECK(one.outcome() == "skipped");
    CHECK_FALSE(one.reason().empty());
    CHECK_FALSE(one.has_value());
  }
}

TEST_CASE("golden vectors: fired, checked, skipped") {
  struct vector {
    const char* detector;
    const char* metric;
    std::function<double(int)> fires, does_not;
  };
  auto load = [](double easy, double hard) {
    return [=](int ago) { return ago < 7 ? hard : around(easy, ago); };
  };
  const std::vector<vector> vectors = {
    {"resting_heart_rate_high", "resting_heart_rate", lately(55, 63, 1),
     lately(55, 57, 1)},
    {"resting_heart_rate_low", "resting_heart_rate", lately(60, 52, 3),
     lately(60, 52, 1)},
    {"resting_heart_rate_fast", "resting_heart_rate", lately(70, 104, 1),
     lately(70, 99, 1)},
    {"resting_heart_rate_slow", "resting_heart_rate", lately(45, 34, 1),
     lately(45, 37, 1)},
    {"hrv_rmssd_low", "hrv_rmssd", lately(50, 40, 7), lately(50, 50, 7)},
    {"hrv_rmssd_drop", "hrv_rmssd", lately(50, 30, 1), lately(50, 49, 1)},
    {"hrv_sdnn_low", "hrv_sdnn", lately(50, 40, 7), lately(50, 50, 7)},
    {"skin_temperature_high", "skin_temperature", lately(34, 38, 1),
     lately(34, 35, 1)},
    {"skin_temperature_deviation_high", "skin_temperature_deviation",
     lately(0, 1.2, 1), lately(0, 0.6, 1)},
    {"fever", "body_temperature", lately(36, 38.2, 1), lately(36, 37.4, 1)},
    {"high_fever", "body_temperature", lately(36, 40.1, 1), lately(36, 39, 1)},
    {"respiratory_rate_high", "respiratory_rate", lately(14, 19, 1),
     lately(14, 15, 1)},
    {"respiratory_rate_fast", "respiratory_rate", lately(14, 26, 1),
     lately(14, 20, 1)},
    {"spo2_low", "spo2", lately(97, 90, 1), lately(97, 94, 1)},
    {"spo2_drop", "spo2", lately(97, 92, 2), lately(97, 97, 2)},
    {"sleep_debt", "sleep_duration", lately(7, 5.5, 7), lately(7, 6.9, 7)},
    {"sleep_short", "sleep_duration", lately(7, 4.5, 2), lately(7, 6, 2)},
    {"sleep_efficiency_low", "sleep_efficiency", lately(90, 70, 7),
     lately(90, 88, 7)},
    {"deep_sleep_low", "sleep_deep", lately(80, 30, 3), lately(80, 75, 3)},
    {"load_ratio_high", "training_load", load(50, 120), load(50, 55)},
    {"strain_ratio_high", "day_strain", load(10, 18), load(10, 11)},
    {"load_ratio_low", "training_load", load(50, 25), load(50, 50)},
    {"load_monotony", "training_load", [](int ago) { return around(50, ago); },
     [](int ago) { return ago % 2 == 0 ? 100.0 : 0.0; }},
    {"steps_drop", "steps", load(9000, 3000), load(9000, 8000)},
    {"sedentary_rise", "sedentary_time", lately(500, 700, 3),
     lately(500, 505, 3)},
    {"weight_change", "weight", lately(80, 83, 3), lately(80, 80.5, 3)},
    {"weight_loss", "weight", lately(80, 74, 40), lately(80, 79, 40)},
    {"vo2max_drop", "vo2max", lately(45, 39, 20), lately(45, 44, 20)},
    {"blood_pressure_very_high", "blood_pressure_systolic", lately(125, 185, 1),
     lately(125, 150, 1)},
    {"blood_pressure_high", "blood_pressure_systolic", lately(120, 142, 7),
     lately(120, 124, 7)},
    {"illness_onset", "resting_heart_rate", lately(55, 61, 2),
     lately(55, 61, 1)},
    {"sensor_silent", "resting_heart_rate", lately(55, none, 2),
     lately(55, none, 1)},
  };
  CHECK(vectors.size() >= 25);
  for (auto& one : vectors) {
    CAPTURE(one.detector);
    CHECK(outcome(watched{}.with(one.metric, one.fires), one.detector)
          == "fired");
    auto calm = watched{}.with(one.metric, one.does_not).say(one.detector);
    CHECK(calm.outcome() == "checked");
    CHECK_FALSE(calm.reason().empty());
    auto gone = watched{}.with(
      one.metric, [&](int ago) { return ago < 60 ? none : around(50, ago); });
    CHECK(outcome(gone, one.detector) == "skipped");
  }
}

TEST_CASE("sleep times are compared around the clock") {
  auto asleep = [](int) { return 7.0; };
  auto regular = [](int ago) { return ago % 2 == 0 ? 23.8 : 0.2; };
  auto wild = [](int ago) { return ago % 2 == 0 ? 22.0 : 2.5; };
  CHECK(outcome(watched{}.with("sleep_duration", asleep, regular),
                "sleep_irregular")
        == "checked");
  CHECK(
    outcome(watched{}.with("sleep_duration", asleep, wild), "sleep_irregular")
    == "fired");
}

TEST_CASE("glucose is looked at sample by sample") {
  auto flat = glucose([](int) { return 110; });
  auto high = glucose([](int i) { return i % 48 < 20 ? 210 : 100; });
  auto low = glucose([](int i) { return i < 6 ? 50 : 75; });
  auto very_high = glucose([](int i) { return i < 2 ? 320 : 150; });
  auto once = glucose([](int i) { return i == 7 ? 50 : 120; });
  auto say = [](const char* name, const day_table& of) {
    return watched::say(name, of).outcome();
  };
  CHECK(say("glucose_time_in_range", high) == "fired");
  CHECK(say("glucose_time_in_range", flat) == "checked");
  CHECK(say("glucose_excursions", high) == "fired");
  CHECK(say("glucose_excursions", flat) == "checked");
  CHECK(say("glucose_variable", flat) == "checked");
  CHECK(say("glucose_variable",
            glucose([](int i) { return i % 2 == 0 ? 250 : 70; }))
        == "fired");
  CHECK(say("glucose_time_low", low) == "checked"); // 2 % of the day
  CHECK(say("glucose_time_low", glucose([](int i) { return i < 30 ? 60 : 90; }))
        == "fired");
  CHECK(say("glucose_very_low", low) == "fired");
  CHECK(say("glucose_very_low", once) == "checked"); // one sample says little
  CHECK(say("glucose_very_high", very_high) == "fired");
  auto few = glucose([](int) { return 110; }, 20);
  CHECK(say("glucose_time_in_range", few) == "skipped");
  CHECK(say("glucose_very_high", few) == "checked");
}

TEST_CASE("signs that point the same way are one of their own") {
  auto ill = watched{}
               .with("resting_heart_rate", lately(55, 64, 1))
               .with("respiratory_rate", lately(14, 19, 1));
  CHECK(outcome(ill, "body_strained") == "fired");
  auto well = watched{}
                .with("resting_heart_rate", lately(55, 55, 1))
                .with("respiratory_rate", lately(14, 19, 1));
  CHECK(outcome(well, "body_strained") == "checked");
}

TEST_CASE("a doubted value is compared with nothing, but a limit takes it") {
  auto table = watched{}.with("resting_heart_rate", lately(60, 110, 1)).table();
  ingest::Doubts doubts;
  auto& one = *doubts.add_doubts();
  one.set_metric("resting_heart_rate");
  one.set_time_ms(int64_t{last} * time::day_ms + 3'600'000);
  one.set_until_ms(one.time_ms());
  table.doubt(doubts);
  auto high = watched::say("resting_heart_rate_high", table);
  CHECK(high.outcome() == "skipped");
  CHECK(high.reason() == "the value asks for a second reading first");
  auto fast = watched::say("resting_heart_rate_fast", table);
  CHECK(fast.outcome() == "fired");
  CHECK(fast.reason().ends_with("the value asks for a second reading"));
}

TEST_CASE("series without variation and hostile ones say so") {
  auto even = watched{}
                .with("training_load", [](int) { return 50.0; })
                .with("steps", [](int) { return 0.0; })
                .with("hrv_rmssd", [](int) { return 40.0; });
  CHECK(even.say("load_monotony").reason() == "every day was the same");
  CHECK(even.say("steps_drop").reason() == "there was none at all");
  CHECK(even.say("hrv_rmssd_drop").reason() == "the values never varied");
  auto odd = watched{}.with("resting_heart_rate", [](int ago) {
    return ago % 3 == 0 ? INFINITY : 1e300;
  });
  for (auto& one : detect(standard_detectors(), odd.table(), last))
    CHECK((one.outcome() == "skipped" || std::isfinite(one.value())));
}

TEST_CASE("a file of detectors that is wrong is refused with the place") {
  auto wrong = [](const char* text) {
    auto read = parse_detectors(text);
    auto* why = std::get_if<std::string>(&read);
    return why ? *why : "";
  };
  CHECK(wrong("") != "");
  CHECK(wrong(R"({"detectors":[{"name":"a","kind":"oracle"}]})")
        == "the first: no such kind: oracle");
  CHECK(wrong("{}") != "");
}

TEST_SUITE_END();

TEST_SUITE_BEGIN("streams.night_signal");

namespace {

struct nights_case {
  std::vector<night> nights;
  std::vector<std::pair<int, int>> said; ///< Day, and 0, 1 or 2.
};

/// What the authors' program says of generated nights.
const std::vector<nights_case> published = {
#include "tests/actors/streams/night_signal.inc"
};

} // namespace

TEST_CASE("it says what the authors' program says") {
  int red = 0, yellow = 0;
  for (auto& one : published) {
    auto found = night_signal(one.nights);
    REQUIRE(found.size() == one.said.size());
    for (size_t i = 0; i < found.size(); ++i) {
      CHECK(found[i].first.day == one.said[i].first);
      CHECK(static_cast<int>(found[i].second) == one.said[i].second);
      red += found[i].second == night_alert::red;
      yellow += found[i].second == night_alert::yellow;
    }
  }
  CHECK(red >= 5);
  CHECK(yellow >= 5);
}

TEST_SUITE_END();
