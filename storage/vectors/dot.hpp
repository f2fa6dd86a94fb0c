#pragma once

#include <cstddef>
#include <cstdint>

namespace auren::storage::vectors {

/// Floats that `dot` takes at once; lengths are multiples of it.
inline constexpr size_t lane = 16;

/// Returns the smallest multiple of `lane` that holds `n` floats.
constexpr size_t padded(size_t n) {
  return (n + lane - 1) / lane * lane;
}

/// Returns the inner product of two vectors of `n` floats, `n` a multiple of
/// `lane`. Compiled for several instruction sets; the machine's best one is
/// chosen when the program starts.
float dot(const float* a, const float* b, size_t n);

/// The same of two vectors of small whole numbers, -127 to 127.
int32_t dot(const int8_t* a, const int8_t* b, size_t n);

} // namespace auren::storage::vectors
