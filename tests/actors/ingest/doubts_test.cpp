#include "actors/ingest/doubts.hpp"
#include "actors/ingest/intake.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::ingest;

namespace {

constexpr int64_t start = 1'767'225'600'000; // 2026-01-01

struct at {
  int64_t second;
  double value;
};

SamplesRecorded taken(std::string_view metric, std::initializer_list<at> values,
                      std::string_view source = "ring") {
  auto& by = catalogue::standard();
  series_builder builder;
  for (auto& one : values) {
    auto* about = by.find(metric);
    reading next{metric,    about->unit, source, {start + one.second * 1000, 0},
                 one.value, 0,           {}};
    REQUIRE(take(next, by, start + 90 * 86'400'000LL, builder).code
            == errc::none);
  }
  SamplesRecorded result;
  for (auto& series : builder.take())
    *result.add_series() = series;
  return result;
}

std::vector<std::string> rules(const std::vector<Doubt>& doubts) {
  std::vector<std::string> result;
  for (auto& one : doubts)
    result.push_back(one.rule());
  return result;
}

using names = std::vector<std::string>;

} // namespace

TEST_SUITE_BEGIN("ingest.doubts");

TEST_CASE("what is plausible and moves as bodies do is not doubted") {
  doubter look{catalogue::standard()};
  CHECK(look.look(taken("heart_rate", {{0, 60}, {5, 64}, {10, 71}})).empty());
  CHECK(look.look(taken("weight", {{0, 80}, {86'400, 81}})).empty());
}

TEST_CASE("implausible values are doubted, in words and without the value") {
  doubter look{catalogue::standard()};
  auto found = look.look(taken("spo2", {{0, 97}, {3600, 71}}));
  REQUIRE(rules(found) == names{"implausible"});
  CHECK(found[0].detail() == "spo2 is plausible from 85 to 100 %");
  CHECK(found[0].time_ms() == start + 3'600'000);
  CHECK(found[0].samples() == 1);
}

TEST_CASE("jumps are doubted only when the samples are close together") {
  doubter look{catalogue::standard()};
  CHECK(rules(look.look(taken("heart_rate", {{0, 60}, {1, 130}})))
        == names{"rate"});
  CHECK(look.look(taken("heart_rate", {{100, 60}, {160, 130}})).empty());
  CHECK(rules(look.look(taken("weight", {{0, 80}, {86'400, 84}})))
        == names{"rate"});
  CHECK(look.look(taken("weight", {{30 * 86'400, 90}})).empty());
  CHECK(rules(look.look(taken("blood_glucose", {{0, 100}, {300, 140}})))
        == names{"rate"});
}

TEST_CASE("the last sample of a batch is remembered for the next") {
  doubter look{catalogue::standard()};
  CHECK(look.look(taken("heart_rate", {{0, 60}})).empty());
  CHECK(rules(look.look(taken("heart_rate", {{1, 130}}))) == names{"rate"});
  CHECK(look.look(taken("heart_rate", {{2, 60}}, "other watch")).empty());
}

TEST_CASE("a sensor that stands still is one doubt that grows") {
  doubter look{catalogue::standard()};
  std::vector<Doubt> all;
  for (int i = 0; i < 40; ++i)
    for (auto& one : look.look(taken("heart_rate", {{i * 300, 61}})))
      all.push_back(one);
  REQUIRE(all.size() == 21); // from the twentieth sample on, after 95 min
  CHECK(all.front().rule() == "flat");
  CHECK(all.front().time_ms() == start);
  CHECK(all.back().id() == all.front().id());
  CHECK(all.back().samples() == 40);
  CHECK(all.back().until_ms() == start + 39 * 300'000);
}

TEST_CASE("late samples are held against their range only") {
  doubter look{catalogue::standard()};
  CHECK(look.look(taken("heart_rate", {{100, 60}})).empty());
  CHECK(look.look(taken("heart_rate", {{99, 140}})).empty());
  CHECK(rules(look.look(taken("heart_rate", {{50, 235}})))
        == names{"implausible"});
}

TEST_CASE("a source that takes over is a change of device") {
  device_book book;
  auto day = [](int n) { return int64_t{n} * 86'400; };
  CHECK(book.look(taken("steps", {{day(0), 9000}}, "old")).empty());
  CHECK(book.look(taken("steps", {{day(1), 9000}}, "old")).empty());
  auto found = book.look(taken("steps", {{day(2), 12'000}}, "new"));
  REQUIRE(found.size() == 1);
  CHECK(found[0].from_source() == "old");
  CHECK(found[0].to_source() == "new");
  CHECK(found[0].day() == "2026-01-03");
  CHECK(book.look(taken("steps", {{day(3), 12'000}}, "new")).empty());
  CHECK(book.look(taken("steps", {{day(3), 12'000}}, "old")).empty());
  CHECK(book.look(taken("steps", {{day(0), 5}}, "history")).empty());
}

TEST_CASE("every rule of the catalogue says where it comes from") {
  size_t rules = 0;
  for (auto& one : catalogue::standard().metrics()) {
    auto& doubts = one.doubts;
    if (doubts.change == 0 && doubts.flat_samples == 0)
      continue;
    CAPTURE(one.name);
    CHECK_FALSE(doubts.source.empty());
    CHECK((doubts.change == 0 || doubts.within_s > 0));
    CHECK((doubts.flat_samples == 0 || doubts.flat_min > 0));
    ++rules;
  }
  CHECK(rules >= 10);
}

TEST_SUITE_END();
