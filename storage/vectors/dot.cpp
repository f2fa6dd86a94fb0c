#include "storage/vectors/dot.hpp"

#include <cstring>

// Sanitizers start before the resolver that chooses among clones may run.
#if defined(__x86_64__) && !defined(__SANITIZE_ADDRESS__)                      \
  && !defined(__SANITIZE_THREAD__)
#define AUREN_CLONES                                                           \
  __attribute__((target_clones("arch=skylake-avx512", "avx2", "default")))
#else
#define AUREN_CLONES
#endif

namespace auren::storage::vectors {

namespace {

typedef float floats __attribute__((vector_size(lane * sizeof(float))));

} // namespace

AUREN_CLONES float dot(const float* a, const float* b, size_t n) {
  floats sum{};
  for (size_t i = 0; i < n; i += lane) {
    floats x;
    floats y;
    std::memcpy(&x, a + i, sizeof x);
    std::memcpy(&y, b + i, sizeof y);
    sum += x * y;
  }
  float result = 0;
  for (size_t i = 0; i < lane; ++i)
    result += sum[i];
  return result;
}

// The loop is left to the compiler, which knows each processor's instruction
// for it (vpmaddwd and its like).
AUREN_CLONES __attribute__((optimize("O3"))) int32_t
dot(const int8_t* a, const int8_t* b, size_t n) {
  int32_t sum = 0;
  for (size_t i = 0; i < n; ++i)
    sum += static_cast<int32_t>(a[i]) * static_cast<int32_t>(b[i]);
  return sum;
}

} // namespace auren::storage::vectors
