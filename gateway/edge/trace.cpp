#include "gateway/edge/trace.hpp"

#include <algorithm>
#include <random>

namespace auren::edge {

namespace {

constexpr std::string_view digits = "0123456789abcdef";

bool is_hex(std::string_view text) {
  return text.find_first_not_of(digits) == text.npos;
}

bool is_zero(std::string_view text) {
  return text.find_first_not_of('0') == text.npos;
}

/// "00-<32 hex>-<16 hex>-<2 hex>", lower case, neither id all zero.
bool is_traceparent(std::string_view text) {
  return text.size() == 55 && text.starts_with("00-") && text[35] == '-'
         && text[52] == '-' && is_hex(text.substr(3, 32))
         && is_hex(text.substr(36, 16)) && is_hex(text.substr(53))
         && !is_zero(text.substr(3, 32)) && !is_zero(text.substr(36, 16));
}

/// A trace id is a label, not a secret: a seeded engine will do, and costs
/// no system call per request.
std::string random_id() {
  thread_local std::mt19937_64 engine{(uint64_t{std::random_device{}()} << 32)
                                      ^ std::random_device{}()};
  std::string out;
  out.reserve(32);
  for (int half = 0; half < 2; ++half) {
    auto bits = engine();
    for (int i = 0; i < 16; ++i, bits >>= 4)
      out += digits[bits & 15];
  }
  return out;
}

} // namespace

std::string trace_id_of(std::string_view traceparent) {
  if (is_traceparent(traceparent))
    return std::string{traceparent.substr(3, 32)};
  return random_id();
}

} // namespace auren::edge
