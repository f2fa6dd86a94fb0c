#include "actors/streams/alert_ledger.hpp"

#include "messages/ids.hpp"
#include "messages/time.hpp"

#include <algorithm>

namespace auren::streams {

namespace {

bool is_free(const Finding& finding) {
  return finding.urgency() == "care";
}

events::Event fact_of(const char* type, int32_t day,
                      const google::protobuf::Message& payload) {
  events::Event event;
  event.set_event_id(ids::uuid7());
  event.set_type(type);
  event.set_occurred_at_us(int64_t{day} * time::day_ms * 1000);
  event.set_algorithm("detectors/1");
  event.set_payload(payload.SerializeAsString());
  return event;
}

bool same(const std::vector<Finding>& a, const std::vector<Finding>& b) {
  return std::ranges::equal(a, b, [](const Finding& x, const Finding& y) {
    return x.SerializeAsString() == y.SerializeAsString();
  });
}

} // namespace

void alert_ledger::fold(const events::Event& event) {
  if (event.type() == "detectors.ran") {
    DetectorsRan fact;
    if (!fact.ParseFromString(event.payload()))
      return;
    last_ = {fact.findings().begin(), fact.findings().end()};
    day_ = std::max(day_, time::parse_day(fact.day()).value_or(INT32_MIN));
    return;
  }
  AlertChanged fact;
  if (!event.type().starts_with("alert.")
      || !fact.ParseFromString(event.payload()))
    return;
  auto& name = fact.finding().detector();
  if (event.type() == "alert.cleared") {
    standing_.erase(name);
    return;
  }
  auto day = time::parse_day(fact.finding().day());
  if (day && !is_free(fact.finding()))
    raised_.emplace(*day, name);
  standing_[name] = std::move(fact);
}

uint32_t alert_ledger::spent(int32_t day) const {
  auto from = raised_.upper_bound(day - budget_days);
  auto to = raised_.upper_bound(day);
  return static_cast<uint32_t>(std::distance(from, to));
}

std::vector<events::Event>
alert_ledger::decide(const std::vector<Finding>& findings, int32_t day) const {
  std::vector<events::Event> result;
  auto left = budget_ - std::min(budget_, spent(day));
  for (auto& one : findings) {
    auto stands = standing_.find(one.detector());
    AlertChanged fact;
    *fact.mutable_finding() = one;
    if (one.outcome() == "fired" && stands == standing_.end()) {
      if (!is_free(one) && left == 0)
        continue;
      left -= is_free(one) ? 0 : 1;
      fact.set_alert_id(
        ids::hex(ids::derived(one.detector(), int64_t{day} * time::day_ms)));
      fact.set_since(one.day());
      fact.set_state("raised");
      result.push_back(fact_of("alert.raised", day, fact));
    } else if (one.outcome() == "checked" && stands != standing_.end()) {
      fact.set_alert_id(stands->second.alert_id());
      fact.set_since(stands->second.since());
      fact.set_state("cleared");
      result.push_back(fact_of("alert.cleared", day, fact));
    }
  }
  if (day == day_ && same(findings, last_))
    return result;
  DetectorsRan ran;
  ran.set_day(time::format_day(day));
  ran.mutable_findings()->Add(findings.begin(), findings.end());
  result.push_back(fact_of("detectors.ran", day, ran));
  return result;
}

Alerts alert_ledger::tell() const {
  Alerts result;
  for (auto& [name, one] : standing_)
    *result.add_alerts() = one;
  for (auto& one : last_) {
    *result.add_detectors() = one;
    if (one.outcome() != "fired" || standing_.contains(one.detector()))
      continue;
    auto& held = *result.add_held_back();
    *held.mutable_finding() = one;
    held.set_since(one.day());
    held.set_state("held_back");
  }
  result.set_budget(budget_);
  if (day_ != INT32_MIN) {
    result.set_day(time::format_day(day_));
    result.set_spent(spent(day_));
  }
  return result;
}

} // namespace auren::streams
