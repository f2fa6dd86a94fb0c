#include "messages/words.hpp"

#include <doctest/doctest.h>

using namespace auren;

TEST_SUITE_BEGIN("messages.words");

TEST_CASE("a label is lowered inside a sentence unless it is an acronym") {
  CHECK(words::inside("Heart rate") == "heart rate");
  CHECK(words::inside("REM sleep") == "REM sleep");
  CHECK(words::inside("\xc3\x84rger") == "\xc3\x84rger");
  CHECK(words::inside("X") == "x");
  CHECK(words::inside("").empty());
}

TEST_CASE("a name becomes words and a sentence begins with a capital") {
  CHECK(words::of_name("deep_sleep.min") == "deep sleep min");
  CHECK(words::capital("resting heart rate") == "Resting heart rate");
  CHECK(words::capital("").empty());
}

TEST_CASE("a lag is told as one would say it") {
  CHECK(words::days_later(0) == "the same day");
  CHECK(words::days_later(1) == "the next day");
  CHECK(words::days_later(3) == "3 days later");
}

TEST_SUITE_END();
