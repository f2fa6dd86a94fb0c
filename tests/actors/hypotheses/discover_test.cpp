#include "actors/hypotheses/csv.hpp"
#include "actors/hypotheses/discover.hpp"
#include "actors/hypotheses/table.hpp"
#include "tests/actors/hypotheses/person.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <sstream>

using namespace auren::hypotheses;
using nlohmann::json;

namespace {

constexpr auto header = "user,timestamp,metric,value,unit\n";

std::vector<std::string> rows_of(const record& who, const std::string& user) {
  std::vector<std::string> out;
  for (int t = 0; t < who.days(); ++t)
    for (int i = 0; i < who.width(); ++i)
      if (!std::isnan(who.values(t, i)))
        out.push_back(fmt::format("{},{}T{:02}:00:00,m{},{:.4f},u\n", user,
                                  date_of(who.first_day + t), 7 + i, i,
                                  who.values(t, i)));
  return out;
}

discovered ask(const std::string& rows, const char* catalogue = "") {
  std::istringstream in(header + rows);
  return discover(in, catalogue);
}

std::string joined(const std::vector<std::string>& rows) {
  std::string out;
  for (const auto& row : rows)
    out += row;
  return out;
}

json claims_of(const json& answer, const std::string& user) {
  auto out = json::array();
  for (const auto& d : answer["discoveries"])
    if (d["user"] == user
        && (d["status"] == "supported" || d["status"] == "knowledge"))
      out.push_back(d);
  return out;
}

} // namespace

TEST_SUITE_BEGIN("hypotheses.discover");

TEST_CASE("rows are split as spreadsheets write them") {
  std::istringstream in("\xef\xbb\xbf"
                        "a,\"b,\"\"c\"\"\nd\",\r\n\n,\"\",x\n");
  csv_reader reader(in);
  std::vector<std::string_view> row;
  REQUIRE(reader.next(row));
  CHECK_EQ(row, std::vector<std::string_view>{"a", "b,\"c\"\nd", ""});
  REQUIRE(reader.next(row));
  CHECK_EQ(row, std::vector<std::string_view>{"", "", "x"});
  CHECK_FALSE(reader.next(row));
  CHECK(reader.error().empty());
  std::istringstream open("a\n\"b\nc\n");
  csv_reader broken(open);
  CHECK(broken.next(row));
  CHECK_FALSE(broken.next(row));
  CHECK_FALSE(broken.error().empty());
}

TEST_CASE("two people in one file are two people") {
  auto a = auren::hypotheses::test::make_person(
    {.days = 250, .width = 4, .effects = {{0, 3, 1, 0.7}}, .seed = 3});
  auto b = auren::hypotheses::test::make_person(
    {.days = 250, .width = 4, .seed = 4});
  auto both = joined(rows_of(a, "ann")) + joined(rows_of(b, "bob"));
  auto answer = json::parse(ask(both).json);
  auto found = claims_of(answer, "ann");
  REQUIRE_EQ(found.size(), 1u);
  CHECK_EQ(found[0]["cause"], "m0");
  CHECK_EQ(found[0]["effect"], "m3");
  CHECK_EQ(found[0]["lag_days"], 1);
  CHECK(found[0]["ci_low"] < found[0]["effect_units"]);
  CHECK(found[0]["effect_units"] < found[0]["ci_high"]);
  CHECK_EQ(found[0]["hypothesis"].get<std::string>().size(), 64u);
  CHECK(claims_of(answer, "bob").empty());
  CHECK_EQ(answer["people"].size(), 2u);
  // Alone she gets the same answer.
  auto alone = json::parse(ask(joined(rows_of(a, "ann"))).json);
  CHECK_EQ(claims_of(alone, "ann"), found);
}

TEST_CASE("the order of the rows does not matter to the byte") {
  auto who = auren::hypotheses::test::make_person({.days = 130, .width = 3});
  auto rows = rows_of(who, "ann");
  rows.push_back("ann,2022-02-01T23:30:00,m0,51.5,u\n"); // a second reading
  rows.push_back("ann,2022-02-01T23:30:00,m0,52.5,u\n");
  auto first = ask(joined(rows)).json;
  CHECK_EQ(ask(joined(rows)).json, first);
  std::reverse(rows.begin(), rows.end());
  CHECK_EQ(ask(joined(rows)).json, first);
  auren::hypotheses::test::dice chance(9);
  for (size_t i = rows.size() - 1; i > 0; --i)
    std::swap(
      rows[i],
      rows[static_cast<size_t>(chance.uniform() * static_cast<double>(i + 1))]);
  CHECK_EQ(ask(joined(rows)).json, first);
}

TEST_CASE("a list is a list") {
  std::istringstream in(header
                        + std::string{"a,2024-01-01,m,1,\n"
                                      "a,2024-01-01,n,2,\n"});
  auto list = json::parse(discover(in, "", {.as_list = true, .how = {}}).json);
  REQUIRE(list.is_array());
  REQUIRE_EQ(list.size(), 2u);
  CHECK_EQ(list[0]["status"], "inconclusive");
  CHECK(list[0]["reason"].get<std::string>().find("cannot be known, because")
        == 0);
  CHECK_FALSE(list[0].contains("confidence"));
}

