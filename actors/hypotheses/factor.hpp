#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace auren::hypotheses {

/// Columns side by side for a regression, and the Cholesky factor of their
/// inner products. Memory is kept from one regression to the next.
class design {
public:
  /// Most columns that one regression may have.
  static constexpr size_t widest = 40;

  /// Starts anew with `rows` rows.
  void reset(size_t rows);
  /// Adds a column of zeros and returns it; spare rows must stay zero.
  double* add();
  /// Returns column `j`.
  const double* column(size_t j) const {
    return columns_.data() + j * rows_;
  }
  /// Returns column `j`.
  double* column(size_t j) {
    return columns_.data() + j * rows_;
  }
  /// Returns the number of columns.
  size_t count() const {
    return count_;
  }
  /// Returns the number of rows with the spare ones.
  size_t rows() const {
    return rows_;
  }

  /// Factors the inner products plus `ridge` on the diagonal, with the first
  /// `predictors` columns as regressors and the others as targets. A regressor
  /// that the earlier ones explain to one part in 1e10 is left out.
  void factor(size_t predictors, double ridge = 0);
  /// Returns how many regressors were kept.
  size_t rank() const {
    return rank_;
  }
  /// Returns the inner product of target column `j` with each basis vector.
  const double* loads(size_t j) const {
    return &lower_[j * widest];
  }
  /// Returns basis vector `j` in terms of the columns (see `kernels`).
  const double* basis() const {
    return inverse_.data();
  }
  /// Returns the inner product of columns `j` >= `k`.
  double product(size_t j, size_t k) const {
    return products_[j * widest + k];
  }
  /// Returns the regression weights of target column `j`.
  void weights(size_t j, double* out) const;

private:
  using square = std::array<double, widest * widest>;
  bool eliminate(size_t j, size_t predictors);
  void invert(size_t j);

  std::vector<double> columns_;
  size_t rows_ = 0, count_ = 0, rank_ = 0, predictors_ = 0;
  square products_{}, lower_{}, inverse_{};
  std::array<bool, widest> kept_{};
};

} // namespace auren::hypotheses
