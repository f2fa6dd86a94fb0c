#include "actors/hypotheses/confidence.hpp"
#include "actors/hypotheses/looks.hpp"
#include "actors/hypotheses/scientist.hpp"

#include <algorithm>

namespace auren::hypotheses {

namespace {

const metric& metric_at(const scan& seen, int i) {
  return seen.known().metrics[static_cast<size_t>(i)];
}

const estimate* at_lag(const pair_result& pair, int lag) {
  for (const auto& e : pair.lags)
    if (e.lag == lag)
      return &e;
  return pair.tested() ? &pair.strongest() : nullptr;
}

} // namespace

double units_per_size(const scan& seen, int cause, int effect) {
  const auto& scale = seen.series().scale;
  return scale[static_cast<size_t>(effect)] / scale[static_cast<size_t>(cause)];
}

void scientist::look(const record& until, const past_only& series, int k,
                     progress& out) {
  scan seen(until, how_);
  auto day = until.first_day + until.days() - 1;
  auto alpha = look_alpha(k, how_);
  auto passed = seen.pass(alpha, 0); // experiments: once, after their end
  looked report{day, k, alpha, 0, 0, 0};
  for (size_t i = 0; i < passed.size(); ++i) {
    const auto& pair = seen.pairs()[i];
    report.pairs += pair.tested();
    if (!passed[i])
      continue;
    ++report.claims;
    claims_.try_emplace(
      {metric_at(seen, pair.cause).name, metric_at(seen, pair.effect).name},
      day);
  }
  report.proposed = register_best(seen, day);
  auto posterior = posteriors(seen, how_);
  for (auto& h : hypotheses_)
    learn(h, seen, series, passed, posterior);
  out.looks.push_back(report);
}

bool scientist::has_scan_prediction(const std::string& cause,
                                    const std::string& effect, int lag,
                                    int direction) const {
  return std::any_of(
    hypotheses_.begin(), hypotheses_.end(), [&](const hypothesis& h) {
      return h.what.cause == cause && h.what.effect == effect
             && (h.what.proposer == "scan"
                 || (h.what.lag_days == lag && h.what.direction == direction));
    });
}

int scientist::register_best(const scan& seen, int64_t day) {
  std::vector<const pair_result*> best;
  for (const auto& pair : seen.pairs())
    if (pair.tested() && !pair.experiment && pair.p <= how_.propose_p)
      best.push_back(&pair);
  std::stable_sort(best.begin(), best.end(),
                   [](auto* a, auto* b) { return a->p < b->p; });
  int count = 0;
  for (const auto* pair : best) {
    prediction what;
    what.cause = metric_at(seen, pair->cause).name;
    what.effect = metric_at(seen, pair->effect).name;
    const auto& from = pair->strongest();
    if (count == how_.propose_most)
      break;
    if (has_scan_prediction(what.cause, what.effect, from.lag,
                            from.size > 0 ? 1 : -1))
      continue;
    what.proposer = "scan", what.registered_on = day;
    what.rationale = "among the strongest lagged pairs of a scheduled look";
    expect(what, from, units_per_size(seen, pair->cause, pair->effect));
    what.controls = named_controls(
      seen.known(), pair->effect,
      seen.controls(pair->cause, pair->effect, from.lag), how_);
    enroll(std::move(what));
    ++count;
  }
  return count;
}

size_t scientist::enroll(prediction what) {
  hypothesis h;
  h.id = id_of(what);
  h.now = status::registered;
  h.since = h.last_evidence = what.registered_on;
  h.what = std::move(what);
  hypotheses_.push_back(std::move(h));
  return hypotheses_.size() - 1;
}

// Everything that stays fixed until the next look.
void scientist::learn(hypothesis& h, const scan& seen, const past_only& series,
                      const std::vector<bool>& passed,
                      const std::vector<double>& posterior) {
  auto cause = seen.known().find(h.what.cause);
  auto effect = seen.known().find(h.what.effect);
  h.model.reset();
  h.last = {};
  h.last.day = seen.known().first_day + seen.known().days() - 1;
  const auto* pair = cause && effect ? seen.find(*cause, *effect) : nullptr;
  if (!pair)
    return;
  auto lag = h.what.lag_days;
  h.model
    = fit_nuisance(series, *cause, *effect, lag,
                   named_controls(seen.known(), *effect,
                                  seen.controls(*cause, *effect, lag), how_),
                   seen.known().days(), how_);
  if (!pair->tested())
    return;
  auto index = static_cast<size_t>(pair - seen.pairs().data());
  h.last.tested = true, h.last.p = pair->p, h.last.passes = passed[index];
  h.last.reverse = seen.reverse_leans(*pair);
  h.last.opposite = pair->strongest().size * h.what.direction < 0;
  h.last.faded = seen.faded(*pair);
  h.last.posterior = posterior[index];
  h.last.at_lag = *at_lag(*pair, lag);
  h.last.units_per_size = units_per_size(seen, *cause, *effect);
  h.last.cause_sd = seen.series().scale[static_cast<size_t>(*cause)];
  if (h.last.passes && !h.last.opposite && h.claimed_on == 0)
    h.claimed_on = h.last.day;
}

} // namespace auren::hypotheses
