#include "messages/ids.hpp"
#include "storage/chunks/sample_codec.hpp"
#include "storage/chunks/varint.hpp"
#include "tests/storage/chunks/random_samples.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <map>

using namespace auren;
using namespace auren::test;

namespace {

/// Three samples that use every column.
chunks::sample_columns golden() {
  chunks::sample_columns result;
  result.push_back({{1'772'323'200'000, 0, 0}, 3600, 61.5, 7, ""});
  result.push_back({{1'772'323'201'000, 0, 0}, 3600, 62.0, 7, ""});
  result.push_back({{1'772'323'205'500, 60'000, chunks::external_hash("a")},
                    -18'000,
                    -0.5,
                    9,
                    "a"});
  return result;
}

} // namespace

TEST_SUITE_BEGIN("storage.chunks");

TEST_CASE("a chunk's bytes are those of its first version") {
  auto bytes = chunks::encode(golden());
  REQUIRE(bytes);
  CHECK_EQ(
    ids::hex(*bytes),
    "11000380f08eeb9467afe08eeb9467d83601ce090ae109a03802bfd102010002c0a9"
    "07010e0204010002016101");
  auto back = chunks::decode_samples(*bytes);
  REQUIRE(back);
  CHECK(same(*back, golden()));
}

TEST_CASE("values that are no decimal fractions are bits, as at first") {
  chunks::sample_columns thirds;
  for (int i = 0; i < 3; ++i)
    thirds.push_back({{i * 1000, 0, 0}, 0, (1 + i) / 3.0, 5, ""});
  auto bytes = chunks::encode(thirds);
  CHECK_EQ(ids::hex(*bytes),
           "11000300d00f00ff1ac5f7faaaaaaaaaaaaab0060000000000001002aaaaaaaaaa"
           "aaa0000300030a030003");
  CHECK(same(*chunks::decode_samples(*bytes), thirds));
}

TEST_CASE("whatever is recorded comes back bit by bit") {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    CAPTURE(seed);
    random_samples life{seed};
    auto before = life.columns(life.below(seed % 50 == 0 ? 20'000 : 300));
    for (auto how : {chunks::effort::warm, chunks::effort::cold}) {
      auto bytes = chunks::encode(before, how);
      REQUIRE(bytes);
      auto back = chunks::decode_samples(*bytes);
      REQUIRE(back);
      REQUIRE(same(*back, before));
    }
  }
}

TEST_CASE("times and values at the ends of their types come back") {
  chunks::sample_columns ends;
  constexpr auto least = std::numeric_limits<int64_t>::min();
  constexpr auto most = std::numeric_limits<int64_t>::max();
  ends.push_back({{least, 0, 0}, INT32_MIN, 9007199254740992.0, 0, ""});
  ends.push_back({{0, UINT64_MAX, 0}, INT32_MAX, -9007199254740992.0, 1, ""});
  ends.push_back({{most, 1, 0}, 0, 0.000001, UINT64_MAX, ""});
  auto back = chunks::decode_samples(*chunks::encode(ends));
  REQUIRE(back);
  CHECK(same(*back, ends));
}

TEST_CASE("a second of every second of a day costs half a byte") {
  chunks::sample_columns day;
  for (int64_t s = 0; s < 86'400; ++s)
    day.push_back({{s * 1000, 0, 0},
                   3600,
                   static_cast<double>(60 + (s / 7 + s / 3) % 5),
                   static_cast<uint64_t>(s / 60),
                   ""});
  CHECK_LT(chunks::encode(day)->size(), day.size() / 2);
}

TEST_CASE("a chunk that was cut short, changed or made up is no chunk") {
  std::mt19937_64 random{5};
  for (uint64_t seed = 0; seed < 40; ++seed) {
    random_samples life{seed};
    auto before = life.columns(1 + life.below(200));
    auto bytes = *chunks::encode(before);
    for (size_t n = 0; n < bytes.size(); n += 1 + bytes.size() / 50)
      CHECK_FALSE(chunks::decode_samples(bytes.substr(0, n)));
    for (int i = 0; i < 200; ++i) {
      auto hurt = bytes;
      hurt[random() % hurt.size()] ^= static_cast<char>(1 << random() % 8);
      auto found = chunks::decode_samples(hurt); // may be another chunk
      if (found)
        CHECK_LE(found->size(), chunks::most_samples);
    }
  }
}

/// Heart rates, one every 20 ms.
chunks::sample_columns fast_heart(size_t n) {
  chunks::sample_columns result;
  for (size_t i = 0; i < n; ++i) {
    result.time_ms.push_back(static_cast<int64_t>(i) * 20);
    result.value.push_back(static_cast<double>(60 + i % 7));
  }
  result.utc_offset_s.append(3600, n);
  result.duration_ms.append(0, n);
  result.position.append(7, n);
  result.external_id.append("", n);
  return result;
}

TEST_CASE("more samples than fit into one part are kept in halves") {
  auto all = fast_heart(chunks::most_samples);
  CHECK_EQ((*chunks::encode(all))[0],
           static_cast<char>(chunks::format::samples_1));
  all.push_back({{4'000'000'000, 0, 0}, 3600, 61, 8, ""});
  auto bytes = chunks::encode(all);
  REQUIRE(bytes);
  auto back = chunks::decode_samples(*bytes);
  REQUIRE(back);
  CHECK_EQ(back->time_ms, all.time_ms);
  CHECK_EQ(back->value, all.value);
  CHECK_EQ(back->position[all.size() - 1], 8u);
}

TEST_CASE("samples of more than 64 MiB are kept in halves") {
  auto all = fast_heart(0);
  for (int i = 0; i < 80; ++i)
    all.push_back(
      {{i, 0, 0}, 0, 1, 1, std::string(1 << 20, static_cast<char>(i))});
  auto bytes = chunks::encode(all);
  REQUIRE(bytes);
  auto back = chunks::decode_samples(*bytes);
  REQUIRE(back);
  CHECK(same(*back, all));
  for (size_t n = 0; n < bytes->size(); n += 1 + bytes->size() / 20)
    CHECK_FALSE(chunks::decode_samples(bytes->substr(0, n)));
  all.push_back({{80, 0, 0}, 0, 1, 1, std::string(65 << 20, 'x')});
  CHECK_FALSE(chunks::encode(all));
}

TEST_CASE("parts that lie over each other are no chunk") {
  auto part = *chunks::encode(fast_heart(3));
  chunks::varint_writer twice;
  twice.byte(static_cast<uint8_t>(chunks::format::samples_split_1));
  CHECK_FALSE(chunks::decode_samples(twice.take()));
  twice.byte(static_cast<uint8_t>(chunks::format::samples_split_1));
  CHECK_FALSE(chunks::decode_samples(twice.text(part).text(part).take()));
}

TEST_CASE("huge counts take no memory") {
  using chunks::varint_writer;
  auto framed = [](varint_writer out) {
    return chunks::pack(chunks::format::samples_1, out.take());
  };
  CHECK_FALSE(
    chunks::decode_samples(framed(std::move(varint_writer{}.put(UINT64_MAX)))));
  CHECK_FALSE(chunks::decode_samples(
    framed(std::move(varint_writer{}.put(4'000'000).put(0)))));
  // One sample whose only run claims to be endless.
  CHECK_FALSE(chunks::decode_samples(framed(std::move(
    varint_writer{}.put(1).put(0).byte(0).put(0).put(0).put(UINT64_MAX)))));
  std::string bomb(64 << 20, '\0');
  bomb.insert(0, "\xff\xff\xff\xff\x0f");
  CHECK_FALSE(
    chunks::decode_samples(chunks::pack(chunks::format::samples_1, bomb)));
}

TEST_CASE("of one identity the latest event counts, in any order") {
  for (uint64_t seed = 0; seed < 100; ++seed) {
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    std::vector<std::vector<chunks::recorded_sample>> events;
    for (uint64_t position = 1; position <= 20; ++position) {
      auto& event = events.emplace_back();
      for (auto n = 1 + random() % 9; n > 0; --n)
        event.push_back({{static_cast<int64_t>(random() % 12), 0, 0},
                         0,
                         static_cast<double>(random() % 1000),
                         position,
                         ""});
    }
    auto folded = [&events] {
      chunks::sample_columns result;
      for (auto event : events) {
        chunks::sort_by_identity(event);
        chunks::merge(result, event);
      }
      return result;
    };
    auto in_order = folded();
    std::map<int64_t, double> last;
    for (auto& event : events)
      for (auto& each : event)
        last[each.id.time_ms] = each.value;
    REQUIRE_EQ(in_order.size(), last.size());
    for (size_t i = 0; i < in_order.size(); ++i)
      REQUIRE_EQ(in_order.value[i], last[in_order.time_ms[i]]);
    std::ranges::shuffle(events, random);
    REQUIRE(same(folded(), in_order));
  }
}

TEST_SUITE_END();
