#include "actors/hypotheses/wording.hpp"

#include <doctest/doctest.h>

using namespace auren::hypotheses;

namespace {

statement drinks_and_heart() {
  statement s;
  s.now = status::knowledge;
  s.cause.name = "alcohol";
  s.cause.label = "Alcoholic drinks";
  s.cause.unit = "drinks";
  s.cause.type = value_type::count;
  s.effect.name = "hrv_rmssd";
  s.effect.label = "HRV of the night";
  s.effect.unit = "ms";
  s.lag_days = 1;
  s.units = -3.72, s.low = -4.31, s.high = -3.14;
  s.days = 163, s.n_effective = 160;
  return s;
}

} // namespace

TEST_SUITE_BEGIN("hypotheses.wording");

TEST_CASE("a sentence calls metrics as people do") {
  auto text = sentence(drinks_and_heart());
  CHECK(text.starts_with(
    "HRV of the night reliably goes with alcoholic drinks: with alcoholic "
    "drinks up by 1, HRV of the night is 3.7 ms lower the next day (95 % "
    "interval -4.3 to -3.1 ms)"));
  CHECK(text.find("rmssd") == std::string::npos);
}

TEST_CASE("without a label the name is made readable") {
  auto s = drinks_and_heart();
  s.effect.label.clear();
  CHECK(sentence(s).starts_with("Hrv rmssd reliably goes with"));
}

TEST_CASE("a step is written as short as it is") {
  auto s = drinks_and_heart();
  s.cause.type = value_type::pos;
  s.cause.label = "Caffeine";
  s.cause.unit = "mg";
  s.cause_sd = 80;
  CHECK(sentence(s).find("with caffeine up by 50 mg,") != std::string::npos);
  s.cause.unit = "h";
  s.cause_sd = 0.8;
  CHECK(sentence(s).find("with caffeine up by 0.50 h,") != std::string::npos);
}

TEST_SUITE_END();
