#pragma once

#include "actors/hypotheses/settings.hpp"

#include <array>

namespace auren::hypotheses {

/// Surprises of cause and effect on one day, each given its own past and the
/// controls, in SD and within 3.
struct day_score {
  double effect;
  double cause;
};

/// The evidence for one registered prediction: a few sums, moved by later
/// days only. Valid at every day, however often it is looked at: under the
/// null P(ever e >= 1/a) <= a (method B7, B8).
/// What counts of the cause is its distance from its own last days: series
/// that fall silent stay on one side of what was expected of them for months,
/// and two of those would agree without any effect. That distance is known
/// before the effect is, so the promise holds whatever the cause does.
struct evidence {
  double sum = 0;       ///< Of direction * effect * cause.
  double squares = 0;   ///< Of the same.
  double short_sum = 0; ///< Of what is missing to half the predicted size.
  double short_squares = 0;
  std::array<double, 3> decay{}; ///< Detectors of a lost effect, by bet size.
  int days = 0;                  ///< Days on which both were observed.
  double cause_level = 0;        ///< Decayed sum of the cause's surprises.
  double cause_weight = 0;       ///< Decayed count of them.

  /// Takes one later day in. `direction` is +1 or -1, `predicted` the size
  /// in SD per SD.
  void absorb(day_score day, int direction, double predicted);
  /// Returns log E: that the effect has the predicted direction.
  double log_e(const settings& how = {}) const;
  /// Returns log R: that it is not even half as large as predicted.
  double log_refute(const settings& how = {}) const;
  /// Returns the decay detector; 1000 is one false alarm in 1000 days.
  double decayed() const;

  bool operator==(const evidence&) const = default;
};

/// Returns about how many evidence days decide a true effect of `size` SD/SD
/// among `registered` predictions of which `known` are knowledge (method B14).
double days_to_decide(double size, int registered, int known,
                      const settings& how = {});

} // namespace auren::hypotheses
