#include "actors/agents/evidence.hpp"

#include "actors/agents/numbers.hpp"
#include "messages/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace auren::agents {

namespace {

Evidence begun(const char* kind, std::string_view metric, const char* grade) {
  Evidence e;
  e.set_kind(kind);
  e.set_metric(std::string{metric});
  e.set_grade(grade);
  return e;
}

void add_pair(Evidence& e, const std::string& cause, const std::string& effect,
              int lag_days, const facts& known) {
  e.set_metric(effect);
  e.add_labels(known.label(cause));
  e.add_labels(known.label(effect));
  add_figure(e, "lag", lag_days, "days");
}

void add_confidence(Evidence& e, double confidence, double n) {
  add_figure(e, "confidence", std::round(confidence * 100), "%");
  add_figure(e, "n effective", std::round(n), "days");
  if (std::isfinite(n) && n >= 0 && n < 4e9)
    e.set_n(static_cast<uint32_t>(std::round(n)));
}

double median(std::vector<double> values) {
  auto middle = values.begin() + static_cast<ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  if (values.size() % 2 == 1)
    return *middle;
  return (*std::max_element(values.begin(), middle) + *middle) / 2;
}

const memory::DayColumn*
column(const memory::Days& all, std::string_view metric) {
  auto found = std::ranges::find_if(
    all.columns(), [&](auto& c) { return c.metric() == metric; });
  bool whole = found != all.columns().end()
               && found->day_size() == found->value_size()
               && found->day_size() > 0;
  return whole ? &*found : nullptr;
}

} // namespace

Evidence evidence_of(const memory::MetricSummary& m, const facts& known) {
  auto e = begun("latest", m.metric(), "measured");
  e.set_unit(m.unit());
  e.add_labels(known.label(m.metric()));
  e.set_window(m.latest().time());
  auto value = m.has_today() ? m.today() : m.latest().value();
  if (std::isfinite(value))
    e.set_value(value);
  add_figure(e, "value", value, m.unit());
  if (!m.latest().source().empty())
    e.add_provenance(m.latest().source() + " " + m.latest().time());
  if (!m.has_baseline()) {
    e.set_text(m.baseline_absent());
    for (auto& n : numerals_in(m.baseline_absent()).numbers)
      add_figure(e, "baseline so far", n.value);
    return e;
  }
  auto& b = m.baseline();
  e.set_n(b.n());
  add_figure(e, "median", b.median(), m.unit());
  add_figure(e, "low", b.median() - b.spread(), m.unit());
  add_figure(e, "high", b.median() + b.spread(), m.unit());
  add_figure(e, "n", b.n(), "days");
  add_figure(e, "window", b.window_days(), "days");
  e.add_provenance(b.id());
  e.set_text("Value and baseline of " + known.label(m.metric()));
  return e;
}

Evidence evidence_of(const knowledge::Insight& i, const facts& known) {
  auto e = begun("insight", i.effect(), i.grade().c_str());
  add_pair(e, i.cause(), i.effect(), i.lag_days(), known);
  auto unit = known.unit(i.effect());
  e.set_unit(unit);
  e.set_window(i.since());
  if (std::isfinite(i.estimate().units()))
    e.set_value(i.estimate().units());
  add_figure(e, "effect", i.estimate().units(), unit);
  add_figure(e, "low", i.estimate().ci_low(), unit);
  add_figure(e, "high", i.estimate().ci_high(), unit);
  add_figure(e, "interval", 95, "%");
  add_figure(e, "size", i.estimate().size(), "SD per SD");
  add_confidence(e, i.confidence(), i.n_effective());
  e.set_text(i.sentence().empty() ? i.limits() : i.sentence());
  e.add_provenance("hypothesis " + i.id());
  for (auto& id : i.provenance())
    e.add_provenance(id);
  return e;
}

Evidence evidence_of(const hypotheses::Hypothesis& h, const facts& known) {
  auto e = begun("hypothesis", h.prediction().effect(), "unknown");
  auto& p = h.prediction();
  add_pair(e, p.cause(), p.effect(), p.lag_days(), known);
  e.set_window(p.registered_on());
  add_figure(e, "evidence", h.evidence_days(), "days");
  add_confidence(e, h.confidence(), h.n_effective());
  if (std::isfinite(h.confidence()))
    e.set_value(h.confidence());
  e.set_text(p.would_refute());
  e.add_provenance("hypothesis " + h.id());
  return e;
}

Evidence evidence_of(const memory::Memory& memory) {
  auto e = begun("memory", "", "noted");
  e.set_text(memory.text());
  e.set_window(memory.valid_from());
  e.add_provenance("memory " + memory.memory_id());
  for (auto& id : memory.provenance())
    e.add_provenance(id);
  return e;
}

std::optional<course>
course_of(const memory::Days& all, std::string_view metric, uint32_t days,
          bool even) {
  auto* c = column(all, metric);
  if (c == nullptr)
    return {};
  course result;
  result.days = days;
  result.days_before = even ? days : 4 * days;
  auto last = *std::ranges::max_element(c->day());
  std::vector<double> recent, before;
  for (int i = 0; i < c->day_size(); ++i) {
    auto age = static_cast<int64_t>(last) - c->day(i);
    if (!std::isfinite(c->value(i)))
      continue;
    if (age < days)
      recent.push_back(c->value(i));
    else if (age < days + result.days_before)
      before.push_back(c->value(i));
  }
  if (recent.size() < 4 || before.size() < (even ? 4u : 7u))
    return {};
  result.recent_n = static_cast<uint32_t>(recent.size());
  result.before_n = static_cast<uint32_t>(before.size());
  result.recent = median(std::move(recent));
  result.before = median(std::move(before));
  return result;
}

Evidence
evidence_of(const course& c, std::string_view metric, const facts& known) {
  auto e = begun("days", metric, "measured");
  auto unit = known.unit(metric);
  e.set_unit(unit);
  e.add_labels(known.label(metric));
  e.set_value(c.recent);
  e.set_n(c.recent_n + c.before_n);
  e.set_text("Medians of days of " + known.label(metric));
  e.set_window(fmt::format("{} days against {}", c.days, c.days_before));
  add_figure(e, "recent", c.recent, unit);
  add_figure(e, "before", c.before, unit);
  add_figure(e, "difference", std::abs(c.recent - c.before), unit);
  add_figure(e, "days", c.days, "days");
  add_figure(e, "days before", c.days_before, "days");
  add_figure(e, "n", c.recent_n, "days");
  add_figure(e, "n before", c.before_n, "days");
  e.add_provenance(
    fmt::format("days of {} to position {}", metric, known.days.position()));
  return e;
}

Evidence absence(std::string_view metric, const std::string& reason) {
  auto e = begun("absent", metric, "unknown");
  e.set_text(reason);
  for (auto& n : numerals_in(reason).numbers)
    add_figure(e, "reason", n.value);
  return e;
}

std::string notebook::cite(Evidence e) {
  e.clear_id();
  auto bytes = e.SerializeAsString();
  for (auto& known : cited_) {
    auto same = known;
    same.clear_id();
    if (same.SerializeAsString() == bytes)
      return known.id();
  }
  e.set_id("e" + std::to_string(cited_.size() + 1));
  cited_.push_back(std::move(e));
  return cited_.back().id();
}

const std::vector<Evidence>& notebook::cited() const {
  return cited_;
}

} // namespace auren::agents
