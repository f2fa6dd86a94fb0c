#include "messages/ids.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace auren;

TEST_SUITE_BEGIN("messages.ids");

TEST_CASE("a new id is a version 7 UUID and never repeats") {
  std::set<std::string> seen;
  for (int i = 0; i < 10000; ++i) {
    auto id = ids::uuid7();
    REQUIRE_EQ(id.size(), 16u);
    CHECK_EQ((id[6] >> 4) & 0x0f, 7);
    CHECK_EQ((id[8] >> 6) & 0x03, 2);
    CHECK(seen.insert(id).second);
  }
}

TEST_CASE("a derived id depends on its name and time alone") {
  CHECK_EQ(ids::derived("a", 7), ids::derived("a", 7));
  CHECK_NE(ids::derived("a", 7), ids::derived("b", 7));
  CHECK_NE(ids::derived("a", 7), ids::derived("a", 8));
}

TEST_CASE("dashes come and go") {
  auto id = ids::uuid7();
  CHECK_EQ(ids::undashed(ids::dashed(id)), id);
  CHECK(ids::undashed("not-a-uuid").empty());
  CHECK(ids::undashed("0123").empty());
}

TEST_CASE("hex is read back, and nothing else is") {
  for (std::string bytes : {"", "home", "\x01\xff z"})
    CHECK_EQ(ids::unhex(ids::hex(bytes)), bytes);
  for (auto* bad : {"6", "6g", "home", "6d65~"})
    CHECK_EQ(ids::unhex(bad), "");
}

TEST_SUITE_END();
