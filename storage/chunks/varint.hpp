#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace auren::storage::chunks {

/// Writes integers in as few bytes as they need: seven bits a byte, the lowest
/// first (LEB128); signed ones as zigzag.
class varint_writer {
public:
  varint_writer& put(uint64_t value) {
    for (; value > 0x7f; value >>= 7)
      out_ += static_cast<char>(value | 0x80);
    out_ += static_cast<char>(value);
    return *this;
  }

  varint_writer& put_signed(int64_t value) {
    return put(static_cast<uint64_t>(value) << 1
               ^ static_cast<uint64_t>(value >> 63));
  }

  /// Writes `bytes` behind their length.
  varint_writer& text(std::string_view bytes) {
    put(bytes.size());
    out_ += bytes;
    return *this;
  }

  varint_writer& byte(uint8_t value) {
    out_ += static_cast<char>(value);
    return *this;
  }

  void reserve(size_t size) {
    out_.reserve(size);
  }

  std::string take() {
    return std::move(out_);
  }

private:
  std::string out_;
};

/// Reads what a `varint_writer` wrote. Past the end, or where no integer is,
/// everything is zero and `ok` is false, so check once, at the end.
class varint_reader {
public:
  explicit varint_reader(std::string_view bytes)
    : at_(bytes.data()), end_(at_ + bytes.size()) {}

  uint64_t get() {
    uint64_t value = 0;
    for (unsigned shift = 0; at_ != end_ && shift < 64; shift += 7) {
      auto byte = static_cast<unsigned char>(*at_++);
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80)
        return value;
    }
    return fail();
  }

  int64_t get_signed() {
    auto bits = get();
    return static_cast<int64_t>(bits >> 1 ^ (~(bits & 1) + 1));
  }

  std::string_view text() {
    auto size = get();
    if (size > rest()) {
      fail();
      return {};
    }
    std::string_view result{at_, size};
    at_ += size;
    return result;
  }

  uint8_t byte() {
    return at_ == end_ ? static_cast<uint8_t>(fail())
                       : static_cast<uint8_t>(*at_++);
  }

  /// Makes `ok` false, and what is left nothing.
  uint64_t fail() {
    ok_ = false;
    at_ = end_;
    return 0;
  }

  /// Returns how many bytes are left.
  size_t rest() const {
    return static_cast<size_t>(end_ - at_);
  }
  bool ok() const {
    return ok_;
  }

private:
  const char* at_;
  const char* end_;
  bool ok_ = true;
};

} // namespace auren::storage::chunks
