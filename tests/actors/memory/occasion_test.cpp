#include "actors/memory/cues.hpp"
#include "actors/memory/dates.hpp"
#include "actors/memory/occasion.hpp"
#include "messages/time.hpp"

#include <doctest/doctest.h>

using namespace auren::memory;

namespace {

constexpr int64_t minute = 60'000;

int64_t at(const char* text) {
  return auren::time::parse(text)->unix_ms;
}

cues cues_of_text(const std::string& text, const std::string& tag = {}) {
  Memory memory;
  memory.set_text(text);
  if (!tag.empty())
    memory.add_tags(tag);
  return cues_of(memory);
}

} // namespace

TEST_SUITE_BEGIN("memory.occasion");

TEST_CASE("neighbours count by distance and side") {
  std::vector<noted> talk(8);
  for (size_t i = 0; i < talk.size(); ++i)
    talk[i].when_ms = static_cast<int64_t>(i) * minute;
  talk[3].score = 1;
  auto found = around(talk);
  double expected[] = {0.1, 0.2, 0.4, 0, 0.6, 0.3, 0.1, 0};
  for (size_t i = 0; i < talk.size(); ++i)
    CHECK_EQ(found[i].score, doctest::Approx(expected[i]));
}

TEST_CASE("a longer pause ends the occasion") {
  std::vector<noted> notes{{0, true, 1},
                           {longest_pause_ms, false, 0},
                           {2 * longest_pause_ms + 1, false, 0}};
  auto found = around(notes);
  CHECK_EQ(found[1].score, doctest::Approx(0.6));
  CHECK(found[1].answers);
  CHECK_EQ(found[2].score, 0);
  CHECK_FALSE(found[2].answers);
}

TEST_CASE("what was noted at one instant has no order") {
  std::vector<noted> notes{{0, false, 1}, {0, false, 0}, {0, false, 0.5}};
  auto found = around(notes);
  CHECK_EQ(found[0].score, doctest::Approx(2.5 * 0.25));
  CHECK_EQ(found[1].score, doctest::Approx(2.5 * 0.75));
  CHECK_EQ(found[2].score, doctest::Approx(2.5 * 0.5));
  CHECK(around({}).empty());
}

TEST_CASE("dates are read as one says them") {
  using dates = std::vector<spoken_date>;
  CHECK_EQ(dates_in("on 8 May, 2023"), dates{{2023, 5, 8}});
  CHECK_EQ(dates_in("May 8th 2023 and in June"),
           dates{{2023, 5, 8}, {{}, 6, {}}});
  CHECK_EQ(dates_in("the 3rd of March"), dates{{{}, 3, 3}});
  CHECK_EQ(dates_in("2023-05-08 or 2024"), dates{{2023, 5, 8}, {2024, {}, {}}});
  CHECK_EQ(dates_in("it may rain while we march"), dates{});
  CHECK_EQ(dates_in("400 mg, 12345 steps"), dates{});
}

TEST_CASE("a note fits a date on it and in the week after") {
  auto may = dates_in("in May 2023").at(0);
  CHECK_EQ(fit(may, at("2023-05-01T00:00:00Z")), 1);
  CHECK_EQ(fit(may, at("2023-06-07T23:00:00Z")), 0.5);
  CHECK_EQ(fit(may, at("2023-06-08T00:00:00Z")), 0);
  CHECK_EQ(fit(may, at("2022-05-10T00:00:00Z")), 0);
  CHECK_EQ(fit(dates_in("in May").at(0), at("1969-05-10T00:00:00Z")), 1);
}

TEST_CASE("a memory says whom it is about and whether it asks") {
  auto found = cues_of_text("Ann Lee: did you sleep?", "evening walk");
  CHECK(found.asks);
  CHECK_FALSE(found.tells_time);
  REQUIRE_EQ(found.about.size(), 2);
  CHECK_EQ(found.about[0].size(), 2);
  CHECK(cues_of_text("I ran last week").tells_time);
  CHECK(cues_of_text("no name: here").about.size() == 1);
  CHECK(cues_of_text("nobody at all").about.empty());
}

TEST_CASE("cues raise what a question wants") {
  auto noon = at("2023-05-08T12:00:00Z");
  auto plain = cues_of_text("I ran");
  CHECK_EQ(gain(wish_of("Who ran?"), plain, noon), 0);
  CHECK_EQ(
    gain(wish_of("When did she run?"), cues_of_text("ran yesterday"), noon),
    doctest::Approx(gain_time));
  CHECK_EQ(gain(wish_of("What does Ann like?"), cues_of_text("Ann: tea"), noon),
           doctest::Approx(gain_about));
  CHECK_EQ(gain(wish_of("Who ran in May 2023?"), plain, noon),
           doctest::Approx(gain_date));
  CHECK_EQ(gain(wish_of("Who ran?"), cues_of_text("Who ran?"), noon),
           doctest::Approx(-loss_asks));
}

TEST_SUITE_END();
