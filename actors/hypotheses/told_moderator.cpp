#include "actors/hypotheses/told_moderator.hpp"

#include "actors/hypotheses/nuisance.hpp"
#include "actors/hypotheses/past_only.hpp"
#include "actors/hypotheses/statistics.hpp"
#include "messages/words.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <vector>

namespace auren::hypotheses {

namespace {

constexpr int fewest_each = 30;      // days with the condition, and without
constexpr double condition_q = 0.05; // false-discovery rate of the search
constexpr int saturday = 5;

// Surprises of one day, and the row of the cause.
struct scored_day {
  int cause_row;
  double cause;
  double effect;
};

struct condition {
  std::string when;
  std::string otherwise;
  std::function<std::optional<bool>(const scored_day&)> holds;
};

// A slope through zero and its variance, each residual as if left out (HC3).
struct slope {
  double at = 0;
  double variance = 0;
  int days = 0;
};

slope slope_of(const std::vector<scored_day>& days) {
  double xx = 0, xy = 0;
  for (auto& d : days)
    xx += d.cause * d.cause, xy += d.cause * d.effect;
  slope out;
  out.days = static_cast<int>(days.size());
  if (!(xx > 0))
    return out;
  out.at = xy / xx;
  for (auto& d : days) {
    auto share = std::min(0.95, d.cause * d.cause / xx);
    auto left = d.cause * (d.effect - out.at * d.cause) / (1 - share);
    out.variance += left * left / (xx * xx);
  }
  return out;
}

double median_of_column(const record& known, int column) {
  std::vector<double> values;
  for (int row = 0; row < known.days(); ++row)
    if (std::isfinite(known.values(row, column)))
      values.push_back(known.values(row, column));
  return values.empty() ? std::nan("") : median(values);
}

std::string words_of_metric(const metric& what) {
  return what.label.empty() ? words::of_name(what.name)
                            : words::inside(what.label);
}

// Above its median, or done: of another metric, or of the cause itself.
condition level_of(const record& known, int column, bool dose) {
  auto& what = known.metrics[static_cast<size_t>(column)];
  auto name = words_of_metric(what);
  bool binary = what.type == value_type::binary;
  auto bound = binary ? 0.5 : median_of_column(known, column);
  auto holds
    = [&known, column, bound](const scored_day& day) -> std::optional<bool> {
    auto value = known.values(day.cause_row, column);
    if (!std::isfinite(value) || !std::isfinite(bound))
      return std::nullopt;
    return value > bound;
  };
  if (binary)
    return {"on days with " + name, "on days without " + name, holds};
  auto more = dose ? "more " + name + " than its median"
                   : "more " + name + " than usual";
  return {"with " + more, "with less", holds};
}

bool in_summer_half(int64_t day) {
  using namespace std::chrono;
  auto month = unsigned{year_month_day{sys_days{days{day}}}.month()};
  return month >= 4 && month <= 9;
}

std::vector<condition>
conditions_of(const record& known, int cause, int effect) {
  std::vector<condition> out;
  out.push_back({"on weekends", "on weekdays", [&known](const scored_day& d) {
                   return std::optional{known.weekday(d.cause_row) >= saturday};
                 }});
  out.push_back({"from April to September", "from October to March",
                 [&known](const scored_day& d) {
                   return std::optional{
                     in_summer_half(known.first_day + d.cause_row)};
                 }});
  for (int column = 0; column < known.width(); ++column) {
    auto& what = known.metrics[static_cast<size_t>(column)];
    bool dose = column == cause;
    if (column == effect || what.randomised()
        || (!dose && what.kind == metric_kind::outcome)
        || (dose && what.type == value_type::binary))
      continue;
    out.push_back(level_of(known, column, dose));
  }
  return out;
}

std::vector<scored_day>
scores_of(const hypothesis& h, const record& known, const settings& how) {
  std::vector<scored_day> out;
  auto cause = known.find(h.what.cause), effect = known.find(h.what.effect);
  if (!cause || !effect)
    return out;
  past_only series(known);
  auto model = fit_nuisance(series, *cause, *effect, h.what.lag_days,
                            h.what.controls, known.days(), how);
  auto score
    = model ? scorer::bind(series, *model, *cause, *effect, h.what.lag_days)
            : std::nullopt;
  for (int row = h.what.lag_days; score && row < known.days(); ++row)
    if (auto day = (*score)(row))
      out.push_back({row - h.what.lag_days, day->cause, day->effect});
  return out;
}

std::optional<moderator>
tried(const condition& what, const std::vector<scored_day>& days) {
  std::vector<scored_day> when, otherwise;
  for (auto& day : days)
    if (auto holds = what.holds(day))
      (*holds ? when : otherwise).push_back(day);
  auto a = slope_of(when), b = slope_of(otherwise);
  auto error = std::sqrt(a.variance + b.variance);
  if (a.days < fewest_each || b.days < fewest_each || !(error > 0))
    return std::nullopt;
  moderator out{what.when, what.otherwise, a.at, b.at, 1, 0};
  out.p = t_two_sided((a.at - b.at) / error, std::min(a.days, b.days) - 1);
  return out;
}

} // namespace

std::optional<moderator>
moderator_of(const hypothesis& h, const record& known, const settings& how) {
  auto days = scores_of(h, known, how);
  if (days.empty())
    return std::nullopt;
  std::vector<moderator> all;
  for (auto& what : conditions_of(known, *known.find(h.what.cause),
                                  *known.find(h.what.effect)))
    if (auto found = tried(what, days))
      all.push_back(std::move(*found));
  std::vector<double> p;
  for (auto& one : all)
    p.push_back(one.p);
  auto real = bh(p, condition_q);
  std::optional<moderator> best;
  for (size_t i = 0; i < all.size(); ++i)
    if (real[i] && (!best || all[i].p < best->p))
      best = all[i];
  if (best)
    best->searched = static_cast<int>(all.size());
  return best;
}

} // namespace auren::hypotheses
