#include "actors/ingest/long_csv_reader.hpp"
#include "actors/ingest/timestamp.hpp"
#include "actors/ingest/zones.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::ingest;

TEST_SUITE_BEGIN("ingest.timestamp");

TEST_CASE("RFC 3339 is read to the millisecond") {
  struct row {
    const char* text;
    int64_t ms;
  };
  const row rows[] = {
    {"1970-01-01T00:00:00Z", 0},
    {"2024-02-29T12:34:56Z", 1709210096000},
    {"2024-02-29t12:34:56z", 1709210096000},
    {"2024-02-29 12:34:56Z", 1709210096000},
    {"2024-02-29T12:34:56.7Z", 1709210096700},
    {"2024-02-29T12:34:56.789123456Z", 1709210096789},
    {"2024-02-29T14:04:56+01:30", 1709210096000},
    {"2024-02-29T08:34:56-04:00", 1709210096000},
    {"1969-12-31T23:59:59.999Z", -1},
    {"2024-03-01T02:34:56+14:00", 1709210096000},
  };
  for (auto& each : rows) {
    CAPTURE(each.text);
    auto parsed = parse_rfc3339(each.text);
    REQUIRE(parsed);
    CHECK(parsed->ms == each.ms);
  }
}

TEST_CASE("what is no RFC 3339 time is refused") {
  for (auto* text : {"",
                     "2024-02-29",
                     "2024-02-29T12:34:56",
                     "2024-02-29T12:34Z",
                     "2023-02-29T12:34:56Z",
                     "2024-13-01T00:00:00Z",
                     "2024-00-01T00:00:00Z",
                     "2024-01-32T00:00:00Z",
                     "2024-01-01T24:00:00Z",
                     "2024-01-01T23:60:00Z",
                     "2016-12-31T23:59:60Z",
                     "2024-01-01T00:00:00.Z",
                     "2024-1-1T00:00:00Z",
                     "2024-01-01T00:00:00+0100",
                     "2024-01-01T00:00:00+1:00",
                     "2024-01-01T00:00:00+19:00",
                     "2024-01-01T00:00:00+01:60",
                     "2024-01-01T00:00:00ZZ",
                     "2024-01-01T00:00:00 Z",
                     "2024-01-01X00:00:00Z",
                     "20240101T000000Z",
                     "1704067200",
                     "now",
                     "2024-01-01T00:00:00\xe2\x80\x89Z",
                     "+024-01-01T00:00:00Z"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_rfc3339(text));
  }
}

TEST_CASE("an offset is kept and Z says nothing about the local clock") {
  CHECK(parse_rfc3339("2024-01-01T00:00:00+05:45")->offset_s == 20700);
  CHECK(parse_rfc3339("2024-01-01T00:00:00+00:00")->offset_s == 0);
  CHECK_FALSE(parse_rfc3339("2024-01-01T00:00:00Z")->offset_s);
  CHECK_FALSE(parse_rfc3339("2024-01-01T00:00:00-00:00")->offset_s);
}

TEST_CASE("a time that is written is read again as the same") {
  for (int64_t ms : {86'400'001ll, 951'782'400'000ll, 1'785'542'400'123ll})
    for (auto offset : {0, 3600, -12600, 20700}) {
      auto text = to_rfc3339({ms, offset});
      CAPTURE(text);
      auto again = parse_rfc3339(text);
      REQUIRE(again);
      CHECK(again->ms == ms);
      CHECK(again->offset_s == offset);
    }
}

TEST_CASE("HealthKit and WHOOP write zones in their own ways") {
  auto apple = parse_healthkit("2024-03-01 07:12:44 +0100");
  REQUIRE(apple);
  CHECK(apple->ms == 1709273564000);
  CHECK(apple->offset_s == 3600);
  CHECK_FALSE(parse_healthkit("2024-03-01 07:12:44"));
  CHECK(parse_utc_zone("UTC+05:30") == 19800);
  CHECK(parse_utc_zone("UTC-04:00") == -14400);
  CHECK(parse_utc_zone("UTCZ") == 0);
  CHECK(parse_utc_zone("UTC") == 0);
  CHECK_FALSE(parse_utc_zone(""));
  CHECK_FALSE(parse_utc_zone("Europe/Berlin"));
}

TEST_CASE("the clock decides what can be") {
  int64_t now = 1'785'542'400'000;
  CHECK(check_time(now, now) == errc::none);
  CHECK(check_time(now + 86'400'000, now) == errc::none);
  CHECK(check_time(now + 86'400'001, now) == errc::future_time);
  CHECK(check_time(0, now) == errc::invalid_time);
}

TEST_CASE("a wall clock is read in its zone also where clocks change") {
  auto at
    = [](const char* text) { return parse_time_in(text, "Europe/Berlin"); };
  CHECK(to_rfc3339(*at("2026-03-01 07:00")) == "2026-03-01T07:00:00+01:00");
  CHECK(to_rfc3339(*at("2026-07-01")) == "2026-07-01T12:00:00+02:00");
  CHECK(to_rfc3339(*at("2026-03-29 02:30:00")) == "2026-03-29T03:00:00+02:00");
  CHECK(to_rfc3339(*at("2026-10-25 02:30:00")) == "2026-10-25T02:30:00+02:00");
  CHECK_FALSE(parse_time_in("2026-03-01 07:00", "Nowhere/Land"));
  CHECK(parse_time_in("2026-03-01 07:00", "")->offset_s == 0);
}

TEST_CASE("zone offsets follow the clock changes") {
  zone_offsets zones;
  CHECK(zones.at("Europe/Berlin", 1767225600000) == 3600); // January 2026
  CHECK(zones.at("Europe/Berlin", 1782864000000) == 7200); // July 2026
  CHECK(zones.at("America/New_York", 1782864000000) == -14400);
  CHECK(zones.at("Europe/Berlin", 1767225600000) == 3600);
  CHECK_FALSE(zones.at("Nowhere/Land", 0));
  CHECK_FALSE(zones.at("../../etc/passwd", 0));
}

TEST_SUITE_END();
