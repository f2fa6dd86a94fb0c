#include "actors/knowledge/ledger.hpp"

#include "actors/knowledge/insight.hpp"
#include "messages/ids.hpp"
#include "messages/time.hpp"

namespace auren::knowledge {

namespace {

constexpr auto algorithm = "knowledge/1";

int rank(const std::string& grade) {
  return grade == "experiment" ? 2 : grade == "tested" ? 1 : 0;
}

/// Returns the event type of the step from `before` to `after`, or nothing.
/// Numbers may move without a step: knowledge changes when its standing or
/// its grade does.
std::string step(const Insight* before, const Insight& after) {
  if (after.status() == "current") {
    if (before == nullptr || before->status() != "current"
        || rank(before->grade()) < rank(after.grade()))
      return "knowledge.gained";
    return rank(before->grade()) > rank(after.grade()) ? "knowledge.weakened"
                                                       : "";
  }
  if (before == nullptr || after.status().empty()
      || before->status() == after.status())
    return {};
  return "knowledge." + after.status();
}

std::string date_of(const events::Event& event) {
  auto ms = event.occurred_at_us() / 1000;
  return time::format_day(time::local_day(ms, event.utc_offset_s()));
}

std::string reason_of(const hypotheses::Hypothesis& h) {
  if (!h.reason().empty())
    return h.reason();
  return "The hypothesis is now " + hypotheses::Status::Value_Name(h.status())
         + ".";
}

} // namespace

ledger::ledger(std::string stream) : stream_(std::move(stream)) {
  // nop
}

std::optional<events::Event> ledger::fold(const events::Event& event) {
  if (event.version() <= version_)
    return {};
  version_ = event.version();
  hypotheses::HypothesisChanged changed;
  if (!event.type().starts_with("hypothesis.")
      || event.type() == "hypothesis.looked"
      || !changed.ParseFromString(event.payload())
      || changed.hypothesis().id().empty())
    return {};
  return apply(event, changed.hypothesis());
}

std::optional<events::Event>
ledger::apply(const events::Event& event, const hypotheses::Hypothesis& h) {
  auto found = entries_.find(h.id());
  auto* before = found == entries_.end() ? nullptr : &found->second.insight;
  auto after = insight_of(h);
  auto type = step(before, after);
  auto id = ids::dashed(event.event_id());
  if (before == nullptr && type.empty())
    return {};
  if (before == nullptr) {
    order_.push_back(h.id());
    after.set_since(date_of(event));
  } else {
    after.set_since(before->since());
    *after.mutable_provenance() = before->provenance();
    if (after.status().empty())
      after.set_status(before->status());
  }
  if (!type.empty())
    after.add_provenance(id);
  entries_[h.id()] = {after, type.empty() ? id : std::string{}};
  if (type.empty())
    return {};
  return fact(event, after, type, reason_of(h));
}

events::Event
ledger::fact(const events::Event& cause, const Insight& insight,
             const std::string& type, const std::string& reason) const {
  KnowledgeChanged changed;
  *changed.mutable_insight() = insight;
  changed.set_reason(reason);
  events::Event event;
  event.set_event_id(ids::derived(ids::hex(cause.event_id()) + type,
                                  cause.occurred_at_us() / 1000));
  event.set_tenant(cause.tenant());
  event.set_person(cause.person());
  event.set_stream(stream_);
  event.set_type(type);
  event.set_occurred_at_us(cause.occurred_at_us());
  event.set_utc_offset_s(cause.utc_offset_s());
  event.set_causation_id(cause.event_id());
  event.set_trace_id(cause.trace_id());
  event.set_algorithm(algorithm);
  event.set_payload(changed.SerializeAsString());
  return event;
}

uint64_t ledger::version() const {
  return version_;
}

Knowledge ledger::list() const {
  Knowledge result;
  for (auto& id : order_) {
    auto& one = entries_.at(id);
    auto* insight = result.add_insights();
    *insight = one.insight;
    if (!one.newest.empty())
      insight->add_provenance(one.newest);
  }
  return result;
}

} // namespace auren::knowledge
