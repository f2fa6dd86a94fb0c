#include "actors/ingest/catalogue.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <regex>
#include <set>

using namespace auren;
using namespace auren::ingest;

TEST_SUITE_BEGIN("ingest.catalogue");

namespace {

const metric& get(std::string_view name) {
  auto* found = catalogue::standard().find(name);
  REQUIRE_MESSAGE(found, std::string{name});
  return *found;
}

refusal parse(std::string_view json) {
  auto result = catalogue::parse(json);
  auto* why = std::get_if<refusal>(&result);
  return why ? *why : refusal{};
}

} // namespace

TEST_CASE("the built-in catalogue is well formed") {
  std::regex snake{"[a-z][a-z0-9_]*"};
  std::set<std::string> groups{"heart",   "sleep",   "activity",
                               "body",    "mind",    "nutrition",
                               "glucose", "journal", "environment"};
  for (auto& each : catalogue::standard().metrics()) {
    CAPTURE(each.name);
    CHECK(std::regex_match(each.name, snake));
    CHECK(groups.count(each.group) == 1);
    CHECK_FALSE(each.label.empty());
    CHECK(each.units.front().unit == each.unit);
    CHECK(each.possible.low < each.possible.high);
    // What is plausible must be possible.
    CHECK(each.plausible.low <= each.plausible.high);
    if (!std::isinf(each.plausible.high))
      CHECK(each.possible.holds(each.plausible.high));
    if (!std::isinf(each.possible.high))
      CHECK_FALSE(each.source.empty());
  }
}

TEST_CASE("metrics are found by name and alias and by nothing else") {
  CHECK(get("resting_hr").name == "resting_heart_rate");
  CHECK(get("HKQuantityTypeIdentifierStepCount").name == "steps");
  auto& all = catalogue::standard();
  CHECK_FALSE(all.find(""));
  CHECK_FALSE(all.find("Heart_rate"));
  CHECK_FALSE(all.find("heart_rate "));
  CHECK_FALSE(all.find("journal_"));
  CHECK_FALSE(all.find("journal_Bad Name"));
}

TEST_CASE("the two kinds of heart rate variability never meet") {
  CHECK(get("hrv_rmssd").kind == "RMSSD");
  CHECK(get("hrv_sdnn").kind == "SDNN");
  CHECK(&get("hrv_rmssd") != &get("hrv_sdnn"));
  CHECK(get("HKQuantityTypeIdentifierHeartRateVariabilitySDNN").name
        == "hrv_sdnn");
  CHECK_FALSE(catalogue::standard().find("hrv"));
}

TEST_CASE("units convert by their dimension") {
  struct row {
    const char* metric;
    double value;
    const char* unit;
    double expected;
  };
  const row rows[] = {
    {"energy_burned", 4184, "kJ", 1000},
    {"energy_burned", 1000, "cal", 1},
    {"energy_burned", 7, "Cal", 7},
    {"distance", 1, "mi", 1.609344},
    {"distance", 2500, "m", 2.5},
    {"weight", 100, "lb", 45.359237},
    {"body_temperature", 98.6, "degF", 37},
    {"body_temperature", 310.15, "K", 37},
    {"skin_temperature_deviation", 1.8, "degF", 1},
    {"blood_glucose", 5, "mmol/L", 90.091},
    {"blood_glucose", 5, "mmol<180.1558800000541>/L", 90.07794},
    {"spo2", 0.97, "fraction", 97},
    {"spo2", 97, "%", 97},
    {"sleep_duration", 480, "min", 8},
    {"sleep_duration", 28800000, "ms", 8},
    {"hrv_rmssd", 0.045, "s", 45},
    {"air_pressure", 101.325, "kPa", 1013.25},
    {"mood", 3, "1-5", 5.5},
    {"height", 6, "ft", 182.88},
  };
  for (auto& each : rows) {
    CAPTURE(each.metric);
    CAPTURE(each.unit);
    auto value = convert(get(each.metric), each.value, each.unit);
    REQUIRE(value);
    CHECK(value.value == doctest::Approx(each.expected).epsilon(1e-6));
  }
}

TEST_CASE("a unit of another dimension is refused") {
  CHECK(convert(get("heart_rate"), 60, "ms").code == errc::unknown_unit);
  CHECK(convert(get("weight"), 60, "").code == errc::unknown_unit);
  CHECK(convert(get("weight"), 60, "KG").code == errc::unknown_unit);
}

TEST_CASE("a unit that converts to every canonical unit comes back") {
  for (auto& each : catalogue::standard().metrics())
    for (auto& unit : each.units) {
      auto there = convert(each, 50, unit.unit);
      CHECK((there.value - unit.offset) / unit.factor
            == doctest::Approx(50).epsilon(1e-9));
    }
}

TEST_CASE("values are held against both ranges") {
  auto& rmssd = get("hrv_rmssd");
  CHECK(check(rmssd, 0) == plausibility::out_of_range);
  CHECK(check(rmssd, 0.1) == plausibility::implausible);
  CHECK(check(rmssd, 45) == plausibility::ok);
  CHECK(check(rmssd, 300) == plausibility::implausible);
  CHECK(check(rmssd, 300.1) == plausibility::out_of_range);
  CHECK(check(get("spo2"), 101) == plausibility::out_of_range);
  CHECK(check(get("heart_rate"), -5) == plausibility::out_of_range);
  CHECK(check(get("spo2"), std::nan("")) == plausibility::out_of_range);
  CHECK(check(get("spo2"), INFINITY) == plausibility::out_of_range);
}

TEST_CASE("every journal question becomes a metric of its own") {
  CHECK(journal_metric("Have any caffeine?") == "journal_have_any_caffeine");
  auto long_one = std::string(200, 'a');
  auto japanese = journal_metric("コーヒーを飲みましたか");
  CHECK(japanese != journal_metric("お酒を飲みましたか"));
  CHECK(journal_metric(long_one + "b") != journal_metric(long_one + "c"));
  CHECK(journal_metric("?") != journal_metric("!"));
  for (auto& name : {journal_metric("Read in bed?"), japanese,
                     journal_metric(long_one), journal_metric("")}) {
    CAPTURE(name);
    auto* found = catalogue::standard().find(name);
    REQUIRE(found);
    CHECK(found->dynamic);
    CHECK(catalogue::canonical(*found, name) == name);
  }
  auto whole = catalogue::standard().describe("journal_read_in_bed");
  REQUIRE(whole);
  CHECK(whole->label == "Read in bed");
  CHECK(whole->name == "journal_read_in_bed");
}

TEST_CASE("a broken catalogue file is refused with the place") {
  CHECK(parse("{").code == errc::invalid_message);
  auto with = [](const std::string& metric) {
    return R"({"version":"x","dimensions":{"d":{"kg":1}},"metrics":[)" + metric
           + "]}";
  };
  auto good = std::string{R"({"name":"a","label":"A","group":"body",)"
                          R"("unit":"kg","dimension":"d","type":"norm",)"
                          R"("role":"outcome","daily":"last"})"};
  CHECK_FALSE(parse(with(good)));
  CHECK(parse(with(good + "," + good)).detail.find("twice")
        != std::string::npos);
  auto misspelt = good;
  misspelt.replace(misspelt.find("daily"), 5, "dayly");
  CHECK(parse(with(misspelt)).detail == "a: unknown key dayly");
  auto unit = good;
  unit.replace(unit.find("\"kg\""), 4, "\"st\"");
  CHECK(parse(with(unit)).detail.find("st") != std::string::npos);
}

TEST_SUITE_END();
