#include "actors/hypotheses/report.hpp"

#include "actors/hypotheses/confidence.hpp"
#include "actors/hypotheses/experiments.hpp"
#include "actors/hypotheses/looks.hpp"
#include "actors/hypotheses/statistics.hpp"
#include "actors/hypotheses/wording.hpp"

#include <algorithm>
#include <set>

namespace auren::hypotheses {

namespace {

constexpr double shown_shift = 0.6; // SD
constexpr double leans = 2;         // |t|

// Does the look show what was predicted, at the lag it was predicted for?
bool bears_out(const pair_result& pair, const prediction& what) {
  return std::any_of(pair.lags.begin(), pair.lags.end(), [&](auto& e) {
    return e.lag == what.lag_days && e.t() * what.direction > leans;
  });
}

class concluder {
public:
  concluder(const scientist& who, const record& known)
    : who_(who), known_(known), how_(who.how()), seen_(known, how_) {
    auto days = known.first_day + known.days() - who.first_day();
    auto k = looks_before(static_cast<int>(days), how_);
    passed_ = seen_.pass(look_alpha(k, how_), how_.experiment_alpha / 2);
    posterior_ = posteriors(seen_, how_);
    auto confirmed = who.confirmed();
    for (size_t i = 0; i < confirmed.size(); ++i)
      if (const auto& h = who.hypotheses()[i];
          confirmed[i] && h.now != status::retired)
        confirmed_.insert({h.what.cause, h.what.effect});
    judge_experiments();
  }

  finding conclude(size_t i) {
    const auto& pair = seen_.pairs()[i];
    finding out;
    out.cause = metric_at(pair.cause).name;
    out.effect = metric_at(pair.effect).name;
    out.experiment = pair.experiment, out.tested = pair.tested();
    if (!out.tested) {
      out.reason = "cannot be known, because " + seen_.why_untested(pair);
      return out;
    }
    const auto* h = hypothesis_of(out);
    auto where = standing_of_pair(i, out, h);
    out.now = judge(where, how_);
    if (h && h->now == status::retired)
      out.now = status::retired;
    out.reason = reason_for(out.now, where, h ? &h->proof : nullptr, how_);
    out.strongest = pair.strongest();
    out.confidence
      = confidence_of(out.now, posterior_[i], pair.experiment, how_);
    if (h)
      out.hypothesis = h->id;
    measure(out, pair);
    return out;
  }

  report all() {
    report out;
    for (size_t i = 0; i < seen_.pairs().size(); ++i)
      out.findings.push_back(conclude(i));
    for (const auto& shift : seen_.series().shifts)
      if (std::abs(shift.size) >= shown_shift)
        out.shifts.push_back({metric_at(shift.metric).name,
                              known_.first_day + shift.day, shift.size});
    return out;
  }

private:
  using names = std::pair<std::string, std::string>;

  const metric& metric_at(int i) const {
    return known_.metrics[static_cast<size_t>(i)];
  }

  void judge_experiments() {
    past_only series(known_);
    auto found = experiments_of(series, how_);
    std::vector<double> log_e;
    log_e.reserve(found.size());
    for (const auto& e : found)
      log_e.push_back(e.log_e);
    auto succeeded = e_bh(log_e, how_.experiment_alpha / 2);
    for (size_t i = 0; i < found.size(); ++i)
      if (succeeded[i])
        confirmed_.insert(
          {metric_at(found[i].cause).name, metric_at(found[i].effect).name});
  }

  // The first prediction on the pair that was not taken out.
  const hypothesis* hypothesis_of(const finding& of) const {
    const hypothesis* out = nullptr;
    for (const auto& h : who_.hypotheses())
      if (h.what.cause == of.cause && h.what.effect == of.effect
          && (!out || out->now == status::retired))
        out = &h;
    return out;
  }

  standing standing_of_pair(size_t i, const finding& of, const hypothesis* h) {
    const auto& pair = seen_.pairs()[i];
    bool known = confirmed_.contains({of.cause, of.effect});
    standing out;
    if (h)
      out = standing_of(*h, known, who_.next_day() - 1, needed(*h), how_);
    out.known = known || (pair.experiment && passed_[i]);
    out.experiment = pair.experiment;
    out.tested = true, out.passes = passed_[i], out.p = pair.p;
    out.claimed = who_.claimed_on(of.cause, of.effect).has_value();
    auto sign = pair.strongest().size;
    out.opposite = known && h && h->what.direction * sign < 0;
    if (out.opposite && bears_out(pair, h->what)) {
      // Two effects at two lags: this one has only the looks to stand on.
      out.opposite = out.known = false;
    }
    bool claim = out.known || out.passes || out.claimed;
    out.reverse = claim && seen_.reverse_leans(pair);
    out.faded = claim && seen_.faded(pair);
    return out;
  }

  double needed(const hypothesis& h) const {
    return days_to_decide(h.what.expected_size,
                          static_cast<int>(who_.hypotheses().size()),
                          static_cast<int>(confirmed_.size()), how_);
  }

  void measure(finding& out, const pair_result& pair) const {
    const auto& e = out.strongest;
    auto unit = units_per_size(seen_, pair.cause, pair.effect);
    auto half = how_.interval_reach * t_critical(e.df) * e.error;
    out.units = e.size * unit;
    out.low = (e.size - half) * unit, out.high = (e.size + half) * unit;
    out.robustness = robustness(e.t(), e.df);
    out.sentence
      = sentence({out.now, pair.experiment, metric_at(pair.cause),
                  metric_at(pair.effect), e.lag, out.units, out.low, out.high,
                  seen_.series().scale[static_cast<size_t>(pair.cause)], e.days,
                  e.n_effective});
  }

  const scientist& who_;
  const record& known_;
  settings how_;
  scan seen_;
  std::vector<bool> passed_;
  std::vector<double> posterior_;
  std::set<names> confirmed_;
};

} // namespace

report conclude(const scientist& who, const record& known) {
  if (known.days() == 0 || known.width() < 2)
    return {};
  return concluder(who, known).all();
}

} // namespace auren::hypotheses
