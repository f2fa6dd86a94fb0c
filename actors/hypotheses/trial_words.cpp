#include "actors/hypotheses/trial_words.hpp"

#include "actors/hypotheses/wording.hpp"
#include "messages/words.hpp"

#include <fmt/format.h>

#include <cmath>

namespace auren::hypotheses {

namespace {

std::string metric_words(const record& known, const std::string& name) {
  auto column = known.find(name);
  auto label = column ? known.metrics[static_cast<size_t>(*column)].label : "";
  return label.empty() ? words::of_name(name) : words::inside(label);
}

std::string amount_words(double value, const std::string& unit) {
  auto bare = unit.empty() || unit == "count" || unit == "1-10"
              || unit == "bool" || unit == "score";
  return plain(value) + (bare ? "" : " " + unit);
}

std::string interval_words(const ExperimentResult& r) {
  if (!r.has_ci_low())
    return "too few pairs for an interval";
  return fmt::format("95 % interval {} to {}", plain(r.ci_low()),
                     amount_words(r.ci_high(), r.unit()));
}

std::string basis_words(const ExperimentResult& r) {
  auto text = fmt::format("{} pairs of blocks, {} counted days", r.pairs(),
                          r.days_counted());
  if (r.has_p_value())
    text += fmt::format(", p = {:.2g} by randomisation", r.p_value());
  auto told = r.days_followed() + r.days_deviated();
  if (told > 0)
    text += fmt::format("; followed on {} of {} days that are known",
                        r.days_followed(), told);
  return text;
}

} // namespace

std::string trial_sentence(const ExperimentPlan& plan,
                           const ExperimentResult& r, const record& known) {
  auto cause = metric_words(known, plan.cause());
  auto outcome = metric_words(known, plan.outcome());
  if (!r.has_difference())
    return fmt::format("The experiment on {} and {} has no answer yet: {}",
                       cause, outcome, r.reason());
  auto basis = basis_words(r);
  if (r.verdict() == "effect")
    return fmt::format(
      "In a randomised experiment with you {} causes {} to be {} {} "
      "({}; {}). It holds for you, as it was tried, in these weeks.",
      cause, outcome, amount_words(std::abs(r.difference()), r.unit()),
      r.difference() < 0 ? "lower" : "higher", interval_words(r), basis);
  if (r.verdict() == "no_effect_that_matters")
    return fmt::format("In a randomised experiment {} made no difference to {} "
                       "that matters ({}; {}).",
                       cause, outcome, interval_words(r), basis);
  return fmt::format(
    "The experiment cannot tell whether {} changes {}: days "
    "on were {} {} than days off ({}; {}).",
    cause, outcome, amount_words(std::abs(r.difference()), r.unit()),
    r.difference() < 0 ? "lower" : "higher", interval_words(r), basis);
}

std::string trial_abort_words(const AbortRule& rule, const std::string& date) {
  auto text = fmt::format("On {} {} was {} the bound that was set before", date,
                          words::of_name(rule.metric()),
                          rule.has_above() ? "above" : "below");
  return rule.reason().empty() ? text + "." : text + ": " + rule.reason();
}

} // namespace auren::hypotheses
