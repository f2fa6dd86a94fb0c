#include "actors/hypotheses/present.hpp"

#include "actors/hypotheses/judge.hpp"
#include "actors/hypotheses/settings.hpp"
#include "actors/hypotheses/wording.hpp"

#include <cmath>

namespace auren::hypotheses {

namespace {

metric metric_of(const record& known, const std::string& name) {
  if (auto column = known.find(name))
    return known.metrics[static_cast<size_t>(*column)];
  metric unknown;
  unknown.name = name;
  return unknown;
}

/// The usual day-to-day spread of a metric; 1 when it does not vary.
double spread_of(const record& known, const std::string& name) {
  auto column = known.find(name);
  double n = 0;
  double sum = 0;
  double squares = 0;
  for (int row = 0; column && row < known.days(); ++row)
    if (auto value = known.values(row, *column); !std::isnan(value)) {
      n += 1;
      sum += value;
      squares += value * value;
    }
  auto variance = n > 1 ? (squares - sum * sum / n) / (n - 1) : 0;
  return variance > 0 ? std::sqrt(variance) : 1;
}

void predict(const hypothesis& from, Prediction& out) {
  auto& what = from.what;
  out.set_cause(what.cause);
  out.set_effect(what.effect);
  out.set_lag_days(what.lag_days);
  out.set_direction(what.direction);
  out.set_expected_size(what.expected_size);
  out.set_rationale(what.rationale);
  out.set_proposer(what.proposer);
  out.set_registered_on(date_of(what.registered_on));
  out.set_model(what.model);
  out.set_would_refute(what.would_refute);
}

void estimate_of(const hypothesis& from, const record& known, Effect& out) {
  auto& last = from.last;
  auto scale = last.units_per_size;
  auto margin = settings{}.interval_reach * 1.96 * last.at_lag.error;
  out.set_size(last.at_lag.size);
  out.set_units(last.at_lag.size * scale);
  out.set_ci_low((last.at_lag.size - margin) * scale);
  out.set_ci_high((last.at_lag.size + margin) * scale);
  statement words;
  words.now = from.now;
  words.cause = metric_of(known, from.what.cause);
  words.effect = metric_of(known, from.what.effect);
  words.lag_days = from.what.lag_days;
  words.units = out.units();
  words.low = out.ci_low();
  words.high = out.ci_high();
  words.days = last.at_lag.days;
  words.n_effective = last.at_lag.n_effective;
  words.cause_sd = spread_of(known, from.what.cause);
  words.experiment = words.cause.randomised();
  out.set_sentence(sentence(words));
}

/// Why it stands where it stands; while it is tested the days are today's.
std::string reason_now(const hypothesis& from, const settings& how) {
  if (from.now != status::testing)
    return from.reason;
  standing today;
  today.evidence_days = from.proof.days;
  return reason_for(from.now, today, &from.proof, how);
}

} // namespace

Status::Value to_message(status now) {
  switch (now) {
    case status::proposed: return Status::proposed;
    case status::registered: return Status::registered;
    case status::testing: return Status::testing;
    case status::supported: return Status::supported;
    case status::knowledge: return Status::knowledge;
    case status::refuted: return Status::refuted;
    case status::inconclusive: return Status::inconclusive;
    case status::association: return Status::association;
    case status::stale: return Status::stale;
    case status::contradicted: return Status::contradicted;
    case status::retired: return Status::retired;
  }
  return Status::testing;
}

std::string event_type_of(status now) {
  if (now == status::testing)
    return "hypothesis.evidence";
  return "hypothesis." + std::string{to_string(now)};
}

Hypothesis present(const hypothesis& from, const record& known, int64_t day,
                   const settings& how) {
  Hypothesis out;
  out.set_id(from.id);
  predict(from, *out.mutable_prediction());
  out.set_status(to_message(from.now));
  out.set_confidence(confidence_of(from, how));
  out.set_evidence_days(static_cast<uint32_t>(from.proof.days));
  out.set_reason(reason_now(from, how));
  out.set_updated(date_of(day));
  if (from.last.tested) {
    estimate_of(from, known, *out.mutable_effect());
    out.set_n_effective(from.last.at_lag.n_effective);
    out.set_p_value(from.last.p);
  }
  auto& point = *out.add_evidence();
  point.set_date(date_of(day));
  point.set_log_e(from.proof.log_e(how));
  point.set_log_e_refute(from.proof.log_refute(how));
  point.set_n(static_cast<uint32_t>(from.proof.days));
  point.set_confidence(out.confidence());
  return out;
}

} // namespace auren::hypotheses
