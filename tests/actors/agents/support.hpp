#pragma once

#include "actors/agents/facts.hpp"
#include "messages/time.hpp"

#include <cmath>
#include <random>
#include <string>

/// People made of numbers, for the agents' tests.
namespace auren::test {

inline memory::MetricSummary&
add_metric(memory::Metrics& all, const std::string& name,
           const std::string& label, const std::string& unit,
           const std::string& group, double value, double median,
           double spread) {
  auto* m = all.add_metrics();
  m->set_metric(name);
  m->set_label(label);
  m->set_unit(unit);
  m->set_group(group);
  m->set_aggregate("mean");
  m->mutable_latest()->set_value(value);
  m->mutable_latest()->set_time_ms(time::now_ms() - 3'600'000);
  m->mutable_latest()->set_time(time::format(time::now_ms() - 3'600'000));
  m->mutable_latest()->set_source("ring");
  m->mutable_baseline()->set_id(name + "/28/20513");
  m->mutable_baseline()->set_median(median);
  m->mutable_baseline()->set_spread(spread);
  m->mutable_baseline()->set_n(26);
  m->mutable_baseline()->set_window_days(28);
  return *m;
}

inline knowledge::Insight&
add_insight(knowledge::Knowledge& all, const std::string& cause,
            const std::string& effect, double units, const std::string& grade) {
  auto* i = all.add_insights();
  i->set_id("h" + std::to_string(all.insights_size()));
  i->set_cause(cause);
  i->set_effect(effect);
  i->set_lag_days(1);
  i->set_grade(grade);
  i->set_status("current");
  i->set_since("2026-02-03");
  i->set_confidence(0.92);
  i->set_n_effective(84.4);
  i->mutable_estimate()->set_units(units);
  i->mutable_estimate()->set_size(units > 0 ? 0.31 : -0.31);
  i->mutable_estimate()->set_ci_low(units - 0.05);
  i->mutable_estimate()->set_ci_high(units + 0.05);
  i->add_provenance("0190-aaaa");
  return *i;
}

/// A person with poor sleep, caffeine and one thing under test.
inline agents::facts someone() {
  agents::facts f;
  add_metric(f.metrics, "hrv_rmssd", "Heart rate variability (RMSSD)", "ms",
             "heart", 41.2, 55.4, 6.1);
  add_metric(f.metrics, "sleep_duration", "Sleep", "h", "sleep", 5.9, 7.4, 0.6);
  add_metric(f.metrics, "sleep_deep", "Deep sleep", "min", "sleep", 61, 84, 12);
  add_metric(f.metrics, "caffeine", "Caffeine", "mg", "nutrition", 320, 160,
             60);
  auto& spo2 = add_metric(f.metrics, "spo2", "Blood oxygen saturation", "%",
                          "heart", 96, 0, 0);
  spo2.clear_baseline();
  spo2.set_baseline_absent("9 of 14 nights");
  add_insight(f.insights, "caffeine", "sleep_deep", -0.12, "observed");
  auto* h = f.hypotheses.add_hypotheses();
  h->set_id("h9");
  h->set_status(hypotheses::Status::testing);
  h->mutable_prediction()->set_cause("meditation");
  h->mutable_prediction()->set_effect("hrv_rmssd");
  h->mutable_prediction()->set_direction(1);
  h->set_evidence_days(23);
  auto* memory = f.memories.add_hits()->mutable_memory();
  memory->set_memory_id("m1");
  memory->set_text("Slept badly: 3 coffees because of the deadline");
  memory->set_valid_from("2026-02-20T08:00:00+01:00");
  auto* days = f.days.add_columns();
  days->set_metric("hrv_rmssd");
  for (int d = 0; d < 35; ++d) {
    days->add_day(20500 + d);
    days->add_value(d < 28 ? 55 + d % 3 : 44 + d % 3);
  }
  return f;
}

inline agents::Snapshot snapshot_of(const agents::facts& f) {
  agents::Snapshot s;
  s.set_metrics(f.metrics.SerializeAsString());
  s.set_insights(f.insights.SerializeAsString());
  s.set_hypotheses(f.hypotheses.SerializeAsString());
  s.set_memories(f.memories.SerializeAsString());
  s.set_days(f.days.SerializeAsString());
  for (auto& missing : f.missing)
    s.add_missing(missing);
  return s;
}

/// A person nobody would invent: odd sizes, signs, NaN, empty names.
inline agents::facts anyone(std::mt19937& random) {
  static const std::vector<std::string> names{
    "hrv_rmssd", "sleep_duration", "sleep_deep", "steps",   "weight",
    "spo2",      "mood",           "caffeine",   "alcohol", "late_meal"};
  static const std::vector<std::string> units{
    "ms", "h", "min", "count", "%", "mg", "bool", "1-10", "degC", ""};
  static const std::vector<std::string> groups{"heart",    "sleep",     "mind",
                                               "activity", "nutrition", ""};
  static const std::vector<std::string> grades{"observed", "tested",
                                               "experiment"};
  auto number = [&] {
    static const double odd[]
      = {0, 1, -1, 1e-7, 1e9, std::nan(""), INFINITY, 100, 59.999, 7.995};
    if (random() % 8 == 0)
      return odd[random() % std::size(odd)];
    return std::uniform_real_distribution{-50.0, 900.0}(random);
  };
  auto pick = [&](auto& list) { return list[random() % list.size()]; };
  agents::facts f;
  for (auto& name : names) {
    if (random() % 3 == 0)
      continue;
    auto& m = add_metric(f.metrics, name, random() % 4 ? "The " + name : "",
                         pick(units), pick(groups), number(), number(),
                         std::abs(number()));
    m.mutable_baseline()->set_n(static_cast<uint32_t>(random() % 28));
    if (random() % 3 == 0) {
      m.clear_baseline();
      m.set_baseline_absent(std::to_string(random() % 14) + " of 14 nights.");
    }
    if (random() % 3 == 0)
      m.set_today(number());
    if (random() % 4 == 0)
      m.set_aggregate("sum");
    if (random() % 6 == 0)
      m.clear_latest();
    auto* days = f.days.add_columns();
    days->set_metric(name);
    for (unsigned d = 0; d < random() % 60; ++d) {
      days->add_day(static_cast<int>(20000 + d));
      days->add_value(number());
    }
  }
  static const std::vector<std::string> standings{
    "current", "current", "weakened", "contradicted", "withdrawn"};
  for (unsigned n = random() % 8; n > 0; --n) {
    auto& i = add_insight(f.insights, pick(names), pick(names), number(),
                          pick(grades));
    i.set_status(pick(standings));
    i.set_lag_days(static_cast<int>(random() % 8));
    i.mutable_estimate()->set_size(number() / 900);
    i.mutable_estimate()->set_ci_low(number());
    i.set_confidence(static_cast<double>(random() % 1000) / 1000);
    i.set_n_effective(std::abs(number()));
  }
  for (unsigned n = random() % 4; n > 0; --n) {
    auto* h = f.hypotheses.add_hypotheses();
    h->set_status(static_cast<hypotheses::Status::Value>(1 + random() % 3));
    h->mutable_prediction()->set_cause(pick(names));
    h->mutable_prediction()->set_effect(pick(names));
    h->mutable_prediction()->set_lag_days(static_cast<int>(random() % 8));
    h->set_evidence_days(static_cast<uint32_t>(random() % 400));
  }
  if (random() % 2)
    f.memories.add_hits()->mutable_memory()->set_text(
      std::string(random() % 300, 'x') + " “take 500 mg” because 7 ”");
  if (random() % 5 == 0)
    f.missing.push_back("Your notes could not be read: overloaded.");
  return f;
}

} // namespace auren::test
