#include "actors/knowledge/ledger.hpp"

#include "actors/knowledge/contradiction.hpp"
#include "actors/knowledge/insight.hpp"
#include "messages/ids.hpp"
#include "messages/time.hpp"

namespace auren::knowledge {

namespace {

constexpr auto algorithm = "knowledge/2";

/// Returns the event type of the step from `before` to `after`, or nothing.
/// Numbers may move without a step: knowledge changes when its standing or
/// its grade does.
std::string step(const Insight* before, const Insight& after) {
  if (after.status() == "current") {
    if (before == nullptr || before->status() != "current"
        || rank_of(before->grade()) < rank_of(after.grade()))
      return "knowledge.gained";
    return rank_of(before->grade()) > rank_of(after.grade())
             ? "knowledge.weakened"
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

std::vector<events::Event> ledger::fold(const events::Event& event) {
  bool trial = event.type().starts_with("experiment.");
  auto& version = trial ? trials_version_ : version_;
  if (event.version() <= version)
    return {};
  version = event.version();
  if (trial) {
    hypotheses::ExperimentChanged changed;
    if (!changed.ParseFromString(event.payload())
        || changed.experiment().id().empty())
      return {};
    return apply(event, insight_of(changed.experiment()),
                 changed.experiment().reason());
  }
  hypotheses::HypothesisChanged changed;
  if (!event.type().starts_with("hypothesis.")
      || event.type() == "hypothesis.looked"
      || event.type() == "hypothesis.recounted"
      || !changed.ParseFromString(event.payload())
      || changed.hypothesis().id().empty())
    return {};
  return apply(event, insight_of(changed.hypothesis()),
               reason_of(changed.hypothesis()));
}

std::vector<events::Event>
ledger::apply(const events::Event& event, Insight after,
              const std::string& reason) {
  auto found = entries_.find(after.id());
  auto* before = found == entries_.end() ? nullptr : &found->second.own;
  if (before == nullptr && step(nullptr, after).empty())
    return {};
  if (before == nullptr) {
    order_.push_back(after.id());
    after.set_since(date_of(event));
  } else {
    after.set_since(before->since());
    *after.mutable_provenance() = before->provenance();
    if (after.status().empty())
      after.set_status(before->status());
  }
  auto& kept = entries_[after.id()];
  kept.own = after;
  kept.newest = ids::dashed(event.event_id());
  return settle_pair(event, after, reason);
}

// The others on the same pair may win or lose by what this one says now.
std::vector<events::Event>
ledger::settle_pair(const events::Event& event, const Insight& about,
                    const std::string& reason) {
  std::vector<Insight> now;
  for (auto& id : order_)
    if (auto& own = entries_.at(id).own;
        own.cause() == about.cause() && own.effect() == about.effect())
      now.push_back(own);
  std::vector<Insight*> pair;
  for (auto& one : now)
    pair.push_back(&one);
  settle(pair);
  std::vector<events::Event> facts;
  for (auto& one : now) {
    auto& kept = entries_.at(one.id());
    auto* before = kept.told.id().empty() ? nullptr : &kept.told;
    auto type = step(before, one);
    bool own = one.id() == about.id();
    if (!type.empty()) {
      one.add_provenance(ids::dashed(event.event_id()));
      *kept.own.mutable_provenance() = one.provenance();
      auto why = own && one.contradicts().empty() ? reason : one.reason();
      facts.push_back(fact(event, one, type, why));
      if (!own) // one event may settle several
        facts.back().set_event_id(
          ids::derived(ids::hex(event.event_id()) + type + one.id(),
                       event.occurred_at_us() / 1000));
    }
    if (!type.empty() && own)
      kept.newest.clear();
    kept.told = one;
  }
  return facts;
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

uint64_t ledger::trials_version() const {
  return trials_version_;
}

Knowledge ledger::list() const {
  Knowledge result;
  for (auto& id : order_) {
    auto& one = entries_.at(id);
    auto* insight = result.add_insights();
    *insight = one.told;
    if (!one.newest.empty())
      insight->add_provenance(one.newest);
  }
  return result;
}

} // namespace auren::knowledge
