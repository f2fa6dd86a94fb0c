#include "storage/vectors/coded.hpp"

#include "storage/vectors/dot.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace auren::storage::vectors {

namespace {

constexpr float most = 127;

float scale_of(const void* from) {
  float result;
  std::memcpy(&result, from, sizeof result);
  return result;
}

const int8_t* numbers_of(const void* from) {
  return static_cast<const int8_t*>(from) + sizeof(float);
}

} // namespace

coded code(std::span<const float> unit) {
  float largest = 0;
  for (auto x : unit)
    largest = std::max(largest, std::abs(x));
  coded result(coded_size(unit.size()));
  if (largest == 0)
    return result;
  auto scale = largest / most;
  std::memcpy(result.data(), &scale, sizeof scale);
  std::ranges::transform(unit, result.begin() + sizeof scale, [&](float x) {
    return static_cast<char>(std::lround(x / scale));
  });
  return result;
}

float coded_dot(const void* a, const void* b, size_t n) {
  return scale_of(a) * scale_of(b)
         * static_cast<float>(dot(numbers_of(a), numbers_of(b), n));
}

} // namespace auren::storage::vectors
