#include "actors/hypotheses/csv.hpp"
#include "actors/hypotheses/discover.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

/// One person's journal and ring, 2019 to 2022, as far as both are public. All
/// that both tables tell of habits and nights takes part, not only the drinks.
namespace {

const std::filesystem::path shared_data = "../shared/data";

/// A column of a table, as the search is told of it.
struct source_column {
  const char* column;
  const char* metric;
  const char* kind;
  int hour; ///< Of the day that the row names.
};

constexpr source_column journal[]{
  {"Alcoholic_Drink", "alcohol", "behaviour", 21},
  {"Sodalike_Drink", "soda", "behaviour", 15},
  {"Ate Out", "ate_out", "behaviour", 19},
  {"Treatments", "treatments", "behaviour", 20},
  {"Strength", "strength", "behaviour", 17},
  {"Cardio", "cardio", "behaviour", 17},
  {"Mobility", "mobility", "behaviour", 17},
  {"TV", "tv", "behaviour", 21},
  {"Book", "book", "behaviour", 21},
  {"Videogame", "videogame", "behaviour", 21},
  {"Movie", "movie", "behaviour", 21},
  {"Satisfaction", "satisfaction", "outcome", 22},
  {"Health", "health", "outcome", 22},
  {"Pains", "pains", "outcome", 20},
};

constexpr source_column ring[]{
  {"steps", "steps", "behaviour", 22},
  {"active_calories", "active_energy", "behaviour", 22},
  {"temperature_deviation", "skin_temperature", "outcome", 7},
  {"average_breath", "respiratory_rate", "outcome", 7},
  {"average_heart_rate", "sleeping_heart_rate", "outcome", 7},
  {"average_hrv", "hrv_rmssd", "outcome", 7},
  {"deep_sleep_duration", "sleep_deep", "outcome", 7},
  {"rem_sleep_duration", "sleep_rem", "outcome", 7},
  {"total_sleep_duration", "sleep_duration", "outcome", 7},
  {"efficiency", "sleep_efficiency", "outcome", 7},
};

/// 2022-06-30 or 6/30/22 as the first.
std::string iso_day(const std::string& text) {
  int month = 0, of_month = 0, year = 0;
  if (std::sscanf(text.c_str(), "%d/%d/%d", &month, &of_month, &year) != 3)
    return text.substr(text.starts_with("\xef\xbb\xbf") ? 3 : 0);
  return fmt::format("20{:02}-{:02}-{:02}", year, month, of_month);
}

/// The long table and the catalogue that the search reads.
struct life {
  std::ostringstream csv;
  nlohmann::json metrics = nlohmann::json::array();

  life() {
    csv << "user,timestamp,metric,value,unit\n";
  }

  template <size_t N>
  void add(const char* file, const source_column (&columns)[N]) {
    for (auto& one : columns)
      metrics.push_back(
        {{"metric", one.metric}, {"kind", one.kind}, {"hour", one.hour}});
    std::ifstream in{shared_data / file};
    auren::hypotheses::csv_reader table{in};
    std::vector<std::string_view> row;
    REQUIRE(table.next(row));
    std::map<std::string, size_t, std::less<>> at;
    for (size_t i = 0; i < row.size(); ++i)
      at.emplace(row[i], i);
    while (table.next(row))
      for (auto& one : columns)
        add(iso_day(std::string{row[0]}), one, row[at.at(one.column)]);
  }

  void add(const std::string& date, const source_column& one,
           std::string_view value) {
    if (!value.empty() && date >= "2019-08-12") // from here on both are kept
      csv << fmt::format("a,{}T{:02}:00:00,{},{},\n", date, one.hour,
                         one.metric, value);
  }

  nlohmann::json searched() {
    std::istringstream in{csv.str()};
    auto answer = auren::hypotheses::discover(
      in, nlohmann::json{{"metrics", metrics}}.dump());
    REQUIRE_MESSAGE(answer.error.empty(), answer.error);
    return nlohmann::json::parse(answer.json).at("discoveries");
  }
};

nlohmann::json of_alcohol(const nlohmann::json& all, const char* effect) {
  for (auto& one : all)
    if (one["cause"] == "alcohol" && one["effect"] == effect)
      return one;
  FAIL("nothing is said of " << effect);
  return {};
}

} // namespace

TEST_SUITE_BEGIN("hypotheses.real_life");

TEST_CASE("what a drink in the evening goes with is told, and no more") {
  if (!std::filesystem::exists(shared_data / "oura")) {
    MESSAGE("SKIP: " << shared_data << " is not here");
    return;
  }
  life who;
  who.add("quantified-self-8y/Data_Journal.csv", journal);
  who.add("oura/daily_2019-2022.csv", ring);
  auto all = who.searched();
  auto hrv = of_alcohol(all, "hrv_rmssd");
  CHECK_EQ(hrv["status"], "supported");
  CHECK_EQ(hrv["lag_days"], 1);
  CHECK(hrv["effect_units"] < -0.5); // ms for a drink
  CHECK(hrv["effect_units"] > -2.5);
  CHECK(hrv["ci_high"] < 0);
  auto beats = of_alcohol(all, "sleeping_heart_rate");
  CHECK_EQ(beats["status"], "supported");
  CHECK_EQ(beats["lag_days"], 1);
  CHECK(beats["ci_low"] > 0);
  auto sleep = of_alcohol(all, "sleep_duration");
  CHECK_NE(sleep["status"], "supported");
  CHECK_NE(sleep["status"], "knowledge");
}

TEST_SUITE_END();
