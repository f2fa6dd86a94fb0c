#include "storage/seal/cipher.hpp"

#include "storage/bytes.hpp"
#include "storage/seal/compression.hpp"

#include <sodium.h>

namespace auren::storage::seal {

namespace {

constexpr size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr size_t head_size = 1 + 4; // codec and key id
constexpr size_t overhead = head_size + nonce_size + tag_size;
constexpr std::string_view name_bound = "auren.name";

const unsigned char* bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* bytes(std::string& text, size_t at) {
  return reinterpret_cast<unsigned char*>(text.data() + at);
}

/// The head is authenticated too: a flipped codec is found before it is used.
std::string bound_with(std::string_view head, std::string_view bound) {
  std::string result{head};
  return result.append(bound);
}

/// Encrypts behind a head that already holds codec, key id and nonce.
void encrypt(std::string& out, const data_key& key, std::string_view plain,
             std::string_view bound) {
  auto full = bound_with({out.data(), head_size}, bound);
  out.resize(overhead + plain.size());
  crypto_aead_xchacha20poly1305_ietf_encrypt(
    bytes(out, head_size + nonce_size), nullptr, bytes(plain), plain.size(),
    bytes(full), full.size(), nullptr, bytes(out, head_size),
    key.bytes->data());
}

std::string keyed_hash(const data_key& key, std::string_view domain,
                       std::string_view text, size_t size) {
  std::string digest(size, '\0');
  auto input = byte_writer{}.text(domain).text(text).take();
  crypto_generichash(bytes(digest, 0), size, bytes(input), input.size(),
                     key.bytes->data(), key.bytes->size());
  return digest;
}

caf::error damaged() {
  return caf::make_error(errc::damaged, "sealed bytes do not open");
}

} // namespace

std::string seal(const data_key& key, std::string_view plain,
                 std::string_view bound, codec wanted) {
  auto compressed = wanted == codec::zstd ? compress(plain) : std::nullopt;
  std::string out;
  out.reserve(overhead + plain.size());
  out = byte_writer{}
          .number(static_cast<uint8_t>(compressed ? 1 : 0))
          .number(key.id)
          .take();
  out.resize(head_size + nonce_size);
  randombytes_buf(bytes(out, head_size), nonce_size);
  encrypt(out, key, compressed ? *compressed : plain, bound);
  return out;
}

std::string seal_repeatably(const data_key& key, std::string_view plain,
                            std::string_view bound) {
  auto out = byte_writer{}.number(uint8_t{0}).number(key.id).take();
  auto both = byte_writer{}.text(bound).text(plain).take();
  out += keyed_hash(key, "auren.repeatable.nonce", both, nonce_size);
  encrypt(out, key, plain, bound);
  return out;
}

caf::expected<std::string>
open(const data_key& key, std::string_view sealed, std::string_view bound) {
  if (sealed.size() < overhead || key_id_of(sealed) != key.id)
    return damaged();
  auto full = bound_with(sealed.substr(0, head_size), bound);
  auto text = sealed.substr(head_size + nonce_size);
  std::string plain(text.size() - tag_size, '\0');
  auto status = crypto_aead_xchacha20poly1305_ietf_decrypt(
    bytes(plain, 0), nullptr, nullptr, bytes(text), text.size(), bytes(full),
    full.size(), bytes(sealed) + head_size, key.bytes->data());
  if (status != 0)
    return damaged();
  if (sealed[0] == 0)
    return plain;
  auto whole = decompress(plain);
  if (!whole)
    return damaged();
  return std::move(*whole);
}

uint32_t key_id_of(std::string_view sealed) {
  byte_reader reader{sealed};
  reader.number<uint8_t>();
  return reader.number<uint32_t>();
}

sealed_name seal_name(const data_key& key, std::string_view name) {
  sealed_name result;
  auto id = keyed_hash(key, "auren.name.id", name, 16);
  result.id = byte_reader{id}.number<int64_t>();
  result.sealed = byte_writer{}.number(uint8_t{0}).number(key.id).take();
  result.sealed += keyed_hash(key, "auren.name.nonce", name, nonce_size);
  encrypt(result.sealed, key, name, name_bound);
  return result;
}

caf::expected<std::string>
open_name(const data_key& key, std::string_view sealed) {
  return open(key, sealed, name_bound);
}

} // namespace auren::storage::seal
