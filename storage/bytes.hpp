#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>

namespace auren::storage {

/// Writes integers in little-endian order and byte strings with a 32-bit
/// length before them, so that no two sequences give the same bytes.
class byte_writer {
public:
  template <std::integral T>
  byte_writer& number(T value) {
    auto bits = static_cast<std::make_unsigned_t<T>>(value);
    char bytes[sizeof(T)];
    for (size_t i = 0; i < sizeof(T); ++i)
      bytes[i] = static_cast<char>(bits >> (8 * i));
    return raw({bytes, sizeof(T)});
  }

  byte_writer& text(std::string_view value) {
    return number(static_cast<uint32_t>(value.size())).raw(value);
  }

  byte_writer& raw(std::string_view value) {
    out_ += value;
    return *this;
  }

  void reserve(size_t size) {
    out_.reserve(size);
  }
  const std::string& view() const {
    return out_;
  }
  std::string take() {
    return std::move(out_);
  }

private:
  std::string out_;
};

/// Reads what a byte_writer wrote. Past the end everything is zero or empty
/// and `ok` is false, so check once, at the end.
class byte_reader {
public:
  explicit byte_reader(std::string_view bytes) : rest_(bytes) {}

  template <std::integral T>
  T number() {
    std::make_unsigned_t<T> bits = 0;
    auto bytes = raw(sizeof(T));
    for (size_t i = 0; i < bytes.size(); ++i) {
      auto byte = static_cast<unsigned char>(bytes[i]);
      bits = static_cast<decltype(bits)>(
        bits | static_cast<decltype(bits)>(byte) << (8 * i));
    }
    return static_cast<T>(bits);
  }

  std::string_view text() {
    return raw(number<uint32_t>());
  }

  std::string_view raw(size_t size) {
    if (size > rest_.size()) {
      ok_ = false;
      rest_ = {};
      return {};
    }
    auto result = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return result;
  }

  std::string_view rest() const {
    return rest_;
  }
  bool ok() const {
    return ok_;
  }

private:
  std::string_view rest_;
  bool ok_ = true;
};

} // namespace auren::storage
