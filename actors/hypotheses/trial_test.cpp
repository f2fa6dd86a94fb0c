#include "actors/hypotheses/trial_test.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <map>

namespace auren::hypotheses {

namespace {

constexpr size_t most_enumerated = 14; // pairs: 16,384 allocations
constexpr uint64_t drawn = 20'000;
constexpr double rejected_below = 0.05;
constexpr double rejected_at = 20; // the e-value of the same level
constexpr std::array bet_sizes{0.125, 0.25, 0.5, 1.0, 2.0}; // per spread
constexpr int halvings = 60;
constexpr int doublings = 40;

// The units of one stratum: outcomes, and which of them were "on".
struct stratum {
  std::vector<double> outcome;
  std::vector<size_t> order; // the first `on` are "on"
  std::vector<bool> really;
  size_t on = 0;

  double mean_difference(const std::function<double(size_t)>& value) const {
    double yes = 0, no = 0;
    for (size_t i = 0; i < order.size(); ++i)
      (i < on ? yes : no) += value(order[i]);
    return yes / static_cast<double>(on)
           - no / static_cast<double>(order.size() - on);
  }
};

// Chance with a seed, the same on every machine (SplitMix64).
class seeded {
public:
  explicit seeded(uint64_t seed) : state_(seed) {}
  size_t below(size_t n) {
    state_ += 0x9e3779b97f4a7c15u;
    auto z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return static_cast<size_t>((z ^ (z >> 31)) % n);
  }

private:
  uint64_t state_;
};

std::vector<stratum> strata_of(const std::vector<trial_unit>& units) {
  std::map<int, stratum> all;
  for (auto& unit : units) {
    auto& s = all[unit.stratum];
    s.outcome.push_back(unit.outcome);
    s.really.push_back(unit.on);
  }
  std::vector<stratum> out;
  for (auto& [name, s] : all) {
    for (bool on : {true, false})
      for (size_t i = 0; i < s.really.size(); ++i)
        if (s.really[i] == on)
          s.order.push_back(i);
    s.on
      = static_cast<size_t>(std::count(s.really.begin(), s.really.end(), true));
    if (s.on > 0 && s.on < s.really.size())
      out.push_back(std::move(s));
  }
  return out;
}

// An allocation's difference, and how much of a constant effect it holds: with
// an effect t taken off the units that had it, it would be `at - t * share`.
struct allocation {
  double at = 0;
  double share = 0;
};

allocation measure(const std::vector<stratum>& all) {
  allocation out;
  for (auto& s : all) {
    out.at += s.mean_difference([&](size_t i) { return s.outcome[i]; });
    out.share
      += s.mean_difference([&](size_t i) { return s.really[i] ? 1.0 : 0.0; });
  }
  out.at /= static_cast<double>(all.size());
  out.share /= static_cast<double>(all.size());
  return out;
}

bool only_pairs(const std::vector<stratum>& all) {
  return std::all_of(all.begin(), all.end(),
                     [](auto& s) { return s.order.size() == 2; });
}

std::vector<allocation> every(std::vector<stratum> all) {
  std::vector<allocation> out;
  auto count = uint64_t{1} << all.size();
  out.reserve(count);
  for (uint64_t code = 0; code < count; ++code) {
    for (size_t i = 0; i < all.size(); ++i)
      all[i].order = (code >> i) & 1 ? std::vector<size_t>{1, 0}
                                     : std::vector<size_t>{0, 1};
    out.push_back(measure(all));
  }
  return out;
}

std::vector<allocation> some(std::vector<stratum> all, uint64_t seed) {
  std::vector<allocation> out;
  out.reserve(drawn);
  seeded chance(seed);
  for (uint64_t i = 0; i < drawn; ++i) {
    for (auto& s : all)
      for (auto left = s.order.size(); left > 1; --left)
        std::swap(s.order[left - 1], s.order[chance.below(left)]);
    out.push_back(measure(all));
  }
  return out;
}

// The share of allocations that differ at least as much from `effect`.
double p_of(const std::vector<allocation>& others, double observed,
            double effect, bool exact) {
  auto size = std::abs(observed - effect);
  auto bound = size - 1e-9 * (1 + size);
  auto as_far = std::count_if(others.begin(), others.end(), [&](auto& a) {
    return std::abs(a.at - effect * a.share) >= bound;
  });
  auto own = exact ? 0 : 1; // what was drawn may lack the real one
  return static_cast<double>(as_far + own)
         / static_cast<double>(others.size() + static_cast<size_t>(own));
}

// The place left or right of `inside` at which `holds` ends.
double
edge_of(double inside, double step, const std::function<bool(double)>& holds) {
  auto outside = inside + step;
  for (int i = 0; i < doublings && holds(outside); ++i)
    step *= 2, outside = inside + step;
  if (holds(outside))
    return std::nan("");
  for (int i = 0; i < halvings; ++i) {
    auto middle = (inside + outside) / 2;
    (holds(middle) ? inside : outside) = middle;
  }
  return outside;
}

} // namespace

std::optional<trial_finding>
randomisation_test(const std::vector<trial_unit>& units, uint64_t seed) {
  auto all = strata_of(units);
  if (all.empty() || std::any_of(units.begin(), units.end(), [](auto& u) {
        return !std::isfinite(u.outcome);
      }))
    return std::nullopt;
  trial_finding out;
  out.strata = static_cast<int>(all.size());
  out.difference = measure(all).at;
  out.exact = only_pairs(all) && all.size() <= most_enumerated;
  auto others = out.exact ? every(all) : some(all, seed);
  out.allocations = others.size();
  out.p = p_of(others, out.difference, 0, out.exact);
  auto holds = [&](double effect) {
    return p_of(others, out.difference, effect, out.exact) > rejected_below;
  };
  auto step = std::max(std::abs(out.difference), 1e-6);
  out.low = edge_of(out.difference, -step, holds);
  out.high = edge_of(out.difference, step, holds);
  return out;
}

double log_e_of_pairs(const std::vector<double>& differences, double effect,
                      double spread) {
  double sum = 0;
  for (auto size : bet_sizes)
    for (auto side : {-1.0, 1.0}) {
      double log_e = 0; // exp(x)/cosh(x), where x and -x are equally likely
      for (auto d : differences)
        log_e += std::log(2.0)
                 - std::log1p(std::exp(
                   std::min(700.0, -2 * side * size * (d - effect) / spread)));
      sum += std::exp(log_e);
    }
  return std::log(sum / (2.0 * bet_sizes.size()));
}

std::optional<any_look_interval>
interval_at_any_look(const std::vector<double>& differences, double spread) {
  if (differences.empty() || !(spread > 0) || !std::isfinite(spread))
    return std::nullopt;
  double centre = 0;
  for (auto d : differences)
    centre += d / static_cast<double>(differences.size());
  auto holds = [&](double effect) {
    return log_e_of_pairs(differences, effect, spread) < std::log(rejected_at);
  };
  any_look_interval out{edge_of(centre, -spread, holds),
                        edge_of(centre, spread, holds)};
  if (!std::isfinite(out.low) || !std::isfinite(out.high))
    return std::nullopt;
  return out;
}

} // namespace auren::hypotheses
