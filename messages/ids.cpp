#include "messages/ids.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <unistd.h>

namespace auren::ids {

namespace {

constexpr int64_t ns_per_ms = 1'000'000;
constexpr char digits[] = "0123456789abcdef";

/// Sets time, version and variant of a UUIDv7 over `bytes`.
void stamp(std::string& bytes, int64_t unix_ms) {
  for (int i = 5; i >= 0; --i, unix_ms >>= 8)
    bytes[static_cast<size_t>(i)] = static_cast<char>(unix_ms & 0xff);
  bytes[6] = static_cast<char>((bytes[6] & 0x0f) | 0x70);
  bytes[8] = static_cast<char>((bytes[8] & 0x3f) | 0x80);
}

/// splitmix64: spreads one number over 64 bits (Vigna, public domain).
uint64_t mix(uint64_t x) {
  x += 0x9e3779b97f4a7c15;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

std::string from_words(uint64_t a, uint64_t b) {
  std::string bytes(16, '\0');
  for (size_t i = 0; i < 8; ++i) {
    bytes[i] = static_cast<char>(a >> (8 * i));
    bytes[8 + i] = static_cast<char>(b >> (8 * i));
  }
  return bytes;
}

int64_t now_ns() {
  using namespace std::chrono;
  return duration_cast<nanoseconds>(system_clock::now().time_since_epoch())
    .count();
}

/// Returns a word from the kernel's generator, which is asked for many at
/// once; a forked child asks for its own.
uint64_t random_word() {
  thread_local std::array<uint64_t, 32> words;
  thread_local size_t next = words.size();
  thread_local pid_t owner = 0;
  if (next == words.size() || owner != ::getpid()) {
    if (::getentropy(words.data(), sizeof(words)) != 0) // 256 at most
      throw std::runtime_error{"the system has no random numbers"};
    next = 0;
    owner = ::getpid();
  }
  return words[next++];
}

int nibble(char c) {
  if (c >= '0' && c <= '9')
    return c - '0';
  c = static_cast<char>(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

} // namespace

std::string uuid7() {
  auto now = now_ns();
  auto bytes = from_words(random_word(), random_word());
  auto fraction = now % ns_per_ms * 4096 / ns_per_ms;
  bytes[6] = static_cast<char>(fraction >> 8);
  bytes[7] = static_cast<char>(fraction & 0xff);
  stamp(bytes, now / ns_per_ms);
  return bytes;
}

std::string derived(std::string_view name, int64_t unix_ms) {
  uint64_t a = 0xcbf29ce484222325; // FNV-1a, then spread
  for (unsigned char c : name)
    a = (a ^ c) * 0x100000001b3;
  auto bytes = from_words(mix(a), mix(a ^ static_cast<uint64_t>(unix_ms)));
  stamp(bytes, unix_ms);
  return bytes;
}

std::string hex(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (unsigned char byte : bytes) {
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

std::string dashed(std::string_view uuid) {
  auto plain = hex(uuid);
  if (plain.size() != 32)
    return plain;
  for (size_t at : {8u, 13u, 18u, 23u})
    plain.insert(at, 1, '-');
  return plain;
}

std::string unhex(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); i += 2) {
    auto high = nibble(text[i]);
    auto low = i + 1 < text.size() ? nibble(text[i + 1]) : -1;
    if (high < 0 || low < 0)
      return {};
    out += static_cast<char>(high * 16 + low);
  }
  return out;
}

std::string undashed(std::string_view text) {
  std::string digits_only{text};
  std::erase(digits_only, '-');
  auto out = unhex(digits_only);
  return out.size() == 16 ? out : std::string{};
}

} // namespace auren::ids
