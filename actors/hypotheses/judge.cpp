#include "actors/hypotheses/judge.hpp"

#include <fmt/format.h>

#include <cmath>

namespace auren::hypotheses {

namespace {

// Small sizes are only called out of reach once some evidence is in.
constexpr int some_evidence = 30;
constexpr double largest_exponent = 50;

double e_value(double log_e) {
  return std::exp(std::min(largest_exponent, log_e));
}

bool out_of_reach(const standing& s, const settings& how) {
  return s.evidence_days >= how.patience_days
         || (s.evidence_days >= some_evidence
             && s.days_needed > how.horizon_days);
}

bool gone(const standing& s, const settings& how) {
  return s.faded || s.decayed || s.silent_days >= how.silence_days;
}

std::string why_stale(const standing& s, const settings& how) {
  if (s.faded)
    return "it was there in the first third of the days and is gone in the "
           "last";
  if (s.decayed)
    return "the evidence since has turned: the effect seems lost";
  return fmt::format("no day with both for {} days (limit {})", s.silent_days,
                     how.silence_days);
}

std::string why_undecided(const standing& s, const settings& how) {
  if (!s.tested && !s.registered)
    return "it could not be tested";
  if (!s.registered)
    return fmt::format("the last look shows nothing of note (p = {:.2g})", s.p);
  if (s.evidence_days >= how.patience_days)
    return fmt::format("{} days of evidence have not decided it",
                       s.evidence_days);
  return fmt::format("an effect of this size would take about {:.0f} days to "
                     "decide",
                     s.days_needed);
}

} // namespace

status judge(const standing& s, const settings& how) {
  bool stands = s.passes || (s.claimed && s.tested && s.p < how.stands_below);
  bool unseen = s.known && !s.experiment && s.tested && s.p >= how.stands_below;
  if (unseen || (s.known && s.opposite))
    return status::contradicted;
  if (s.known || (stands && !s.opposite)) {
    if (s.reverse)
      return status::association;
    if (gone(s, how))
      return status::stale;
    return s.known ? status::knowledge : status::supported;
  }
  if (s.claimed)
    return s.faded ? status::stale : status::contradicted;
  if (!s.registered)
    return status::inconclusive;
  if (s.refuted)
    return status::refuted;
  return out_of_reach(s, how) ? status::inconclusive : status::testing;
}

standing standing_of(const hypothesis& h, bool known, int64_t today,
                     double days_needed, const settings& how) {
  standing s;
  s.registered = true, s.known = known;
  s.tested = h.last.tested, s.p = h.last.p, s.passes = h.last.passes;
  s.claimed = h.claimed_on != 0, s.reverse = h.last.reverse;
  s.faded = h.last.faded, s.opposite = h.last.opposite;
  s.decayed = h.proof.decayed() > how.decay_at;
  s.refuted = h.refuted_once;
  s.silent_days = static_cast<int>(today - h.last_evidence);
  s.evidence_days = h.proof.days, s.days_needed = days_needed;
  return s;
}

std::string reason_for(status now, const standing& s, const evidence* proof,
                       const settings& how) {
  auto days = fmt::format("{} days after registration", s.evidence_days);
  switch (now) {
    case status::knowledge:
      if (s.experiment)
        return "its randomised experiment succeeded";
      return fmt::format("{} speak {:.3g} to 1 for it", days,
                         proof ? e_value(proof->log_e(how)) : 1);
    case status::supported:
      return fmt::format("its pair passed a scheduled look (p = {:.2g}, all "
                         "lags and pairs paid for)",
                         s.p);
    case status::refuted:
      return fmt::format("{} speak {:.3g} to 1 against even half the predicted "
                         "size",
                         days, proof ? e_value(proof->log_refute(how)) : 1);
    case status::stale: return why_stale(s, how);
    case status::association:
      return "the other direction leans too: which comes first cannot be told";
    case status::contradicted:
      if (s.known)
        return fmt::format("the days after registration and the last look "
                           "disagree (p = {:.2g})",
                           s.p);
      return fmt::format("a later look no longer shows it (p = {:.2g})", s.p);
    case status::inconclusive: return why_undecided(s, how);
    case status::retired: return "taken out";
    case status::proposed:
    case status::registered:
    case status::testing: return fmt::format("{} so far; not decided", days);
  }
  return {};
}

} // namespace auren::hypotheses
