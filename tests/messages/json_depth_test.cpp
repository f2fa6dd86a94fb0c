#include "messages/json_depth.hpp"

#include <doctest/doctest.h>

#include <string>

using auren::json::deeper_than;

TEST_SUITE_BEGIN("messages.json_depth");

TEST_CASE("brackets count outside of strings and as long as they are open") {
  CHECK_FALSE(deeper_than("", 0));
  CHECK(deeper_than("[", 0));
  CHECK_FALSE(deeper_than(R"({"a":[1,{"b":2}]})", 3));
  CHECK(deeper_than(R"({"a":[1,{"b":2}]})", 2));
  CHECK_FALSE(deeper_than("[[],[],{},[[]]]", 3));
  CHECK_FALSE(deeper_than(R"({"a":"[[[[[[","b":"\"[[[[","c":"\\"})", 1));
  CHECK(deeper_than(R"({"a":"\\",[[[)", 3));
  CHECK_FALSE(deeper_than("]]]]}}}}[", 1)); // no JSON, and harmless
  CHECK(deeper_than(std::string(1'000'000, '['), 64));
}

TEST_SUITE_END();
