#include "actors/hypotheses/wire.hpp"

#include "actors/hypotheses/statistics.hpp"
#include "actors/hypotheses/wording.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace auren::hypotheses {

namespace {

// Both lists are the same life in the same order.
static_assert(static_cast<int>(status::retired) == Status::retired);
static_assert(static_cast<int>(status::supported) == Status::supported);
static_assert(static_cast<int>(status::association) == Status::association);

void write_effect(Effect& out, const hypothesis& h, const record& known) {
  const auto& e = h.last.at_lag;
  auto unit = h.last.units_per_size;
  auto half = t_critical(e.df) * e.error;
  out.set_size(e.size);
  out.set_units(e.size * unit);
  out.set_ci_low((e.size - half) * unit);
  out.set_ci_high((e.size + half) * unit);
  auto cause = known.find(h.what.cause), effect = known.find(h.what.effect);
  if (!cause || !effect)
    return;
  auto values = known.values.col(*cause).array();
  auto seen = values.isFinite();
  auto count = std::max<double>(1, static_cast<double>(seen.count()));
  auto mean = seen.select(values, 0).sum() / count;
  auto square = seen.select((values - mean).square(), 0).sum() / count;
  out.set_sentence(sentence(
    {h.now, false, known.metrics[static_cast<size_t>(*cause)],
     known.metrics[static_cast<size_t>(*effect)], e.lag, out.units(),
     out.ci_low(), out.ci_high(), std::sqrt(square), e.days, e.n_effective}));
}

} // namespace

Status::Value to_message(status s) {
  return static_cast<Status::Value>(s);
}

Prediction to_message(const prediction& what) {
  Prediction out;
  out.set_cause(what.cause);
  out.set_effect(what.effect);
  out.set_lag_days(what.lag_days);
  out.set_direction(what.direction);
  out.set_expected_size(what.expected_size);
  out.set_rationale(what.rationale);
  out.set_proposer(what.proposer);
  out.set_registered_on(date_of(what.registered_on));
  out.set_model(what.model);
  for (const auto& c : what.controls)
    out.add_controls(fmt::format("{}@{}", c.metric, c.lag));
  out.set_would_refute(what.would_refute);
  return out;
}

EvidencePoint point_of(const hypothesis& h, const settings& how) {
  EvidencePoint out;
  out.set_date(date_of(h.last_evidence));
  out.set_log_e(h.proof.log_e(how));
  out.set_log_e_refute(h.proof.log_refute(how));
  out.set_n(static_cast<uint32_t>(h.proof.days));
  out.set_confidence(confidence_of(h, how));
  return out;
}

Hypothesis
to_message(const hypothesis& h, const record& known, const settings& how) {
  Hypothesis out;
  out.set_id(h.id);
  *out.mutable_prediction() = to_message(h.what);
  out.set_status(to_message(h.now));
  out.set_confidence(confidence_of(h, how));
  out.set_evidence_days(static_cast<uint32_t>(h.proof.days));
  *out.add_evidence() = point_of(h, how);
  out.set_reason(h.reason);
  out.set_updated(date_of(h.since));
  out.set_p_value(h.last.p);
  if (h.last.tested) {
    out.set_n_effective(h.last.at_lag.n_effective);
    write_effect(*out.mutable_effect(), h, known);
  }
  return out;
}

Looked to_message(const looked& look) {
  Looked out;
  out.set_through(date_of(look.day));
  out.set_look(static_cast<uint32_t>(look.look));
  out.set_alpha(look.alpha);
  out.set_pairs(static_cast<uint32_t>(look.pairs));
  out.set_claims(static_cast<uint32_t>(look.claims));
  return out;
}

} // namespace auren::hypotheses
