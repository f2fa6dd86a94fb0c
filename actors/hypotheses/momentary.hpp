#pragma once

#include "actors/hypotheses/factor.hpp"
#include "actors/hypotheses/parents.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace auren::hypotheses {

/// What one momentary test found: the effect of a cause `lag` days later,
/// given the recent level of both and everything that predicts either.
struct estimate {
  int lag = 0;
  double size = 0;  ///< SD of the effect per SD of the cause.
  double error = 0; ///< Standard error of `size`, the larger of HC3, OLS.
  double p = 1;     ///< Two-sided, Student's t.
  int df = 0;
  int days = 0; ///< Days on which both were observed.
  double n_effective
    = 0; ///< Days' worth of independent variation of the cause.
  /// Returns size over error.
  double t() const {
    return size / error;
  }
};

/// The momentary partial regression of a cause on an effect, both whitened by
/// their own past (method B4). Holds buffers: one per thread.
class momentary {
public:
  /// Keeps references; `by_metric` are the parents of every metric.
  momentary(const record& known, const panel& series,
            const std::vector<parents>& by_metric, const settings& how = {});

  /// Returns the controls of `cause`, `lag` days before `effect`.
  parents controls(int cause, int effect, int lag) const;

  /// Tests it on rows [`from`, `to`) with the given controls; a part of the
  /// record needs 0.6 of the usual days. Nothing when too few days or too
  /// little variation of the cause are left to tell anything.
  std::optional<estimate> operator()(int cause, int effect, int lag,
                                     const parents& given, int from, int to);
  /// Tests it on the whole record with its own controls.
  std::optional<estimate> operator()(int cause, int effect, int lag);

  /// Was the effect there in the first third of the days and gone in the last
  /// (three windows, at least 120 days)? `whole` is the test of all days.
  bool faded(int cause, int effect, const estimate& whole);

private:
  void pick_rows(int cause, int effect, int lag, int from, int to);
  bool both_states(int cause, int lag) const;
  void gather(lagged what);
  std::optional<estimate> regress(int lag);

  const record& known_;
  const panel& series_;
  const std::vector<parents>& parents_;
  const settings& how_;
  std::vector<int> rows_;
  std::vector<double> leverage_;
  design work_;
};

} // namespace auren::hypotheses
