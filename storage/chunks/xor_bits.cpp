#include "storage/chunks/xor_bits.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>

namespace auren::storage::chunks {

namespace {

/// Bits into bytes, the highest of each first.
class bit_writer {
public:
  void put(uint64_t bits, unsigned count) {
    while (count > 0) {
      if (free_ == 0) {
        out_ += '\0';
        free_ = 8;
      }
      auto take = std::min(count, free_);
      auto part = bits >> (count - take) & ((uint64_t{1} << take) - 1);
      auto byte = static_cast<unsigned char>(out_.back());
      out_.back() = static_cast<char>(byte | part << (free_ - take));
      free_ -= take;
      count -= take;
    }
  }

  std::string take() {
    return std::move(out_);
  }

private:
  std::string out_;
  unsigned free_ = 0;
};

class bit_reader {
public:
  explicit bit_reader(std::string_view bytes) : bytes_(bytes) {}

  uint64_t get(unsigned count) {
    uint64_t bits = 0;
    for (; count > 0;) {
      auto byte = at_ / 8;
      if (byte >= bytes_.size()) {
        ok_ = false;
        return 0;
      }
      auto left = 8 - static_cast<unsigned>(at_ % 8);
      auto take = std::min(count, left);
      auto part = static_cast<unsigned char>(bytes_[byte]) >> (left - take);
      bits = bits << take | (part & ((1u << take) - 1));
      at_ += take;
      count -= take;
    }
    return bits;
  }

  bool ok() const {
    return ok_;
  }

private:
  std::string_view bytes_;
  size_t at_ = 0;
  bool ok_ = true;
};

/// Which bits of an XOR are told: all but some at both ends.
struct window {
  unsigned leading = 64; ///< 64: none was told yet.
  unsigned trailing = 0;

  unsigned length() const {
    return 64 - leading - trailing;
  }
  bool holds(uint64_t bits) const {
    return leading < 64
           && static_cast<unsigned>(std::countl_zero(bits)) >= leading
           && static_cast<unsigned>(std::countr_zero(bits)) >= trailing;
  }
};

constexpr unsigned most_leading = 31; // told in five bits

void put_changed(bit_writer& out, window& told, uint64_t bits) {
  if (told.holds(bits)) {
    out.put(0, 1);
  } else {
    told.leading
      = std::min(static_cast<unsigned>(std::countl_zero(bits)), most_leading);
    told.trailing = static_cast<unsigned>(std::countr_zero(bits));
    out.put(1, 1);
    out.put(told.leading, 5);
    out.put(told.length() % 64, 6);
  }
  out.put(bits >> told.trailing, told.length());
}

/// Reads the bits of a value that is not the one before; false when no window
/// fits them.
bool get_changed(bit_reader& in, window& told, uint64_t& bits) {
  if (in.get(1) == 1) {
    auto leading = static_cast<unsigned>(in.get(5));
    auto length = static_cast<unsigned>(in.get(6));
    length = length == 0 ? 64 : length;
    if (leading + length > 64)
      return false;
    told = {leading, 64 - leading - length};
  }
  if (told.leading == 64)
    return false;
  bits = in.get(told.length()) << told.trailing;
  return in.ok();
}

} // namespace

std::string write_xor(std::span<const double> values) {
  bit_writer out;
  window told;
  uint64_t before = 0;
  for (auto value : values) {
    auto now = std::bit_cast<uint64_t>(value);
    if (now == before)
      out.put(0, 1);
    else {
      out.put(1, 1);
      put_changed(out, told, now ^ before);
    }
    before = now;
  }
  return out.take();
}

bool read_xor(std::string_view bits, size_t n, std::vector<double>& out) {
  bit_reader in{bits};
  window told;
  uint64_t now = 0;
  for (size_t i = 0; i < n; ++i) {
    uint64_t change = 0;
    if (in.get(1) == 1 && !get_changed(in, told, change))
      return false;
    if (!in.ok())
      return false;
    now ^= change;
    out.push_back(std::bit_cast<double>(now));
  }
  return true;
}

} // namespace auren::storage::chunks
