#pragma once

#include <array>

namespace auren::hypotheses {

/// Longest lag from cause to effect that is searched, days.
inline constexpr int longest_lag = 7;

/// Version of transform, model and test: part of every prediction, because a
/// change of any of them makes a new hypothesis.
inline constexpr const char* model_version = "momentary-3";

/// Every threshold of the method, with the value it was measured at. The whole
/// error budget of one person is 0.05, split over the three kinds of claims.
struct settings {
  double scan_alpha = 0.025;       ///< For claims of scheduled looks.
  double registered_alpha = 0.01;  ///< For registered evidence (e-BH).
  double experiment_alpha = 0.015; ///< For randomised experiments.

  int first_look = 56;          ///< Days before the first look.
  double look_ratio = 1.5;      ///< Each look comes at 1.5 times the last.
  int look_count = 13;          ///< Looks that share `scan_alpha`: 20 years.
  double propose_p = 0.05;      ///< A pair below this is worth registering.
  int propose_most = 12;        ///< Registrations per look at most.
  double stands_below = 0.05;   ///< An earlier claim stands below this.
  double reverse_below = 0.005; ///< The other direction leans too.
  /// What is told was chosen because it stood out, and so lies too far out: the
  /// 95 % intervals are wider by this. Source of the idea: false coverage
  /// (Benjamini and Yekutieli, JASA 100:71, 2005); the value is measured.
  double interval_reach = 1.1;

  double slow_days = 90;   ///< Anything slower is removed as trend, season.
  double enter_p = 0.003;  ///< A parent enters below this.
  double leave_p = 0.01;   ///< A parent leaves above this.
  int most_parents = 10;   ///< Parents of one metric at most.
  int fewest_days = 40;    ///< Fewer common days are not tested.
  int fewest_in_state = 8; ///< Days a yes/no cause needs in either state.

  /// Fixed before any data: short lags are likelier. Weighted Bonferroni.
  std::array<double, longest_lag + 1> lag_weights{3, 3, 3, 2, 1, 1, 1, 1};

  /// Fixed before any data as well, to be scaled to a mean of 1 over the
  /// pairs of a person: what people do acts on how they are more often than
  /// the other way round, and on their surroundings hardly ever. Rows are the
  /// kind of the cause, columns that of the effect: behaviour, outcome,
  /// context. Weighted Benjamini-Hochberg (Genovese et al. 2006, Biometrika
  /// 93:509) keeps its promise whatever the weights are; wrong ones only cost
  /// power.
  std::array<std::array<double, 3>, 3> kind_weights{
    {{1, 2, 0.25}, {0.5, 1, 0.25}, {1, 2, 0.25}}};

  /// Pairs that studies of many people expect (conf/priors.json) share this
  /// part of a look's weight, whatever the rest is worth; none of them in the
  /// record: nothing. Fixed before any data of the person.
  double expected_share = 0.2;
  double expected_direction = 0.9; ///< Of that, for the direction they found.

  double mixture = 0.06;   ///< rho of the Gaussian mixture e-process.
  double ridge = 2.0;      ///< Of the nuisance models behind the evidence.
  int most_controls = 14;  ///< Controls of one nuisance model at most.
  double refute_at = 20;   ///< Evidence against that refutes.
  double decay_at = 1000;  ///< Detector value: one false alarm in 1000 d.
  int patience_days = 180; ///< Evidence days before "inconclusive".
  int horizon_days = 365;  ///< A decision later than this is out of reach.
  int silence_days = 90;   ///< Claims without an evaluable day go stale.

  double prior = 0.05;           ///< P(effect) of a pair before any data.
  double prior_experiment = 0.4; ///< The same for a planned experiment.
  double prior_pairs = 60;       ///< Weight of the prior, in pairs.
  double effect_variance = 0.09; ///< Of sizes, (SD/SD)^2: prior N(0, 0.3^2).
  double cap_observed = 0.97;    ///< Hidden causes are never excluded.
  double cap_experiment = 0.99;  ///< Not even by chance-free design.
  double cap_association = 0.6;  ///< No direction can be told.
  double claim_floor = 0.8;      ///< Confidence of a standing claim.
};

} // namespace auren::hypotheses
