#include "actors/hypotheses/hypothesis.hpp"

#include <algorithm>
#include <tuple>

namespace auren::hypotheses {

std::string_view to_string(status s) {
  switch (s) {
    case status::proposed: return "proposed";
    case status::registered: return "registered";
    case status::testing: return "testing";
    case status::supported: return "supported";
    case status::knowledge: return "knowledge";
    case status::refuted: return "refuted";
    case status::inconclusive: return "inconclusive";
    case status::association: return "association";
    case status::stale: return "stale";
    case status::contradicted: return "contradicted";
    case status::retired: return "retired";
  }
  return "";
}

std::optional<status> status_of(std::string_view name) {
  for (int i = 0; i <= static_cast<int>(status::retired); ++i)
    if (to_string(static_cast<status>(i)) == name)
      return static_cast<status>(i);
  return std::nullopt;
}

bool is_claim(status s) {
  return s == status::supported || s == status::knowledge || s == status::stale;
}

bool look_numbers::operator==(const look_numbers& other) const {
  auto key = [](const look_numbers& n) {
    return std::tuple{n.day,
                      n.tested,
                      n.p,
                      n.passes,
                      n.reverse,
                      n.faded,
                      n.opposite,
                      n.posterior,
                      n.units_per_size,
                      n.at_lag.lag,
                      n.at_lag.size,
                      n.at_lag.error,
                      n.at_lag.p,
                      n.at_lag.df,
                      n.at_lag.days,
                      n.at_lag.n_effective,
                      n.cause_sd};
  };
  return key(*this) == key(other);
}

double confidence_of(status now, double posterior, bool experiment,
                     const settings& how) {
  auto out
    = std::min(posterior, experiment ? how.cap_experiment : how.cap_observed);
  if (now == status::association)
    return std::min(out, how.cap_association);
  if (now == status::contradicted || now == status::refuted)
    return std::min(out, 0.5);
  return is_claim(now) ? std::max(out, how.claim_floor) : out;
}

double confidence_of(const hypothesis& h, const settings& how) {
  return confidence_of(h.now, h.last.posterior, false, how);
}

} // namespace auren::hypotheses
