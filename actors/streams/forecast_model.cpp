#include "actors/streams/forecast_model.hpp"

#include <algorithm>
#include <cmath>

namespace auren::streams {

namespace {

constexpr size_t first_scaled = 7; // of the features: lags and averages
constexpr size_t fewest_errors = 30;
constexpr size_t most_errors = 180;
constexpr double wanted_miss = 0.10;
constexpr double adaptation = 0.02;
constexpr double memory_days = 90;

double
average(const std::optional<double>& so_far, double next, double half_life) {
  auto keep = std::pow(0.5, 1 / half_life);
  return so_far ? keep * *so_far + (1 - keep) * next : next;
}

using square = std::array<features, feature_count>;

/// Solves a x = b for a symmetric positive definite `a`, by Cholesky's
/// factorisation in place.
std::optional<features> solve(square& a, features b) {
  for (size_t j = 0; j < feature_count; ++j) {
    for (size_t k = 0; k < j; ++k)
      a[j][j] -= a[j][k] * a[j][k];
    if (!(a[j][j] > 0))
      return std::nullopt;
    a[j][j] = std::sqrt(a[j][j]);
    for (size_t i = j + 1; i < feature_count; ++i) {
      for (size_t k = 0; k < j; ++k)
        a[i][j] -= a[i][k] * a[j][k];
      a[i][j] /= a[j][j];
    }
  }
  for (size_t i = 0; i < feature_count; ++i) {
    for (size_t k = 0; k < i; ++k)
      b[i] -= a[i][k] * b[k];
    b[i] /= a[i][i];
  }
  for (auto i = feature_count; i-- > 0;) {
    for (size_t k = i + 1; k < feature_count; ++k)
      b[i] -= a[k][i] * b[k];
    b[i] /= a[i][i];
  }
  return b;
}

features centred(features row, double mean) {
  for (size_t i = first_scaled; i < feature_count; ++i)
    row[i] -= mean;
  return row;
}

double variance_of(const std::vector<double>& values) {
  double sum = 0, squares = 0;
  for (auto value : values)
    sum += value;
  auto n = static_cast<double>(values.size());
  for (auto value : values)
    squares += (value - sum / n) * (value - sum / n);
  return squares > 0 ? squares / n : 1;
}

} // namespace

void past_values::take(std::optional<double> value) {
  before_ = last_;
  last_ = value;
  if (!value)
    return;
  fast_ = average(fast_, *value, 3.5);
  slow_ = average(slow_, *value, 21);
}

features past_values::of(int32_t day) const {
  features result{};
  result[0] = 1;
  // 1970-01-01 was a Thursday; one weekday has no column of its own.
  auto weekday = static_cast<size_t>(((day % 7) + 7) % 7);
  if (weekday > 0)
    result[weekday] = 1;
  auto otherwise = slow_.value_or(0);
  result[7] = last_.value_or(otherwise);
  result[8] = before_.value_or(otherwise);
  result[9] = fast_.value_or(otherwise);
  result[10] = otherwise;
  return result;
}

std::optional<ridge>
ridge::fit(const std::vector<features>& rows, const std::vector<double>& values,
           const std::vector<int32_t>& ages) {
  std::vector<double> weight;
  double sum = 0, total = 0;
  for (size_t i = 0; i < rows.size(); ++i) {
    weight.push_back(std::pow(0.5, ages[i] / memory_days));
    total += weight[i];
    sum += weight[i] * values[i];
  }
  ridge result;
  result.mean_ = sum / total;
  square a{};
  features b{};
  auto scale = variance_of(values);
  a[0][0] = 1e-6;
  for (size_t i = 1; i < feature_count; ++i)
    a[i][i] = i < first_scaled ? 1 : scale;
  for (size_t r = 0; r < rows.size(); ++r) {
    auto row = centred(rows[r], result.mean_);
    for (size_t i = 0; i < feature_count; ++i) {
      b[i] += weight[r] * row[i] * (values[r] - result.mean_);
      for (size_t j = 0; j <= i; ++j)
        a[i][j] += weight[r] * row[i] * row[j];
    }
  }
  auto weights = solve(a, b);
  if (!weights)
    return std::nullopt;
  result.weights_ = *weights;
  return result;
}

double ridge::expect(features of) const {
  auto row = centred(of, mean_);
  auto result = mean_;
  for (size_t i = 0; i < feature_count; ++i)
    result += weights_[i] * row[i];
  return result;
}

std::optional<double> adaptive_interval::reach() const {
  if (errors_.size() < fewest_errors)
    return std::nullopt;
  auto level = 1 - miss_rate_;
  if (level >= 1)
    return 1.5 * *std::ranges::max_element(errors_);
  if (level <= 0)
    return 0;
  std::vector<double> sorted{errors_.begin(), errors_.end()};
  auto n = sorted.size();
  auto rank = std::ceil(level * static_cast<double>(n + 1)) - 1;
  auto at = std::clamp<double>(rank, 0, static_cast<double>(n - 1));
  auto place = sorted.begin() + static_cast<ptrdiff_t>(at);
  std::ranges::nth_element(sorted, place);
  return *place;
}

void adaptive_interval::take(double error) {
  if (auto told = reach()) {
    auto missed = error > *told;
    ++tested;
    inside += !missed;
    miss_rate_ += adaptation * (wanted_miss - (missed ? 1 : 0));
  }
  errors_.push_back(error);
  if (errors_.size() > most_errors)
    errors_.pop_front();
}

} // namespace auren::streams
