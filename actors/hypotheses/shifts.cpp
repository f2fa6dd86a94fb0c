#include "actors/hypotheses/shifts.hpp"

#include "actors/hypotheses/step_scan.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace auren::hypotheses {

namespace {

constexpr int most = 3; // per round
constexpr int fewest_values = 50;
constexpr double alone = 4.5;   // |t| of one metric on its own
constexpr double together = 24; // sum of t^2 - 4 over wearable metrics
constexpr double joins = 2.5;   // |t| to take part in a common step

bool varies(const Eigen::VectorXd& values) {
  int seen = 0;
  double low = 0, high = 0;
  for (auto v : values) {
    if (std::isnan(v))
      continue;
    low = seen ? std::min(low, v) : v;
    high = seen ? std::max(high, v) : v;
    ++seen;
  }
  return seen >= fewest_values && high > low;
}

// The scans of the metrics that can shift; repeated only after a change.
class finder {
public:
  finder(const record& known, const Eigen::MatrixXd& values)
    : values_(values), scan_(known), found_(known.metrics.size()) {
    for (int i = 0; i < known.width(); ++i) {
      const auto& what = known.metrics[static_cast<size_t>(i)];
      if (what.continuous() && varies(values.col(i))) {
        add_known(known, i);
        rescan(i);
      }
    }
  }

  void jointly(const record& known) {
    auto days = values_.rows();
    for (int round = 0; round < most; ++round) {
      Eigen::ArrayXd joint = Eigen::ArrayXd::Zero(days);
      int group = 0;
      for (auto& [i, t] : t_)
        if (known.metrics[static_cast<size_t>(i)].source == "wearable")
          joint += (t.array().square() - 4).max(0), ++group;
      Eigen::Index day = 0;
      if (group < 2 || days == 0 || joint.maxCoeff(&day) < together)
        return;
      for (auto& [i, t] : t_)
        if (known.metrics[static_cast<size_t>(i)].source == "wearable"
            && std::abs(t[day]) > joins)
          add(i, static_cast<int>(day));
    }
  }

  void singly() {
    for (auto& [i, t] : t_)
      for (int round = 0; round < most; ++round) {
        Eigen::Index day = 0;
        if (t.cwiseAbs().maxCoeff(&day) < alone)
          break;
        add(i, static_cast<int>(day));
      }
  }

  level_shifts result() && {
    return std::move(found_);
  }

private:
  void rescan(int i) {
    t_[i] = scan_(values_.col(i), found_[static_cast<size_t>(i)]);
  }

  void add(int i, int day) {
    found_[static_cast<size_t>(i)].push_back(day);
    rescan(i);
  }

  void add_known(const record& known, int i) {
    for (auto day : known.metrics[static_cast<size_t>(i)].new_device) {
      auto row = day - known.first_day;
      if (row >= step_margin && row < known.days() - step_margin
          && found_[static_cast<size_t>(i)].size() < most)
        found_[static_cast<size_t>(i)].push_back(static_cast<int>(row));
    }
  }

  const Eigen::MatrixXd& values_;
  step_scan scan_;
  level_shifts found_;
  std::map<int, Eigen::VectorXd> t_;
};

} // namespace

level_shifts find_shifts(const record& known, const Eigen::MatrixXd& values) {
  finder search(known, values);
  search.jointly(known);
  search.singly();
  return std::move(search).result();
}

} // namespace auren::hypotheses
