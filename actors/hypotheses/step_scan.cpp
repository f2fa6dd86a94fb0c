#include "actors/hypotheses/step_scan.hpp"

#include "actors/hypotheses/shifts.hpp"

#include <algorithm>
#include <cmath>

namespace auren::hypotheses {

step_scan::step_scan(const record& known) {
  auto n = known.days();
  plain_ = 8;
  basis_.setZero(n, plain_);
  basis_.col(0).setOnes();
  for (int t = 0; t < n; ++t) {
    if (auto day = known.weekday(t); day > 0)
      basis_(t, day) = 1;
    basis_(t, 7) = (t - n / 2.0) / n;
  }
}

void step_scan::add_steps(const std::vector<int>& steps) {
  basis_.conservativeResize(Eigen::NoChange,
                            plain_ + static_cast<int>(steps.size()));
  for (size_t i = 0; i < steps.size(); ++i) {
    auto column = basis_.col(plain_ + static_cast<int>(i));
    column.setZero();
    column.tail(column.size() - steps[i]).setOnes();
  }
}

// Least squares on the observed days; what it says on all days.
void step_scan::fit(const Eigen::VectorXd& values) {
  auto predictors = static_cast<size_t>(basis_.cols());
  work_.reset(static_cast<size_t>(observed_));
  for (size_t j = 0; j <= predictors; ++j) {
    auto* out = work_.add();
    for (Eigen::Index t = 0; t < values.size(); ++t)
      if (seen_[static_cast<size_t>(t)])
        *out++ = j < predictors ? basis_(t, static_cast<Eigen::Index>(j))
                                : values[t];
  }
  work_.factor(predictors);
  Eigen::VectorXd weights(basis_.cols());
  work_.weights(predictors, weights.data());
  fitted_ = basis_ * weights;
}

// Predictors and values with the AR(1) part of their errors taken out; absent
// values count as fitted, and their own rows are left out.
void step_scan::whiten(const Eigen::VectorXd& values) {
  auto n = values.size();
  Eigen::VectorXd filled = fitted_;
  for (Eigen::Index t = 0; t < n; ++t)
    if (seen_[static_cast<size_t>(t)])
      filled[t] = values[t];
  whitened_.resize(n, basis_.cols() + 1);
  auto whitened = [&](const auto& column, auto&& out) {
    out[0] = column[0] * std::sqrt(1 - correlation_ * correlation_);
    out.tail(n - 1) = column.tail(n - 1) - correlation_ * column.head(n - 1);
    for (Eigen::Index t = 0; t < n; ++t)
      if (!seen_[static_cast<size_t>(t)])
        out[t] = 0;
  };
  for (Eigen::Index j = 0; j < basis_.cols(); ++j)
    whitened(basis_.col(j), whitened_.col(j));
  whitened(filled, whitened_.col(basis_.cols()));
}

// A step at day d is, whitened, 1 on d and 1 - phi on every later day: its
// products with everything are one row plus a running sum from the end.
Eigen::VectorXd step_scan::every_day(Eigen::Index days) const {
  auto predictors = static_cast<Eigen::Index>(basis_.cols());
  Eigen::VectorXd later = Eigen::VectorXd::Zero(predictors + 1);
  Eigen::VectorXd t_values = Eigen::VectorXd::Zero(days), step, load;
  Eigen::Map<const Eigen::MatrixXd, 0, Eigen::OuterStride<>> basis(
    work_.basis(), predictors, predictors,
    Eigen::OuterStride<>(design::widest));
  auto target = static_cast<size_t>(predictors);
  Eigen::Map<const Eigen::VectorXd> loads(work_.loads(target), predictors);
  auto rest = work_.product(target, target) - loads.squaredNorm();
  auto variance
    = rest / std::max(1, observed_ - static_cast<int>(predictors) - 1);
  auto keep = 1 - correlation_;
  double count = 0;
  for (auto d = days - 1; d >= step_margin; --d) {
    step = keep * later + whitened_.row(d).transpose();
    auto own = seen_[static_cast<size_t>(d)] ? 1.0 : 0.0;
    auto square = own + keep * keep * count;
    later += whitened_.row(d).transpose(), count += own;
    if (d >= days - step_margin)
      continue;
    load.noalias() = basis.transpose().triangularView<Eigen::Lower>()
                     * step.head(predictors);
    square -= load.squaredNorm();
    if (square > 0.05 && variance > 0)
      t_values[d]
        = (step[predictors] - load.dot(loads)) / std::sqrt(square * variance);
  }
  return t_values;
}

Eigen::VectorXd step_scan::operator()(const Eigen::VectorXd& values,
                                      const std::vector<int>& steps) {
  seen_.assign(static_cast<size_t>(values.size()), false);
  observed_ = 0;
  for (Eigen::Index t = 0; t < values.size(); ++t)
    if (!std::isnan(values[t]))
      seen_[static_cast<size_t>(t)] = true, ++observed_;
  add_steps(steps);
  fit(values);
  correlation_ = local_autocorrelation(values - fitted_);
  whiten(values);
  work_.reset(static_cast<size_t>(values.size()));
  for (Eigen::Index j = 0; j < whitened_.cols(); ++j)
    std::copy_n(whitened_.col(j).data(), values.size(), work_.add());
  work_.factor(static_cast<size_t>(basis_.cols()));
  auto t_values = every_day(values.size());
  for (auto s : steps) {
    auto from = std::max(0, s - step_margin);
    auto to = std::min(static_cast<int>(values.size()), s + step_margin);
    t_values.segment(from, to - from).setZero();
  }
  return t_values;
}

} // namespace auren::hypotheses
