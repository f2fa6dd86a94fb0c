#include "actors/hypotheses/confidence.hpp"
#include "actors/hypotheses/scientist.hpp"

#include <algorithm>

namespace auren::hypotheses {

namespace {

std::string why_not(const record& known, const proposal& what) {
  auto cause = known.find(what.cause), effect = known.find(what.effect);
  if (!cause || !effect)
    return "cause or effect is no metric of this person";
  if (cause == effect)
    return "a metric cannot be its own cause";
  if (known.metrics[static_cast<size_t>(*effect)].randomised())
    return "an assignment by coin has no cause";
  if (what.lag_days < 0 || what.lag_days > longest_lag)
    return "the lag must be 0 to 7 days";
  if (!known.precedes(*cause, *effect, what.lag_days))
    return "on the same day the cause must be measured at least a quarter "
           "hour before the effect: use a lag of a day or more";
  if (what.direction != 1 && what.direction != -1)
    return "the direction must be 1 (more with more) or -1 (less with more)";
  return {};
}

} // namespace

std::variant<size_t, std::string>
scientist::propose(const record& known, const proposal& what) {
  if (!started_)
    return std::string{"there are no days yet"};
  if (auto refusal = why_not(known, what); !refusal.empty())
    return refusal;
  for (const auto& h : hypotheses_)
    if (h.what.cause == what.cause && h.what.effect == what.effect
        && h.what.lag_days == what.lag_days
        && h.what.direction == what.direction && h.now != status::retired
        && h.now != status::refuted && h.now != status::inconclusive
        && h.now != status::stale)
      return "already registered as " + h.id;
  auto until = known.first(static_cast<int>(
    std::clamp<int64_t>(next_ - known.first_day, 0, known.days())));
  auto cause = *until.find(what.cause), effect = *until.find(what.effect);
  scan seen(until, how_);
  prediction out;
  out.cause = what.cause, out.effect = what.effect;
  out.lag_days = what.lag_days, out.direction = what.direction;
  out.rationale = what.rationale, out.proposer = what.proposer;
  out.registered_on = std::max(next_ - 1, what.seen_through);
  out.controls = named_controls(
    until, effect, seen.controls(cause, effect, what.lag_days), how_);
  expect_unmeasured(out);
  const auto* pair = seen.find(cause, effect);
  for (const auto& e : pair ? pair->lags : std::vector<estimate>{})
    if (e.lag == what.lag_days && e.size * what.direction > 0)
      expect(out, e, units_per_size(seen, cause, effect));
  if (find(id_of(out)))
    return "already registered as " + id_of(out);
  auto at = enroll(std::move(out));
  past_only series(until);
  // Nothing has been claimed for it: that is left to the next look.
  std::vector<bool> passed(seen.pairs().size());
  learn(hypotheses_[at], seen, series, passed, posteriors(seen, how_));
  return at;
}

void scientist::adopt(hypothesis registered) {
  if (!find(registered.id))
    hypotheses_.push_back(std::move(registered));
}

} // namespace auren::hypotheses
