#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace auren::storage::vectors {

/// A vector in a quarter of its room: a scale, then a whole number from -127
/// to 127 for each float (scalar quantisation). A cosine between two of them
/// errs by about 0.0005.
using coded = std::vector<char>;

/// Returns the bytes of a coded vector of `n` floats.
constexpr size_t coded_size(size_t n) {
  return sizeof(float) + n;
}

/// Returns `unit` coded. All zeros stay zeros.
coded code(std::span<const float> unit);

/// Returns the inner product of two coded vectors of `n` floats, `n` a
/// multiple of `lane`.
float coded_dot(const void* a, const void* b, size_t n);

} // namespace auren::storage::vectors
