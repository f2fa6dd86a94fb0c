#include "actors/hypotheses/nuisance.hpp"

#include <algorithm>
#include <cmath>

namespace auren::hypotheses {

namespace {

constexpr size_t fixed = 9; // level, six weekdays, two own lags
constexpr int own_lags = 2;
constexpr int fewest_rows = 10;
constexpr double clip = 3;

// Two own lags of the effect, then the controls; nothing if one is unknown.
std::optional<std::vector<const double*>>
columns_of(const past_only& series, int effect,
           const std::vector<control>& controls) {
  std::vector<const double*> out;
  for (int lag = 1; lag <= own_lags; ++lag)
    out.push_back(series.values(effect, lag));
  for (const auto& c : controls) {
    auto at = series.known().find(c.metric);
    if (!at || c.lag < 0 || c.lag > past_only::reach)
      return std::nullopt;
    out.push_back(series.values(*at, c.lag));
  }
  return out;
}

struct target {
  const double* values;
  const uint8_t* seen;
};

struct fitted {
  std::vector<double> weights;
  double sd;
};

double
left_over(const design& work, size_t q, const double* weights, size_t rows) {
  double square = 0;
  for (size_t t = 0; t < rows; ++t) {
    auto rest = work.column(q)[t];
    for (size_t j = 0; j < q; ++j)
      rest -= work.column(j)[t] * weights[j];
    square += rest * rest;
  }
  return square;
}

std::optional<fitted> fit_one(design& work, const record& known,
                              const std::vector<const double*>& columns,
                              target what, int until, double ridge) {
  std::vector<int> rows;
  for (int t = 0; t < std::min(until, known.days()); ++t)
    if (what.seen[t])
      rows.push_back(t);
  if (static_cast<int>(rows.size()) < fewest_rows)
    return std::nullopt;
  work.reset(rows.size());
  std::fill_n(work.add(), rows.size(), 1.0);
  for (int weekday = 1; weekday < 7; ++weekday) {
    auto* out = work.add();
    for (auto t : rows)
      *out++ = known.weekday(t) == weekday;
  }
  auto gather = [&](const double* from) {
    auto* out = work.add();
    for (auto t : rows)
      *out++ = from[t];
  };
  for (const auto* column : columns)
    gather(column);
  gather(what.values);
  auto q = work.count() - 1;
  work.factor(q, ridge);
  fitted out{std::vector<double>(q), 0};
  work.weights(q, out.weights.data());
  auto free = static_cast<double>(rows.size()) - static_cast<double>(q) / 2;
  auto square = left_over(work, q, out.weights.data(), rows.size());
  out.sd = std::max(1e-6, std::sqrt(square / std::max(5.0, free)));
  return out;
}

} // namespace

std::vector<control>
named_controls(const record& known, int effect,
               const std::vector<lagged>& given, const settings& how) {
  std::vector<control> out;
  for (const auto& c : given) {
    bool own = c.metric == effect && (c.lag == 1 || c.lag == own_lags);
    if (!own && static_cast<int>(out.size()) < how.most_controls)
      out.push_back({known.metrics[static_cast<size_t>(c.metric)].name, c.lag});
  }
  return out;
}

std::optional<nuisance_model>
fit_nuisance(const past_only& series, int cause, int effect, int lag,
             std::vector<control> controls, int until, const settings& how) {
  auto columns = columns_of(series, effect, controls);
  if (!columns)
    return std::nullopt;
  design work;
  const auto& known = series.known();
  auto y = fit_one(work, known, *columns,
                   {series.values(effect, 0), series.seen(effect, 0)}, until,
                   how.ridge);
  if (!y)
    return std::nullopt;
  nuisance_model out{std::move(controls), std::move(y->weights), {}, y->sd, 1};
  if (known.metrics[static_cast<size_t>(cause)].randomised())
    return out;
  auto x = fit_one(work, known, *columns,
                   {series.values(cause, lag), series.seen(cause, lag)}, until,
                   how.ridge);
  if (!x)
    return std::nullopt;
  out.cause_weights = std::move(x->weights);
  out.cause_sd = x->sd;
  return out;
}

std::optional<scorer>
scorer::bind(const past_only& series, const nuisance_model& model, int cause,
             int effect, int lag) {
  auto columns = columns_of(series, effect, model.controls);
  if (!columns || model.effect_weights.size() != columns->size() + fixed - 2)
    return std::nullopt;
  scorer out;
  out.known_ = &series.known(), out.model_ = &model;
  out.columns_ = std::move(*columns);
  out.effect_ = series.values(effect, 0), out.cause_
                                          = series.values(cause, lag);
  out.effect_seen_ = series.seen(effect, 0);
  out.cause_seen_ = series.seen(cause, lag);
  return out;
}

double scorer::predict(const std::vector<double>& weights, int day) const {
  if (weights.empty())
    return 0;
  auto out = weights[0];
  if (auto weekday = known_->weekday(day); weekday > 0)
    out += weights[static_cast<size_t>(weekday)];
  for (size_t j = 0; j < columns_.size(); ++j)
    out += columns_[j][day] * weights[fixed - 2 + j];
  return out;
}

std::optional<day_score> scorer::operator()(int day) const {
  if (!effect_seen_[day] || !cause_seen_[day])
    return std::nullopt;
  auto y = effect_[day] - predict(model_->effect_weights, day);
  auto x = cause_[day] - predict(model_->cause_weights, day);
  return day_score{std::clamp(y / model_->effect_sd, -clip, clip),
                   std::clamp(x / model_->cause_sd, -clip, clip)};
}

} // namespace auren::hypotheses
