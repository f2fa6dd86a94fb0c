#include "actors/hypotheses/momentary.hpp"

#include "actors/hypotheses/kernels.hpp"
#include "actors/hypotheses/statistics.hpp"

#include <algorithm>
#include <cmath>

namespace auren::hypotheses {

namespace {

constexpr int fewest_df = 20;
constexpr double fewest_part = 0.6;  // of the usual days, for a window
constexpr double fewest_left = 0.05; // of the cause's variance
constexpr int fewest_to_fade = 120;

void add_once(parents& to, lagged what) {
  if (std::find(to.begin(), to.end(), what) == to.end())
    to.push_back(what);
}

// The wider of the two standard errors: heteroscedastic (HC3) or plain.
double error_of(const double* w, const double* e, const double* leverage,
                size_t rows, double size, double square, double df) {
  double robust = 0, plain = 0;
  for (size_t i = 0; i < rows; ++i) {
    auto u = e[i] - size * w[i];
    auto free = std::max(0.05, 1 - leverage[i] - w[i] * w[i] / square);
    auto part = w[i] * u / free;
    robust += part * part, plain += u * u;
  }
  return std::max(std::sqrt(robust) / square, std::sqrt(plain / df / square));
}

} // namespace

momentary::momentary(const record& known, const panel& series,
                     const std::vector<parents>& by_metric, const settings& how)
  : known_(known), series_(series), parents_(by_metric), how_(how) {}

parents momentary::controls(int cause, int effect, int lag) const {
  parents out{{effect, 1}, {effect, 2}};
  auto add = [&](lagged what) {
    if (what != lagged{cause, lag} && what.lag <= panel::reach)
      add_once(out, what);
  };
  for (const auto& parent : parents_[static_cast<size_t>(effect)])
    add(parent);
  if (known_.metrics[static_cast<size_t>(cause)].randomised())
    return out; // a coin needs no model of itself
  // What predicts the cause is left in it: a cause of both is among the
  // parents of the effect, and the rest is variation that tells.
  add({cause, lag + 1});
  return out;
}

void momentary::pick_rows(int cause, int effect, int lag, int from, int to) {
  const auto* y = series_.seen({effect, 0});
  const auto* x = series_.seen({cause, lag});
  rows_.resize(static_cast<size_t>(std::max(0, to)));
  size_t count = 0; // gaps are random: better counted than branched on
  for (int t = std::max(from, std::min(longest_lag, lag + 2)); t < to; ++t) {
    rows_[count] = t;
    count += y[t] & x[t];
  }
  rows_.resize(count);
}

bool momentary::both_states(int cause, int lag) const {
  if (known_.metrics[static_cast<size_t>(cause)].type != value_type::binary)
    return true;
  int on = 0, off = 0;
  for (auto t : rows_)
    (known_.values(t - lag, cause) > 0.5 ? on : off) += 1;
  return std::min(on, off) >= how_.fewest_in_state;
}

void momentary::gather(lagged what) {
  const auto* from = series_.values(what);
  auto* to = work_.add();
  for (size_t i = 0; i < rows_.size(); ++i)
    to[i] = from[rows_[i]];
}

std::optional<estimate> momentary::regress(int lag) {
  auto q = work_.count() - 2;
  auto m = static_cast<double>(rows_.size());
  work_.factor(q);
  auto df = static_cast<int>(rows_.size() - work_.rank()) - 1;
  if (df < fewest_df)
    return std::nullopt;
  auto *e = work_.column(q), *w = work_.column(q + 1);
  auto mean = Eigen::Map<const Eigen::VectorXd>(
                w, static_cast<Eigen::Index>(rows_.size()))
                .mean();
  auto variance = work_.product(q + 1, q + 1) / m - mean * mean;
  leverage_.resize(work_.rows());
  kernels::project_out({work_.column(0), work_.rows(), q, work_.basis(),
                        design::widest, work_.loads(q), work_.loads(q + 1)},
                       e, w, leverage_.data());
  double square = 0, product = 0;
  for (size_t i = 0; i < rows_.size(); ++i)
    square += w[i] * w[i], product += w[i] * e[i];
  if (!(square >= fewest_left * m * variance && square >= 1e-6))
    return std::nullopt;
  estimate out;
  out.lag = lag, out.df = df, out.days = static_cast<int>(rows_.size());
  out.size = product / square;
  out.error
    = error_of(w, e, leverage_.data(), rows_.size(), out.size, square, df);
  if (!(out.error > 0))
    return std::nullopt; // a perfect fit is a copy, not an effect
  out.p = t_two_sided(out.t(), df);
  out.n_effective = square / variance;
  return out;
}

std::optional<estimate>
momentary::operator()(int cause, int effect, int lag, const parents& given,
                      int from, int to) {
  auto part = from > 0 || to < series_.days() ? fewest_part : 1.0;
  pick_rows(cause, effect, lag, from, to);
  if (static_cast<double>(rows_.size()) < part * how_.fewest_days
      || !both_states(cause, lag))
    return std::nullopt;
  work_.reset(rows_.size());
  std::fill_n(work_.add(), rows_.size(), 1.0);
  for (const auto& control : given)
    gather(control);
  gather({effect, 0});
  gather({cause, lag});
  return regress(lag);
}

std::optional<estimate> momentary::operator()(int cause, int effect, int lag) {
  return (*this)(cause, effect, lag, controls(cause, effect, lag), 0,
                 series_.days());
}

bool momentary::faded(int cause, int effect, const estimate& whole) {
  pick_rows(cause, effect, whole.lag, 0, series_.days());
  if (rows_.size() < fewest_to_fade)
    return false;
  auto first_end = rows_[rows_.size() / 3];
  auto last_start = rows_[2 * rows_.size() / 3];
  auto given = controls(cause, effect, whole.lag);
  auto early = (*this)(cause, effect, whole.lag, given, 0, first_end);
  auto late
    = (*this)(cause, effect, whole.lag, given, last_start, series_.days());
  if (!early || !late)
    return false;
  auto sign = whole.size > 0 ? 1.0 : -1.0;
  auto drop
    = sign * (early->size - late->size) / std::hypot(early->error, late->error);
  return sign * early->t() > 2.5 && drop > 2.3
         && sign * late->size < 0.4 * sign * early->size
         && std::abs(late->t()) < 2;
}

} // namespace auren::hypotheses
