#include "actors/knowledge/insight.hpp"

#include "actors/ingest/catalogue.hpp"
#include "messages/words.hpp"

#include <fmt/format.h>

namespace auren::knowledge {

namespace {

using hypotheses::Status;

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
  if (insight.grade() == "experiment")
    return fmt::format("In an experiment {} {} {}.", inside(insight.cause()),
                       higher ? "raised" : "lowered", effect);
  auto where
    = fmt::format("{} {}", higher ? "higher" : "lower", after(insight));
  auto text
    = insight.grade() == "tested"
        ? fmt::format("{} is reliably {}", words::capital(effect), where)
        : fmt::format("It looks like {} is {}", effect, where);
  return text + "; other causes are not excluded.";
}

std::string limits_of(const std::string& grade) {
  if (grade == "experiment")
    return "Holds for this person, for the dose and the weeks of the "
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
  insight.set_sentence(sentence_of(insight));
  insight.set_limits(limits_of(insight.grade()));
  return insight;
}

} // namespace auren::knowledge
