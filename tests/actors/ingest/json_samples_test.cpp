#include "actors/ingest/json_samples.hpp"
#include "tests/actors/ingest/support.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::ingest;
using namespace auren::ingest::test;

TEST_SUITE_BEGIN("ingest.json_samples");

namespace {

constexpr const char* good
  = R"({"metric":"heart_rate","time":"2026-07-01T08:00:00+02:00",)"
    R"("value":61,"unit":"bpm","source":"s"})";

parsed_samples parse(const std::string& body) {
  return parse_samples(body, catalogue::standard(), now_ms);
}

parsed_samples parse_list(const std::string& samples) {
  return parse("{\"samples\":[" + samples + "]}");
}

/// The good sample with one more or another value; empty: without the field.
std::string with(const std::string& key, const std::string& value) {
  std::map<std::string, std::string> fields{
    {"metric", "\"heart_rate\""},
    {"time", "\"2026-07-01T08:00:00+02:00\""},
    {"value", "61"},
    {"unit", "\"bpm\""},
    {"source", "\"s\""}};
  fields[key] = value;
  std::string text;
  for (auto& [name, what] : fields)
    if (!what.empty())
      text += (text.empty() ? "{\"" : ",\"") + name + "\":" + what;
  return text + "}";
}

std::string code_of_one(const std::string& sample) {
  auto result = parse_list(sample);
  REQUIRE_FALSE(result.whole);
  return result.rejected.empty() ? "" : result.rejected[0].code();
}

} // namespace

TEST_CASE("samples become one series per metric and source") {
  auto result = parse_list(
    std::string{good} + ","
    + R"({"metric":"hr","time":"2026-07-01T08:00:01.5+02:00","value":1.05,)"
      R"("unit":"Hz","source":"s","external_id":"x","duration_s":2.5},)"
      R"({"metric":"spo2","time":"2026-07-01T06:00:00Z","value":0.97,)"
      R"("unit":"fraction","source":"t","utc_offset_s":-3600})");
  CHECK(result.rejected.empty());
  CHECK(result.accepted == 3);
  REQUIRE(result.series.size() == 2);
  CHECK(lines(result.series.Get(0))
        == std::vector<std::string>{
          "heart_rate s 2026-07-01T08:00:00+02:00 61 bpm",
          "heart_rate s 2026-07-01T08:00:01.500+02:00 63 bpm +2 #x"});
  CHECK(lines(result.series.Get(1))
        == std::vector<std::string>{"spo2 t 2026-07-01T05:00:00-01:00 97 %"});
  CHECK(result.series.Get(0).utc_offset_s_size() == 1);
  CHECK(result.series.Get(0).duration_ms_size() == 2);
}

TEST_CASE("columns that say nothing are left out") {
  auto result = parse_list(with("time", "\"2026-07-01T06:00:00Z\""));
  REQUIRE(result.series.size() == 1);
  CHECK(result.series.Get(0).utc_offset_s_size() == 0);
  CHECK(result.series.Get(0).duration_ms_size() == 0);
  CHECK(result.series.Get(0).external_id_size() == 0);
}

TEST_CASE("each refused sample has its place and code and others are kept") {
  auto result = parse_list(std::string{good} + "," + with("value", "999") + ","
                           + with("metric", "\"nope\"") + "," + good);
  CHECK(result.accepted == 2);
  REQUIRE(result.rejected.size() == 2);
  CHECK(result.rejected[0].index() == 1);
  CHECK(result.rejected[0].code() == "out_of_range");
  CHECK(result.rejected[0].detail() == "heart_rate must be 20 to 250 bpm");
  CHECK(result.rejected[1].index() == 2);
  CHECK(result.rejected[1].code() == "unknown_metric");
}

