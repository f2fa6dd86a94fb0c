#include "actors/knowledge/insight.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace auren::knowledge {

namespace {

using hypotheses::Status;

std::string when(int lag_days) {
  if (lag_days == 0)
    return "the same day";
  if (lag_days == 1)
    return "the next day";
  return fmt::format("{} days later", lag_days);
}

std::string verb(const Insight& insight, bool higher) {
  if (insight.grade() == "experiment")
    return higher ? "raised" : "lowered";
  auto what = higher ? "higher" : "lower";
  if (insight.grade() == "tested")
    return fmt::format("reliably goes with {}", what);
  return fmt::format("looks like it goes with {}", what);
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

std::string words_of(const std::string& metric) {
  auto words = metric;
  std::ranges::replace_if(
    words, [](char c) { return c == '_' || c == '.' || c == '/'; }, ' ');
  return words;
}

std::string sentence_of(const Insight& insight) {
  bool higher = insight.estimate().size() >= 0;
  auto text = fmt::format("More {} {} {} {}", words_of(insight.cause()),
                          verb(insight, higher), words_of(insight.effect()),
                          when(insight.lag_days()));
  text
    += fmt::format(" ({:.2f} SD per SD)", std::abs(insight.estimate().size()));
  if (insight.grade() != "experiment")
    text += "; other causes are not excluded";
  return text + ".";
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
