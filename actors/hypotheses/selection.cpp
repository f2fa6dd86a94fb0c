#include "actors/hypotheses/selection.hpp"

#include <algorithm>
#include <cmath>

namespace auren::hypotheses {

namespace {

constexpr double new_part = 1e-10; // of a squared norm
constexpr double worth = 1e-3;     // squared norm per day that can be judged

} // namespace

selection::selection(const panel& series, int target)
  : series_(series), mask_(Eigen::VectorXd::Zero(series.days())), rest_(mask_) {
  const auto* seen = series.seen({target, 0});
  const auto* values = series.values({target, 0});
  for (int t = longest_lag; t < series.days(); ++t)
    if (seen[t])
      mask_[t] = 1, rest_[t] = values[t], ++days_;
  target_ = rest_;
}

// Products of lags 7 to 0 at once: neighbouring columns one value apart.
selection::by_lag
selection::correlate(int metric, const Eigen::VectorXd& with) const {
  using shifted = Eigen::Map<const Eigen::MatrixXd, 0, Eigen::OuterStride<1>>;
  shifted all(series_.values({metric, longest_lag}), series_.days(), lags);
  by_lag out = all.transpose() * with;
  return out.reverse();
}

selection::candidate selection::measured(int metric) const {
  candidate out{metric, by_lag::Zero(), correlate(metric, rest_)};
  for (int lag = 0; lag < lags; ++lag) {
    Eigen::Map<const Eigen::ArrayXd> values(series_.values({metric, lag}),
                                            series_.days());
    out.square[lag] = (values.square() * mask_.array()).sum();
  }
  for (const auto& direction : basis_)
    out.square -= correlate(metric, direction).cwiseAbs2();
  return out;
}

void selection::watch(int metric) {
  watched_.push_back(measured(metric));
}

void selection::clear() {
  basis_.clear(), factor_.clear(), loads_.clear();
  rest_ = target_;
  for (auto& one : watched_)
    one = measured(one.metric);
}

void selection::reduce(candidate& of, const Eigen::VectorXd& direction,
                       double along) const {
  by_lag part = correlate(of.metric, direction);
  of.square -= part.cwiseAbs2();
  of.product -= along * part;
}

bool selection::extend(Eigen::VectorXd column) {
  auto size = column.squaredNorm();
  Eigen::VectorXd row = Eigen::VectorXd::Zero(rank() + 1);
  for (int pass = 0; pass < 2; ++pass) // the second removes rounding
    for (size_t j = 0; j < basis_.size(); ++j) {
      auto part = basis_[j].dot(column);
      row[static_cast<Eigen::Index>(j)] += part;
      column -= part * basis_[j];
    }
  auto left = column.squaredNorm();
  if (left <= new_part * size)
    return false;
  row[rank()] = std::sqrt(left);
  column /= std::sqrt(left);
  auto along = column.dot(rest_);
  rest_ -= along * column;
  for (auto& one : watched_)
    reduce(one, column, along);
  factor_.push_back(std::move(row));
  basis_.push_back(std::move(column));
  loads_.push_back(along);
  return true;
}

void selection::choose_level() {
  extend(mask_);
}

bool selection::choose(lagged what) {
  Eigen::Map<const Eigen::ArrayXd> values(series_.values(what), series_.days());
  return extend((values * mask_.array()).matrix());
}

double selection::partial(lagged what) const {
  auto at
    = std::find_if(watched_.begin(), watched_.end(),
                   [&](const candidate& c) { return c.metric == what.metric; });
  auto square = at->square[what.lag];
  auto rest = rest_.squaredNorm();
  if (square <= worth * days_ || rest <= new_part * target_.squaredNorm())
    return 0;
  return at->product[what.lag] / std::sqrt(square * rest);
}

std::vector<double> selection::t_values() const {
  auto n = rank();
  Eigen::MatrixXd inverse = Eigen::MatrixXd::Zero(n, n);
  for (int j = 0; j < n; ++j)
    inverse.col(j).head(j + 1) = factor_[static_cast<size_t>(j)];
  inverse = inverse.triangularView<Eigen::Upper>().solve(
    Eigen::MatrixXd::Identity(n, n));
  Eigen::VectorXd weights
    = inverse * Eigen::Map<const Eigen::VectorXd>(loads_.data(), n);
  auto variance = rest_.squaredNorm() / (days_ - n);
  std::vector<double> out;
  out.reserve(static_cast<size_t>(n));
  for (int j = 0; j < n; ++j)
    out.push_back(
      weights[j]
      / std::sqrt(std::max(1e-12, inverse.row(j).squaredNorm() * variance)));
  return out;
}

} // namespace auren::hypotheses
