#include "messages/ids.hpp"
#include "storage/chunks/day_rollups.hpp"
#include "storage/chunks/varint.hpp"
#include "tests/storage/chunks/random_samples.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::test;

TEST_SUITE_BEGIN("storage.chunks");

TEST_CASE("rollups come back bit by bit") {
  for (uint64_t seed = 0; seed < 100; ++seed) {
    CAPTURE(seed);
    random_samples life{seed};
    for (auto at : chunks::levels) {
      chunks::day_parts parts;
      for (auto n = life.below(40); n > 0; --n) {
        auto some = life.columns(life.below(300));
        if (some.size() > 0)
          parts[life.below(100) - 50]
            = chunks::roll_up(at, some, 0, some.size());
      }
      auto back = chunks::decode_parts(chunks::encode(parts));
      REQUIRE(back);
      REQUIRE_EQ(back->size(), parts.size());
      for (auto& [day, part] : parts)
        REQUIRE((*back)[day].size() == part.size());
      CHECK_EQ(chunks::encode(*back), chunks::encode(parts));
    }
  }
}

TEST_CASE("rollups' bytes are those of their first version") {
  chunks::day_parts parts;
  parts[20'513] = {{1'772'323'200'000, 3600, 2, 123.5, 61.5, 62, 62},
                   {1'772'326'800'000, 3600, 1, 0.1, 0.1, 0.1, 0.1}};
  auto bytes = chunks::encode(parts);
  CHECK_EQ(ids::hex(bytes),
           "210001c2c0020280f08eeb9467ffb5d7e79467a038020401010101a613a31301ce"
           "09cb0901d809d50901d809d509");
  CHECK(*chunks::decode_parts(bytes) == parts);
}

TEST_CASE("rollups that were cut short or changed are none, or others") {
  random_samples life{3};
  chunks::day_parts parts;
  for (int64_t day = 0; day < 5; ++day) {
    auto some = life.columns(200);
    parts[day] = chunks::roll_up(chunks::level::minute, some, 0, some.size());
  }
  auto bytes = chunks::encode(parts);
  for (size_t n = 0; n < bytes.size(); n += 7)
    CHECK_FALSE(chunks::decode_parts(bytes.substr(0, n)));
  for (size_t i = 0; i < 2000; ++i) {
    auto hurt = bytes;
    hurt[life.random() % hurt.size()] ^= static_cast<char>(1 + life.below(255));
    if (auto found = chunks::decode_parts(hurt))
      CHECK_LT(found->size(), 1u << 20);
  }
  chunks::varint_writer endless;
  endless.put(UINT64_MAX).put_signed(1).put(UINT64_MAX);
  CHECK_FALSE(chunks::decode_parts(
    chunks::pack(chunks::format::rollups_1, endless.take())));
}

TEST_SUITE_END();