TEST_CASE("each fault of a sample has its code") {
  CHECK(code_of_one(good) == "");
  CHECK(code_of_one("7") == "invalid_message");
  CHECK(code_of_one("null") == "invalid_message");
  CHECK(code_of_one("{}") == "unknown_metric");
  CHECK(code_of_one(with("metric", "")) == "unknown_metric");
  CHECK(code_of_one(with("metric", "7")) == "invalid_message");
  CHECK(code_of_one(with("time", "")) == "invalid_time");
  CHECK(code_of_one(with("time", "1785542400")) == "invalid_time");
  CHECK(code_of_one(with("time", "\"2026-07-01T08:00:00\"")) == "invalid_time");
  CHECK(code_of_one(with("time", "\"2026-06-30T23:59:60Z\""))
        == "invalid_time");
  CHECK(code_of_one(with("time", "\"2026-07-01T24:00:00Z\""))
        == "invalid_time");
  CHECK(code_of_one(with("time", "\"1970-01-01T00:00:00Z\""))
        == "invalid_time");
  CHECK(code_of_one(with("time", "\"2026-08-02T00:00:01Z\"")) == "future_time");
  CHECK(code_of_one(with("value", "")) == "invalid_value");
  CHECK(code_of_one(with("value", "\"61\"")) == "invalid_value");
  CHECK(code_of_one(with("value", "null")) == "invalid_value");
  CHECK(code_of_one(with("value", "true")) == "invalid_value");
  CHECK(code_of_one(with("value", "1e999")) == "invalid_value");
  CHECK(code_of_one(with("value", "-1e999")) == "invalid_value");
  CHECK(code_of_one(with("value", "1e308")) == "out_of_range");
  CHECK(code_of_one(with("value", "123456789012345678901234567890"))
        == "out_of_range");
  CHECK(code_of_one(with("value", "-5")) == "out_of_range");
  CHECK(code_of_one(with("unit", "")) == "unknown_unit");
  CHECK(code_of_one(with("unit", "\"kg\"")) == "unknown_unit");
  CHECK(code_of_one(with("source", "")) == "invalid_message");
  CHECK(code_of_one(with("source", "\"\"")) == "invalid_message");
  CHECK(code_of_one(with("source", "\"a\\u0000b\"")) == "invalid_message");
  CHECK(code_of_one(with("source", '"' + std::string(129, 'x') + '"'))
        == "invalid_message");
  CHECK(code_of_one(with("utc_offset_s", "70000")) == "invalid_time");
  CHECK(code_of_one(with("utc_offset_s", "1.5")) == "invalid_time");
  CHECK(code_of_one(with("utc_offset_s", "null")) == "");
  CHECK(code_of_one(with("duration_s", "-1")) == "invalid_value");
  CHECK(code_of_one(with("external_id", "[1]")) == "invalid_message");
  CHECK(code_of_one(with("something_new", "{\"a\":[1,2]}")) == "");
}

TEST_CASE("a field given twice is refused") {
  std::string twice = good;
  twice.insert(1, "\"value\":70,");
  CHECK(code_of_one(twice) == "invalid_message");
  CHECK(parse(R"({"samples":[],"samples":[]})").whole.code
        == errc::invalid_message);
}

TEST_CASE("a body that is not the right JSON is refused as a whole") {
  auto one = std::string{good};
  for (auto& body : std::vector<std::string>{
         "",
         " ",
         "{",
         "[]",
         "7",
         "null",
         "{}",
         "{\"samples\":7}",
         "{\"samples\":[" + one + "]",
         "{\"samples\":[" + one + "]}x",
         "{\"samples\":[" + one + ",]}",
         "{\"samples\":[" + one + "]}{}",
         "{\"samples\":[{\"value\":NaN}]}",
         "{\"samples\":[{\"value\":01}]}",
         "{\"samples\":[{\"value\":1.}]}",
         "{\"samples\":[{\"value\":+1}]}",
         "{\"samples\":[{\"value\":1e999x}]}",
         "{\"samples\":[{\"source\":\"\\ud800\"}]}",
         "{\"samples\":[{\"source\":\"\\udc00\\ud800\"}]}",
         "{\"samples\":[{\"source\":\"\xff\"}]}",
         "{\"samples\":[{\"source\":\"a\nb\"}]}",
         std::string{"{\"samples\":[\0]}", 15},
         "\xff\xfe{\"samples\":[]}"}) {
    CAPTURE(body);
    auto result = parse(body);
    CHECK(result.whole.code == errc::invalid_message);
    CHECK_FALSE(result.whole.detail.empty());
    CHECK(result.series.empty());
  }
}

TEST_CASE("depth costs nothing") {
  for (size_t depth : {20u, 1000u, 1'000'000u}) {
    auto body = "{\"samples\":[{\"x\":" + std::string(depth, '[')
                + std::string(depth, ']') + "}]}";
    auto result = parse(body);
    CHECK(result.whole.code == errc::invalid_message);
  }
}

TEST_CASE("a byte order mark is passed over") {
  CHECK_FALSE(parse("\xef\xbb\xbf{\"samples\":[]}").whole);
}

TEST_CASE("a body beyond the limits is too large") {
  std::string many = "{\"samples\":[";
  for (int i = 0; i < 5001; ++i)
    many += i == 0 ? "0" : ",0";
  CHECK(parse(many + "]}").whole.code == errc::too_large);
  auto fat = "{\"samples\":[],\"x\":\"" + std::string(4 << 20, 'x') + "\"}";
  CHECK(parse(fat).whole.code == errc::too_large);
}

TEST_CASE("5000 samples of 5000 sources are 5000 series") {
  std::string body = "{\"samples\":[";
  for (int i = 0; i < 5000; ++i)
    body
      += (i == 0 ? "" : ",") + with("source", "\"s" + std::to_string(i) + "\"");
  auto result = parse(body + "]}");
  REQUIRE_FALSE(result.whole);
  CHECK(result.accepted == 5000);
  CHECK(result.series.size() == 5000);
}

TEST_CASE("implausible values are taken and counted") {
  auto result = parse_list(with("value", "225"));
  CHECK(result.accepted == 1);
  CHECK(result.implausible == 1);
}

TEST_SUITE_END();
