#pragma once

#include <cstddef>

/// The two loops in which nearly all the time is spent. Columns are stored
/// one after the other, `rows` apart; `rows` is a multiple of `row_block` and
/// spare rows are zero. Sums run in the same order on every processor, so the
/// same data give the same bytes.
namespace auren::hypotheses::kernels {

/// Rows come in blocks of this many.
inline constexpr size_t row_block = 16;

/// Returns `rows` rounded up to whole blocks.
constexpr size_t padded(size_t rows) {
  return (rows + row_block - 1) / row_block * row_block;
}

/// Writes the inner products of `count` columns: out[j * stride + k], k <= j.
void gram(const double* columns, size_t rows, size_t count, double* out,
          size_t stride);

/// The projection onto an orthonormal basis: basis vector j is the sum over
/// k <= j of weights[j * stride + k] times column k.
struct projection {
  const double* columns;
  size_t rows;
  size_t count;
  const double* weights;
  size_t stride;
  const double* first_load;  ///< Inner products of the first target, by j.
  const double* second_load; ///< Inner products of the second target.
};

/// Subtracts the projections of `first` and `second` from themselves and
/// writes each row's leverage (squared norm in the basis) to `leverage`.
void project_out(const projection& onto, double* first, double* second,
                 double* leverage);

} // namespace auren::hypotheses::kernels
