#include "actors/hypotheses/factor.hpp"

#include "actors/hypotheses/kernels.hpp"

#include <algorithm>
#include <cmath>

namespace auren::hypotheses {

namespace {

constexpr double collinear = 1e-10; // of squared norms

} // namespace

void design::reset(size_t rows) {
  rows_ = kernels::padded(rows);
  count_ = 0;
  if (columns_.size() < rows_ * widest)
    columns_.resize(rows_ * widest);
}

double* design::add() {
  auto* out = column(count_++);
  std::fill(out + (rows_ - std::min(rows_, kernels::row_block)), out + rows_,
            0.0);
  return out;
}

// Row j of the factor; returns false if nothing of the column is left.
bool design::eliminate(size_t j, size_t predictors) {
  auto* row = &lower_[j * widest];
  auto rest = products_[j * widest + j];
  for (size_t k = 0; k < std::min(j, predictors); ++k) {
    row[k] = 0;
    if (!kept_[k])
      continue;
    auto sum = products_[j * widest + k];
    for (size_t i = 0; i < k; ++i)
      sum -= row[i] * lower_[k * widest + i];
    row[k] = sum / lower_[k * widest + k];
    rest -= row[k] * row[k];
  }
  if (j >= predictors)
    return true;
  row[j] = std::sqrt(std::max(rest, 0.0));
  return rest > collinear * products_[j * widest + j];
}

// Row j of the inverse factor: basis vector j in terms of the columns.
void design::invert(size_t j) {
  auto* out = &inverse_[j * widest];
  std::fill_n(out, widest, 0.0);
  if (!kept_[j])
    return;
  const auto* row = &lower_[j * widest];
  for (size_t k = 0; k < j; ++k)
    for (size_t i = 0; i <= k; ++i)
      out[i] -= row[k] * inverse_[k * widest + i];
  for (size_t i = 0; i < j; ++i)
    out[i] /= row[j];
  out[j] = 1 / row[j];
}

void design::factor(size_t predictors, double ridge) {
  predictors_ = predictors;
  kernels::gram(columns_.data(), rows_, count_, products_.data(), widest);
  rank_ = 0;
  for (size_t j = 0; j < count_; ++j) {
    if (j < predictors)
      products_[j * widest + j] += ridge;
    kept_[j] = eliminate(j, predictors);
    if (j < predictors) {
      invert(j);
      rank_ += kept_[j];
    }
  }
}

void design::weights(size_t j, double* out) const {
  std::fill_n(out, predictors_, 0.0);
  for (size_t k = 0; k < predictors_; ++k)
    for (size_t i = 0; i <= k; ++i)
      out[i] += loads(j)[k] * inverse_[k * widest + i];
}

} // namespace auren::hypotheses
