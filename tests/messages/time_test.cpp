#include "messages/time.hpp"

#include <doctest/doctest.h>

using namespace auren;

TEST_SUITE_BEGIN("messages.time");

TEST_CASE("an instant keeps its offset") {
  auto t = time::parse("2026-03-01T07:12:44.250+01:00");
  REQUIRE(t);
  CHECK_EQ(t->unix_ms, 1772345564250);
  CHECK_EQ(t->utc_offset_s, 3600);
  CHECK_EQ(time::format(t->unix_ms, t->utc_offset_s),
           "2026-03-01T07:12:44.250+01:00");
  CHECK_EQ(time::format(t->unix_ms), "2026-03-01T06:12:44.250Z");
}

TEST_CASE("what is not RFC 3339 is nothing") {
  for (auto* text :
       {"", "2026-03-01", "2026-03-01T07:12:44", "2026-02-30T07:12:44Z",
        "2026-03-01T24:12:44Z", "2026-03-01T07:12:44.Z",
        "2026-03-01T07:12:44+25:00", "2026-03-01T07:12:44Zx"})
    CHECK_MESSAGE(!time::parse(text), text);
}

TEST_CASE("a local day is the person's") {
  auto t = *time::parse("2026-03-01T23:30:00-05:00");
  CHECK_EQ(time::format_day(time::local_day(t.unix_ms, t.utc_offset_s)),
           "2026-03-01");
  CHECK_EQ(time::format_day(time::local_day(t.unix_ms, 0)), "2026-03-02");
  CHECK_EQ(time::local_day(-1, 0), -1);
  CHECK_EQ(time::parse_day("1969-12-31"), -1);
}

TEST_SUITE_END();
