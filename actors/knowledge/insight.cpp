#include "actors/knowledge/insight.hpp"

#include "actors/ingest/catalogue.hpp"
#include "messages/words.hpp"

#include <fmt/format.h>

namespace auren::knowledge {

namespace {

using hypotheses::Status;

/// Not even a coin excludes that it fell so by chance (method B9).
constexpr double experiment_confidence = 0.99;

bool yes_or_no(const std::string& metric) {
  auto known = ingest::catalogue::standard().find(metric);
  return known != nullptr && known->type == ingest::statistic::binary;
}

std::string inside(const std::string& metric) {
  return words::inside(label_of(metric));
}

/// "on the day after more caffeine", "on days with an evening walk".
std::string after(const Insight& insight) {
  auto& cause = insight.cause();
  auto what = (yes_or_no(cause) ? "" : "more ") + inside(cause);
  if (insight.lag_days() == 0)
    return "on days with " + what;
  if (insight.lag_days() == 1)
    return "on the day after " + what;
  return fmt::format("{} days after {}", insight.lag_days(), what);
}

} // namespace

std::string grade_of(const hypotheses::Hypothesis& h) {
  if (h.prediction().model().starts_with("experiment"))
    return "experiment";
  return h.status() == Status::knowledge ? "tested" : "observed";
}

std::string standing_of(Status::Value status) {
  switch (status) {
    case Status::supported:
    case Status::knowledge: return "current";
    case Status::testing:
    case Status::inconclusive:
    case Status::association:
    case Status::stale: return "weakened";
    case Status::refuted:
    case Status::contradicted: return "contradicted";
    case Status::retired: return "withdrawn";
    default: return {};
  }
}

std::string label_of(const std::string& metric) {
  auto known = ingest::catalogue::standard().describe(metric);
  return known ? known->label : words::capital(words::of_name(metric));
}

std::string sentence_of(const Insight& insight) {
  bool higher = insight.estimate().size() >= 0;
  auto effect = inside(insight.effect());
  if (insight.grade() == "experiment"
      && insight.verdict() == "no_effect_that_matters")
    return fmt::format("In an experiment {} made no difference to {} that "
                       "matters.",
                       inside(insight.cause()), effect);
  if (insight.grade() == "experiment")
    return fmt::format("In an experiment {} {} {}.", inside(insight.cause()),
                       higher ? "raised" : "lowered", effect);
  auto where
    = fmt::format("{} {}", higher ? "higher" : "lower", after(insight));
  auto text
    = insight.grade() == "tested"
        ? fmt::format("{} is reliably {}", words::capital(effect), where)
        : fmt::format("It looks like {} is {}", effect, where);
  if (!insight.condition().empty())
    text += fmt::format(", {} only", insight.condition());
  return text + "; other causes are not excluded.";
}

std::string limits_of(const std::string& grade) {
  if (grade == "experiment")
    return "Holds for this person, for what was tried and the weeks of the "
           "experiment.";
  if (grade == "tested")
    return "Held on days after it was predicted, but nothing was randomised: "
           "other causes are not excluded.";
  return "Found by looking back: other causes are not excluded, and it is "
         "not yet tested on new days.";
}

Insight insight_of(const hypotheses::Hypothesis& h) {
  Insight insight;
  insight.set_id(h.id());
  insight.set_cause(h.prediction().cause());
  insight.set_effect(h.prediction().effect());
  insight.set_lag_days(h.prediction().lag_days());
  *insight.mutable_estimate() = h.effect();
  insight.set_confidence(h.confidence());
  insight.set_n_effective(h.n_effective());
  insight.set_grade(grade_of(h));
  insight.set_status(standing_of(h.status()));
  insight.set_reason(h.reason());
  if (h.evidence_size() > 0)
    insight.set_last_evidence(h.evidence(h.evidence_size() - 1).date());
  // What contradicts itself and depends on something was not wrong.
  if (h.has_moderator()) {
    insight.set_condition(h.moderator().condition());
    if (insight.status() == "contradicted"
        && h.status() == Status::contradicted)
      insight.set_status("weakened");
  }
  insight.set_sentence(sentence_of(insight));
  insight.set_limits(limits_of(insight.grade()));
  return insight;
}

Insight insight_of(const hypotheses::Experiment& trial) {
  auto& result = trial.result();
  Insight insight;
  insight.set_id(trial.id());
  insight.set_cause(trial.plan().cause());
  insight.set_effect(trial.plan().outcome());
  insight.set_grade("experiment");
  insight.set_verdict(result.verdict());
  auto& estimate = *insight.mutable_estimate();
  estimate.set_size(result.size());
  estimate.set_units(result.difference());
  estimate.set_ci_low(result.ci_low());
  estimate.set_ci_high(result.ci_high());
  estimate.set_sentence(result.sentence());
  insight.set_confidence(experiment_confidence);
  insight.set_n_effective(result.days_counted());
  insight.set_last_evidence(result.through());
  insight.set_reason(trial.reason());
  bool over = trial.status() == hypotheses::ExperimentStatus::finished
              || trial.status() == hypotheses::ExperimentStatus::stopped
              || trial.status() == hypotheses::ExperimentStatus::aborted;
  bool says = result.verdict() == "effect"
              || result.verdict() == "no_effect_that_matters";
  if (over && !result.verdict().empty())
    insight.set_status(says ? "current" : "weakened");
  insight.set_sentence(sentence_of(insight));
  insight.set_limits(limits_of(insight.grade()));
  return insight;
}

} // namespace auren::knowledge
