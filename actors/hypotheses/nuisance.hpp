#pragma once

#include "actors/hypotheses/evidence.hpp"
#include "actors/hypotheses/factor.hpp"
#include "actors/hypotheses/panel.hpp"
#include "actors/hypotheses/past_only.hpp"

#include <optional>
#include <string>
#include <vector>

namespace auren::hypotheses {

/// A control by name: metric and lag, days.
struct control {
  std::string metric;
  int lag = 0;
  bool operator==(const control&) const = default;
};

/// How cause and effect of one prediction follow from their past: fitted on
/// earlier days, fixed until the next look. Weights are of level, six
/// weekdays (Tuesday to Sunday), two own lags of the effect, the controls.
struct nuisance_model {
  std::vector<control> controls;
  std::vector<double> effect_weights;
  std::vector<double> cause_weights; ///< Empty for a randomised cause.
  double effect_sd = 1;
  double cause_sd = 1;

  bool operator==(const nuisance_model&) const = default;
};

/// Returns the controls of `given` by name, without the effect's own last two
/// days (always in) and at most as many as `how` allows.
std::vector<control>
named_controls(const record& known, int effect,
               const std::vector<lagged>& given, const settings& how = {});

/// Fits the model of `cause`, `lag` days before `effect`, on the rows before
/// `until` (ridge regression); nothing with under 10 usable rows.
std::optional<nuisance_model>
fit_nuisance(const past_only& series, int cause, int effect, int lag,
             std::vector<control> controls, int until,
             const settings& how = {});

/// A model bound to the columns of one record; scores its days.
class scorer {
public:
  /// Binds `model`; nothing if one of its metrics is gone.
  static std::optional<scorer>
  bind(const past_only& series, const nuisance_model& model, int cause,
       int effect, int lag);
  /// Returns the surprises on row `day` if both were observed.
  std::optional<day_score> operator()(int day) const;

private:
  scorer() = default;
  double predict(const std::vector<double>& weights, int day) const;

  const record* known_ = nullptr;
  const nuisance_model* model_ = nullptr;
  std::vector<const double*> columns_;
  const double *effect_ = nullptr, *cause_ = nullptr;
  const uint8_t *effect_seen_ = nullptr, *cause_seen_ = nullptr;
};

} // namespace auren::hypotheses
