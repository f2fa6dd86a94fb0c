#include "actors/agents/red_flags.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace auren::agents {

namespace {

/// The value in the rule's unit: devices that tell another are read, others
/// are not guessed at.
std::optional<double>
converted(const memory::MetricSummary& m, const std::string& unit) {
  auto value = m.latest().value();
  if (m.unit() == unit)
    return value;
  if (unit == "mg/dL" && m.unit() == "mmol/L")
    return value * 18.016;
  if (unit == "degC" && m.unit() == "degF")
    return (value - 32) / 1.8;
  return {};
}

std::string shown(const std::string& unit) {
  return unit == "degC" ? "°C" : unit;
}

Evidence reading_of(const memory::MetricSummary& m, const std::string& label,
                    double value, const std::string& unit) {
  Evidence e;
  e.set_id("e1");
  e.set_kind("latest");
  e.set_text(fmt::format("{}: {:.4g} {}", label, value, shown(unit)));
  e.set_value(value);
  e.set_unit(unit);
  e.set_window(m.latest().time());
  e.set_n(1);
  e.set_metric(m.metric());
  e.set_grade("measured");
  e.add_labels(label);
  e.add_provenance(m.latest().source() + " " + m.latest().time());
  auto* figure = e.add_figures();
  figure->set_name("latest");
  figure->set_value(value);
  figure->set_unit(unit);
  return e;
}

} // namespace

std::optional<Safety>
red_flags::broken(const limit& l, const memory::MetricSummary& m,
                  int64_t now_ms) const {
  if (std::ranges::find(l.metrics, m.metric()) == l.metrics.end()
      || !m.has_latest())
    return {};
  auto age = now_ms - m.latest().time_ms();
  auto value = converted(m, l.unit);
  if (!value || age < 0 || age > recent_ms_ || *value < l.lowest
      || *value > l.highest)
    return {};
  bool out = (l.below && *value < *l.below) || (l.above && *value > *l.above);
  if (!out)
    return {};
  Safety safety;
  safety.set_escalated(true);
  safety.set_rule(l.id);
  safety.set_category(l.category);
  safety.set_source(l.source);
  safety.set_version(version_);
  safety.set_advice(fmt::format("Seek care now: your latest {} was {:.4g} {} "
                                "({}); {}",
                                l.label, *value, shown(l.unit),
                                m.latest().time(), l.advice));
  *safety.add_evidence() = reading_of(m, l.label, *value, l.unit);
  return safety;
}

std::vector<Safety>
red_flags::check_vitals(const memory::Metrics& metrics, int64_t now_ms) const {
  std::vector<Safety> found;
  for (auto& l : limits_)
    for (auto& m : metrics.metrics())
      if (auto safety = broken(l, m, now_ms))
        found.push_back(std::move(*safety));
  return found;
}

} // namespace auren::agents
