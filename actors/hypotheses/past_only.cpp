#include "actors/hypotheses/past_only.hpp"

#include "actors/hypotheses/clean.hpp"
#include "actors/hypotheses/window.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <optional>

namespace auren::hypotheses {

namespace {

constexpr size_t window = 31;
constexpr size_t enough = 10; // values before glitches can be told
constexpr double far_out = 6 * sd_per_mad;
constexpr int new_level = 4;     // outliers in a row
constexpr int unused = 14;       // values before the scale is known
constexpr double half_life = 21; // days, of the level
constexpr double scale_decay = 0.985;
constexpr double wildest = 12; // of the variance, per day
constexpr double settled = 5;  // weight from which that holds
constexpr double clip_past = 4;

// Tells glitches from the accepted past; a run of them is a new level.
class causal_hampel {
public:
  bool accepts(double value) {
    if (last_.size() >= enough && outlier(value) && ++in_a_row_ < new_level)
      return false;
    in_a_row_ = 0;
    last_.push_back(value), sorted_.add(value);
    if (last_.size() > window)
      sorted_.drop(last_.front()), last_.pop_front();
    return true;
  }

private:
  bool outlier(double value) const {
    auto centre = sorted_.median();
    return std::abs(value - centre) > far_out * sorted_.spread(centre) + 6e-9;
  }

  std::deque<double> last_;
  sorted_window sorted_;
  int in_a_row_ = 0;
};

// Surprise of each value given the moving level and scale before it.
class surprise {
public:
  std::optional<double> next(double value) {
    if (++seen_ == 1) {
      level_ = value, weight_ = 1;
      return std::nullopt;
    }
    auto distance = value - level_ / weight_;
    std::optional<double> out;
    if (seen_ > unused)
      out = std::clamp(distance / std::max(1e-9, std::sqrt(variance())),
                       -clip_past, clip_past);
    static const double keep = std::pow(0.5, 1 / half_life);
    level_ = keep * level_ + value, weight_ = keep * weight_ + 1;
    learn(distance * distance);
    return out;
  }

private:
  double variance() const {
    return squares_ / std::max(1e-9, square_weight_);
  }

  void learn(double square) {
    if (square_weight_ > settled && squares_ > 0)
      square = std::min(square, wildest * variance());
    squares_ = scale_decay * squares_ + square;
    square_weight_ = scale_decay * square_weight_ + 1;
  }

  int seen_ = 0;
  double level_ = 0, weight_ = 0, squares_ = 0, square_weight_ = 0;
};

} // namespace

past_only::past_only(const record& known) : known_(known) {
  auto n = known.days();
  filled_.setZero(n + reach, known.width());
  seen_.setZero(n + reach, known.width());
  for (int i = 0; i < known.width(); ++i) {
    const auto& what = known.metrics[static_cast<size_t>(i)];
    causal_hampel filter;
    surprise state;
    for (int t = 0; t < n; ++t) {
      auto value = within_bounds(what, known.values(t, i));
      if (std::isnan(value) || (what.continuous() && !filter.accepts(value)))
        continue;
      auto out = what.randomised() ? 2 * (value - 0.5) : state.next(value);
      if (out)
        filled_(t + reach, i) = *out, seen_(t + reach, i) = 1;
    }
  }
}

} // namespace auren::hypotheses
