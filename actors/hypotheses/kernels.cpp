#include "actors/hypotheses/kernels.hpp"

#include <cstring>

// One copy per instruction set, chosen at start. Both keep the same lanes and
// neither fuses multiply with add, so their results are equal to the bit.
#if defined(__x86_64__) && !defined(__clang__)                                 \
  && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#define AUREN_PER_PROCESSOR __attribute__((target_clones("avx2", "default")))
#else
#define AUREN_PER_PROCESSOR
#endif

namespace auren::hypotheses::kernels {

namespace {

typedef double lanes __attribute__((vector_size(32)));
typedef double loose __attribute__((vector_size(32), aligned(8)));

} // namespace

AUREN_PER_PROCESSOR
void gram(const double* columns, size_t rows, size_t count, double* out,
          size_t stride) {
  auto at = [](const double* p) -> const loose& {
    return *reinterpret_cast<const loose*>(p);
  };
  for (size_t j = 0; j < count; ++j) {
    const double* a = columns + j * rows;
    for (size_t k = 0; k <= j; k += 4) {
      const double* b[4];
      for (size_t i = 0; i < 4; ++i)
        b[i] = columns + (k + i <= j ? k + i : j) * rows;
      lanes s0{}, s1{}, s2{}, s3{}, r0{}, r1{}, r2{}, r3{};
      for (size_t t = 0; t < rows; t += 8) {
        lanes x = at(a + t), y = at(a + t + 4);
        s0 += x * at(b[0] + t), r0 += y * at(b[0] + t + 4);
        s1 += x * at(b[1] + t), r1 += y * at(b[1] + t + 4);
        s2 += x * at(b[2] + t), r2 += y * at(b[2] + t + 4);
        s3 += x * at(b[3] + t), r3 += y * at(b[3] + t + 4);
      }
      const lanes sums[4] = {s0 + r0, s1 + r1, s2 + r2, s3 + r3};
      for (size_t i = 0; i < 4 && k + i <= j; ++i)
        out[j * stride + k + i]
          = (sums[i][0] + sums[i][1]) + (sums[i][2] + sums[i][3]);
    }
  }
}

AUREN_PER_PROCESSOR
void project_out(const projection& onto, double* first, double* second,
                 double* leverage) {
  auto at = [](const double* p) -> const loose& {
    return *reinterpret_cast<const loose*>(p);
  };
  for (size_t t = 0; t < onto.rows; t += row_block) {
    lanes h0{}, h1{}, h2{}, h3{}, e0{}, e1{}, e2{}, e3{}, w0{}, w1{}, w2{},
      w3{};
    for (size_t j = 0; j < onto.count; ++j) {
      const double* weight = onto.weights + j * onto.stride;
      const double* z = onto.columns + t;
      lanes q0{}, q1{}, q2{}, q3{};
      for (size_t k = 0; k <= j; ++k, z += onto.rows) {
        q0 += at(z) * weight[k], q1 += at(z + 4) * weight[k];
        q2 += at(z + 8) * weight[k], q3 += at(z + 12) * weight[k];
      }
      auto c = onto.first_load[j], d = onto.second_load[j];
      h0 += q0 * q0, h1 += q1 * q1, h2 += q2 * q2, h3 += q3 * q3;
      e0 += q0 * c, e1 += q1 * c, e2 += q2 * c, e3 += q3 * c;
      w0 += q0 * d, w1 += q1 * d, w2 += q2 * d, w3 += q3 * d;
    }
    const lanes h[4] = {h0, h1, h2, h3}, e[4] = {e0, e1, e2, e3},
                w[4] = {w0, w1, w2, w3};
    for (size_t i = 0; i < row_block; ++i) {
      leverage[t + i] = h[i / 4][i % 4];
      first[t + i] -= e[i / 4][i % 4];
      second[t + i] -= w[i / 4][i % 4];
    }
  }
}

} // namespace auren::hypotheses::kernels
