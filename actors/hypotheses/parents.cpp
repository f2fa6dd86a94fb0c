#include "actors/hypotheses/parents.hpp"

#include "actors/hypotheses/selection.hpp"
#include "actors/hypotheses/statistics.hpp"

#include <algorithm>
#include <cmath>

namespace auren::hypotheses {

namespace {

constexpr int fewest_days = 30;
constexpr int days_per_parent = 12;
constexpr int lags_always_in = 2; // always in, never chosen
// Near-copies of each other can take turns to enter and leave for ever.
constexpr int most_rounds = 50;

class chooser {
public:
  chooser(const record& known, const panel& series, int target,
          const settings& how)
    : how_(how), target_(target), state_(series, target) {
    start();
    for (auto metric : series.live()) {
      for (int lag = 0; lag <= longest_lag; ++lag)
        if (metric == target ? lag > lags_always_in
                             : known.precedes(metric, target, lag))
          open_.push_back({metric, lag});
      state_.watch(metric);
    }
  }

  parents choose() {
    auto most = std::min(how_.most_parents, state_.days() / days_per_parent);
    if (state_.days() < fewest_days)
      return {};
    for (int round = 0; round < most_rounds; ++round) {
      if (static_cast<int>(chosen_.size()) >= most || !add_best())
        break;
      drop_weak();
    }
    return chosen_;
  }

private:
  void start() {
    state_.choose_level();
    for (int lag = 1; lag <= lags_always_in; ++lag)
      state_.choose({target_, lag});
    base_ = state_.rank();
  }

  double p_of(double correlation) const {
    double df = state_.days() - state_.rank() - 1;
    auto rest = std::max(1e-9, 1 - correlation * correlation);
    return t_two_sided(correlation * std::sqrt(df / rest), df);
  }

  bool add_best() {
    const lagged* best = nullptr;
    double strongest = 0;
    for (const auto& candidate : open_) {
      if (std::find(chosen_.begin(), chosen_.end(), candidate) != chosen_.end())
        continue;
      if (auto r = state_.partial(candidate); std::abs(r) > std::abs(strongest))
        strongest = r, best = &candidate;
    }
    if (!best || p_of(strongest) > how_.enter_p || !state_.choose(*best))
      return false;
    chosen_.push_back(*best);
    return true;
  }

  // The last one chosen is never the one that goes.
  void drop_weak() {
    while (chosen_.size() > 1) {
      auto t = state_.t_values();
      auto weakest
        = std::min_element(t.begin() + base_, t.end(), [](double a, double b) {
            return std::abs(a) < std::abs(b);
          });
      if (weakest == t.end() - 1
          || t_two_sided(*weakest, state_.days() - state_.rank())
               <= how_.leave_p)
        return;
      chosen_.erase(chosen_.begin() + (weakest - t.begin() - base_));
      state_.clear();
      start();
      for (const auto& parent : chosen_)
        state_.choose(parent);
    }
  }

  const settings& how_;
  int target_, base_ = 0;
  selection state_;
  std::vector<lagged> open_;
  parents chosen_;
};

} // namespace

std::vector<parents>
find_parents(const record& known, const panel& series, const settings& how) {
  std::vector<parents> out(known.metrics.size());
  for (auto target : series.live())
    if (auto at = static_cast<size_t>(target); !known.metrics[at].randomised())
      out[at] = chooser(known, series, target, how).choose();
  return out;
}

} // namespace auren::hypotheses
