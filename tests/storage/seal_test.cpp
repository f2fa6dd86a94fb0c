#include "messages/ids.hpp"
#include "storage/bytes.hpp"
#include "storage/seal/cipher.hpp"
#include "storage/seal/compression.hpp"
#include "storage/sha256.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::storage;

namespace {

seal::data_key new_key(uint32_t id = 7) {
  return {id,
          std::make_shared<const secrets::secret>(secrets::secret::random(32))};
}

} // namespace

TEST_SUITE_BEGIN("storage.seal");

TEST_CASE("SHA-256 gives the digests of FIPS 180-4") {
  CHECK_EQ(ids::hex(sha256_of("abc")), "ba7816bf8f01cfea414140de5dae2223"
                                       "b00361a396177a9cb410ff61f20015ad");
  sha256 parts;
  for (int i = 0; i < 2; ++i) {
    parts.add("a").add("").add("bc");
    CHECK_EQ(parts.finish(), sha256_of("abc"));
  }
}

TEST_CASE("what is sealed opens again, short or long") {
  auto key = new_key();
  for (size_t size : {0, 1, 256, 257, 5000, 1'000'000}) {
    CAPTURE(size);
    std::string plain(size, 'p');
    auto sealed = seal::seal(key, plain, "bound");
    CHECK_EQ(seal::key_id_of(sealed), 7u);
    auto opened = seal::open(key, sealed, "bound");
    REQUIRE(opened);
    CHECK_EQ(*opened, plain);
    if (size > 256)
      CHECK_LT(sealed.size(), size);
  }
}

TEST_CASE("random bytes grow by the seal alone") {
  auto plain = std::string{secrets::secret::random(5000).view()};
  CHECK_EQ(seal::seal(new_key(), plain, "").size(), 5000u + 1 + 4 + 24 + 16);
}

TEST_CASE("a flip of any bit of a sealed text is seen") {
  auto key = new_key();
  auto sealed = seal::seal(key, "some text", "bound");
  for (size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    auto bad = sealed;
    bad[bit / 8] = static_cast<char>(bad[bit / 8] ^ (1 << bit % 8));
    CHECK_FALSE(seal::open(key, bad, "bound"));
  }
  for (size_t size = 0; size < sealed.size(); ++size)
    CHECK_FALSE(seal::open(key, sealed.substr(0, size), "bound"));
}

TEST_CASE("another key or place does not open it") {
  auto key = new_key();
  auto sealed = seal::seal(key, "some text", "bound");
  CHECK_FALSE(seal::open(new_key(), sealed, "bound"));
  CHECK_FALSE(seal::open({8, key.bytes}, sealed, "bound"));
  CHECK_FALSE(seal::open(key, sealed, "bounc"));
  CHECK_NE(seal::seal(key, "some text", "bound"), sealed);
}

TEST_CASE("a sealed name depends on name and key alone") {
  auto key = new_key();
  auto one = seal::seal_name(key, "heart_rate");
  auto two = seal::seal_name(key, "heart_rate");
  CHECK_EQ(one.id, two.id);
  CHECK_EQ(one.sealed, two.sealed);
  CHECK_NE(one.id, seal::seal_name(key, "steps").id);
  CHECK_NE(one.id, seal::seal_name(new_key(), "heart_rate").id);
  CHECK_EQ(*seal::open_name(key, one.sealed), "heart_rate");
  CHECK_FALSE(seal::open_name(new_key(), one.sealed));
}

TEST_CASE("sealing repeatably gives the same bytes for the same place only") {
  auto key = new_key();
  auto one = seal::seal_repeatably(key, "plain", "here");
  CHECK_EQ(one, seal::seal_repeatably(key, "plain", "here"));
  CHECK_EQ(*seal::open(key, one, "here"), "plain");
  CHECK_FALSE(seal::open(key, one, "there"));
  CHECK_FALSE(seal::open(new_key(), one, "here"));
  // Nonces lie behind codec and key id; one is never used for two texts.
  auto nonce = [](const std::string& sealed) { return sealed.substr(5, 24); };
  CHECK_NE(nonce(one), nonce(seal::seal_repeatably(key, "plain", "there")));
  CHECK_NE(nonce(one), nonce(seal::seal_repeatably(key, "other", "here")));
}

TEST_CASE("a frame that is damaged or lies about its size is nothing") {
  auto frame = seal::compress(std::string(1000, 'z'));
  REQUIRE(frame);
  CHECK_EQ(*seal::decompress(*frame), std::string(1000, 'z'));
  CHECK_FALSE(seal::decompress("no frame"));
  CHECK_FALSE(seal::decompress(frame->substr(0, frame->size() - 1)));
  CHECK_FALSE(seal::decompress(std::string_view{
    "\x28\xb5\x2f\xfd\xe0\xff\xff\xff\xff\xff\xff\xff\x7f", 13}));
}

TEST_CASE("what was written as bytes is read back and no more") {
  auto bytes = byte_writer{}
                 .number(int64_t{-2})
                 .number(uint8_t{200})
                 .text("text")
                 .take();
  byte_reader in{bytes};
  CHECK_EQ(in.number<int64_t>(), -2);
  CHECK_EQ(in.number<uint8_t>(), 200);
  CHECK_EQ(in.text(), "text");
  CHECK(in.ok());
  CHECK(in.rest().empty());
  CHECK_EQ(in.number<uint32_t>(), 0u);
  CHECK_FALSE(in.ok());
}

TEST_SUITE_END();