TEST_CASE("what cannot be known is said and never invented") {
  auto constant = [](int days) {
    std::string out;
    for (int t = 0; t < days; ++t)
      out += fmt::format("a,{}T08:00,x,1,\na,{}T09:00,y,2,\n",
                         date_of(19000 + t), date_of(19000 + t));
    return out;
  };
  for (const auto& text :
       {constant(1), constant(39), constant(200), constant(1) + constant(1)}) {
    auto answer = json::parse(ask(text).json);
    for (const auto& d : answer["discoveries"]) {
      CHECK_EQ(d["status"], "inconclusive");
      CHECK_FALSE(d["reason"].get<std::string>().empty());
      CHECK_FALSE(d.contains("effect_size"));
    }
  }
  auto one = json::parse(ask("a,2024-01-01,x,1,\n").json);
  CHECK(one["discoveries"].empty());
  CHECK_EQ(one["people"][0]["status"], "inconclusive");
  auto wide = json::parse(ask("a,0001-01-01,x,1,\na,2800-01-01,y,1,\n").json);
  CHECK(wide["people"][0]["reason"].get<std::string>().find("span")
        != std::string::npos);
}

TEST_CASE("bad rows are counted and bad files refused in one line") {
  auto answer = json::parse(ask("a,2024-01-01,x,nan,\n"
                                "a,2024-01-01,x,1e999,\n"
                                "a,2024-02-30,x,1,\n"
                                "a,yesterday,x,1,\n"
                                "a,2024-01-01T25:00,x,1,\n"
                                "a,2024-01-01,,1,\n"
                                "a,2024-01-01\n"
                                "a,2024-01-01,x,1,\n")
                              .json);
  CHECK(answer["notes"][0].get<std::string>().find("7 rows") == 0);
  std::istringstream empty(""), no_column("user,metric,value\na,b,1\n"),
    no_rows(header), all_bad(std::string{header} + "a,b,c,d,e\n");
  for (auto* in : {&empty, &no_column, &no_rows, &all_bad}) {
    auto refused = discover(*in, "");
    CHECK(refused.json.empty());
    CHECK_FALSE(refused.error.empty());
    CHECK_EQ(refused.error.find('\n'), std::string::npos);
  }
  for (const char* bad : {"{", "[1]", "{\"metrics\":[{}]}",
                          "{\"metrics\":[{\"metric\":\"x\",\"kind\":\"odd\"}]}",
                          "{\"metrics\":[{\"metric\":\"x\",\"low\":2,"
                          "\"high\":1}]}"})
    CHECK_FALSE(ask("a,2024-01-01,x,1,\n", bad).error.empty());
}

TEST_CASE("an experiment is judged on its declared outcome") {
  auto who = auren::hypotheses::test::make_person({.days = 200,
                                                   .width = 2,
                                                   .persistence = 0.3,
                                                   .season = 0,
                                                   .missing = 0,
                                                   .seed = 12});
  auto answer = [&](double effect) {
    auren::hypotheses::test::dice coin(21);
    auto rows = rows_of(who, "ann");
    for (int t = 60; t < 200; t += 2) {
      bool first = coin.uniform() < 0.5;
      for (int d = 0; d < 2; ++d) {
        bool on = first == (d == 0);
        rows.push_back(fmt::format("ann,{}T06:00,exp,{},\n",
                                   date_of(who.first_day + t + d), int{on}));
        auto value = who.values(t + d, 1) + (on ? effect : 0);
        rows.push_back(fmt::format("ann,{}T08:30,m1,{:.4f},u\n",
                                   date_of(who.first_day + t + d), value));
      }
    }
    auto text = ask(joined(rows), R"({"metrics":[
      {"metric":"m0"},{"metric":"m1"},
      {"metric":"exp","kind":"randomised","type":"binary","low":0,"high":1,
       "primary_outcome":"m1"}]})");
    REQUIRE(text.error.empty());
    auto tree = json::parse(text.json);
    for (const auto& d : tree["discoveries"])
      if (d["cause"] == "exp")
        return d;
    return json{};
  };
  auto works = answer(1.5), nothing = answer(0);
  CHECK_EQ(works["effect"], "m1");
  CHECK_EQ(works["status"], "knowledge");
  CHECK(std::abs(works["effect_units"].get<double>() - 1.5) < 0.4);
  CHECK(works["sentence"].get<std::string>().find("causes")
        != std::string::npos);
  CHECK_EQ(nothing["status"], "inconclusive");
}

TEST_CASE("types are read off the values") {
  CHECK_EQ(infer_type({0, 1, 1}), value_type::binary);
  CHECK_EQ(infer_type({1, 7, 10}), value_type::ord);
  CHECK_EQ(infer_type({0, 2, 12}), value_type::count);
  CHECK_EQ(infer_type({0.5, 300}), value_type::pos);
  CHECK_EQ(infer_type({-0.5, 3}), value_type::norm);
}

TEST_SUITE_END();
