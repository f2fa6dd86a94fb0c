#include "storage/chunks/numbers.hpp"

#include "storage/chunks/xor_bits.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <optional>

namespace auren::storage::chunks {

namespace {

constexpr std::array powers{1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6};
constexpr uint8_t as_bits = 255;
constexpr double most_exact = 9007199254740992.0; // 2^53

/// Whether `value` is an integer over `power`, and comes back from it.
bool is_fraction(double value, double power) {
  auto scaled = value * power;
  if (!(std::abs(scaled) <= most_exact))
    return false;
  auto back = static_cast<double>(std::llround(scaled)) / power;
  return std::bit_cast<uint64_t>(back) == std::bit_cast<uint64_t>(value);
}

/// Returns how many decimal places all `values` have at most.
std::optional<uint8_t> places_of(std::span<const double> values) {
  uint8_t places = 0;
  for (auto value : values)
    while (!is_fraction(value, powers[places]))
      if (++places == powers.size())
        return std::nullopt;
  // More places than the first value needed may have spoilt it.
  auto power = powers[places];
  auto fits = [power](double value) { return is_fraction(value, power); };
  return std::ranges::all_of(values, fits) ? std::optional{places}
                                           : std::nullopt;
}

} // namespace

void write_times(varint_writer& out, std::span<const int64_t> times) {
  uint64_t before = 0;
  uint64_t step = 0;
  for (auto time : times) {
    auto now = static_cast<uint64_t>(time);
    auto next = now - before;
    out.put_signed(static_cast<int64_t>(next - step));
    before = now;
    step = next;
  }
}

std::vector<int64_t> read_times(varint_reader& in, size_t n) {
  std::vector<int64_t> result;
  result.reserve(n);
  uint64_t now = 0;
  uint64_t step = 0;
  for (size_t i = 0; i < n && in.ok(); ++i) {
    step += static_cast<uint64_t>(in.get_signed());
    now += step;
    result.push_back(static_cast<int64_t>(now));
  }
  return result;
}

void write_values(varint_writer& out, std::span<const double> values) {
  auto places = places_of(values);
  if (!places) {
    out.byte(as_bits).text(write_xor(values));
    return;
  }
  out.byte(*places);
  int64_t before = 0;
  for (auto value : values) {
    auto now = std::llround(value * powers[*places]);
    out.put_signed(now - before);
    before = now;
  }
}

std::vector<double> read_values(varint_reader& in, size_t n) {
  std::vector<double> result;
  result.reserve(n);
  auto places = in.byte();
  if (places == as_bits) {
    if (!read_xor(in.text(), n, result))
      in.fail();
    return result;
  }
  if (places >= powers.size())
    in.fail();
  uint64_t now = 0;
  for (size_t i = 0; i < n && in.ok(); ++i) {
    now += static_cast<uint64_t>(in.get_signed());
    auto value = static_cast<double>(static_cast<int64_t>(now));
    result.push_back(places == 0 ? value : value / powers[places]);
  }
  return result;
}

} // namespace auren::storage::chunks
