#include "actors/hypotheses/told.hpp"

#include "actors/hypotheses/present.hpp"
#include "actors/hypotheses/told_moderator.hpp"
#include "messages/ids.hpp"
#include "messages/time.hpp"

#include <cmath>

namespace auren::hypotheses {

namespace {

/// Evidence is told when log E moved by this much since it was last told, or
/// on every seventh evidence day: often enough to watch it grow.
constexpr double told_step = 0.5;
constexpr int told_days = 7;

constexpr auto looked_type = "hypothesis.looked";
constexpr auto recounted_type = "hypothesis.recounted";

/// The state after the last look lies in its event: replay starts there.
void keep_state(events::Append& command, const scientist& after) {
  auto& events = *command.mutable_events();
  for (auto i = events.rbegin(); i != events.rend(); ++i)
    if (i->type() == looked_type) {
      Looked fact;
      fact.ParseFromString(i->payload());
      fact.set_state(after.to_string());
      i->set_payload(fact.SerializeAsString());
      return;
    }
}

/// What no longer shows may depend on something: then that is told with it.
void explain(const hypothesis& h, const record& known, Hypothesis& out) {
  auto found = moderator_of(h, known);
  if (!found)
    return;
  auto& added = *out.mutable_moderator();
  added.set_condition(found->condition);
  added.set_otherwise(found->otherwise);
  added.set_size_when(found->size_when);
  added.set_size_otherwise(found->size_otherwise);
  added.set_p_value(found->p);
  added.set_searched(static_cast<uint32_t>(found->searched));
}

} // namespace

void told::fold(const events::Event& event) {
  HypothesisChanged fact;
  if (!event.type().starts_with("hypothesis.") || event.type() == looked_type
      || event.type() == recounted_type
      || !fact.ParseFromString(event.payload()))
    return;
  auto& one = all_[fact.hypothesis().id()];
  one.now = fact.hypothesis();
  one.status = one.now.status();
  if (one.now.evidence_size() > 0)
    one.log_e = one.now.evidence().rbegin()->log_e();
  if (auto day = time::parse_day(fact.lived_through()))
    lived_through_ = std::max(lived_through_, int64_t{*day});
}

const Hypothesis* told::find(const std::string& id) const {
  auto at = all_.find(id);
  return at == all_.end() ? nullptr : &at->second.now;
}

told::news told::days(const findings& found, const record& known) {
  news out;
  *out.command.mutable_context() = me_;
  for (auto& lived : found.days)
    day(lived, known, &lived == &found.days.back(), out);
  keep_state(out.command, *found.after);
  return out;
}

void told::day(const day_result& lived, const record& known, bool last,
               news& out) {
  bool again = lived.day <= lived_through_;
  if (!again) {
    looks(lived, out);
    lived_through_ = lived.day;
  } else if (!last) {
    return;
  }
  for (auto& h : lived.all)
    if (again)
      all_[h.id].now = stated(h, known, lived.day);
    else
      one(h, lived.day, known, last, out);
}

void told::looks(const day_result& lived, news& out) const {
  for (auto& look : lived.happened.looks) {
    Looked fact;
    fact.set_through(date_of(look.day));
    fact.set_look(static_cast<uint32_t>(look.look));
    fact.set_alpha(look.alpha);
    fact.set_pairs(static_cast<uint32_t>(look.pairs));
    fact.set_claims(static_cast<uint32_t>(look.claims));
    fact.set_proposed(static_cast<uint32_t>(look.proposed));
    *out.command.add_events()
      = event_of(looked_type, std::to_string(look.look), fact, look.day);
    out.reply.set_looked(true);
    out.reply.set_proposed(out.reply.proposed() + fact.proposed());
  }
}

bool told::grew(const hypothesis& h, int64_t day, double log_e) const {
  auto at = all_.find(h.id);
  return h.last_evidence == day && at != all_.end()
         && (std::abs(log_e - at->second.log_e) >= told_step
             || h.proof.days % told_days == 0);
}

void told::one(const hypothesis& h, int64_t day, const record& known, bool last,
               news& out) {
  auto before = all_.find(h.id);
  bool fresh = before == all_.end();
  auto from = fresh ? Status::registered : before->second.status;
  bool moved = to_message(h.now) != from;
  bool more = grew(h, day, h.proof.log_e());
  if (!fresh && !moved && !more && !last)
    return;
  auto fact = fact_of(h, day, day, known);
  if (moved)
    fact.set_from(from);
  if (moved && (h.now == status::contradicted || h.now == status::stale))
    explain(h, known, *fact.mutable_hypothesis());
  if (fresh) {
    add("hypothesis.proposed", fact, day, out);
    add("hypothesis.registered", fact, day, out);
    out.born.insert(h.id);
  }
  if (moved)
    out.reply.set_changed(out.reply.changed() + 1);
  if (moved && !(fresh && h.now == status::testing))
    add(event_type_of(h.now), fact, day, out);
  else if (more)
    add("hypothesis.evidence", fact, day, out);
  all_[h.id].now = fact.hypothesis();
  if (!out.born.contains(h.id))
    out.changed.push_back(fact.hypothesis());
}

told::news
told::recounted(const scientist& engine, int64_t from, const record& known) {
  news out;
  *out.command.mutable_context() = me_;
  auto day = engine.next_day() - 1;
  for (auto& h : engine.hypotheses()) {
    auto at = all_.find(h.id);
    if (at == all_.end())
      continue;
    auto now = fact_of(h, day, day, known);
    auto& before = at->second.now;
    bool moved = now.hypothesis().status() != at->second.status;
    bool counted = now.hypothesis().evidence_days() != before.evidence_days()
                   || at->second.log_e != h.proof.log_e();
    if (!moved && !counted)
      continue;
    if (moved)
      now.set_from(at->second.status);
    auto key = h.id + '/' + std::to_string(h.proof.sum);
    all_[h.id] = {now.hypothesis(), now.hypothesis().status(), h.proof.log_e()};
    *out.command.add_events() = event_of(
      moved ? event_type_of(h.now) : "hypothesis.evidence", key, now, day);
    out.changed.push_back(now.hypothesis());
  }
  Looked state;
  state.set_through(date_of(day));
  state.set_changed_from(date_of(from));
  state.set_state(engine.to_string());
  *out.command.add_events()
    = event_of(recounted_type, ids::hex(ids::uuid7()), state, day);
  return out;
}

void told::refresh(const scientist& engine, const record& known) {
  for (auto& h : engine.hypotheses())
    if (auto at = all_.find(h.id); at != all_.end())
      at->second.now = stated(h, known, engine.next_day() - 1);
}

told::news
told::registered(const hypothesis& made, int64_t lived, const record& known) {
  news out;
  *out.command.mutable_context() = me_;
  auto day = made.what.registered_on;
  auto fact = fact_of(made, day, lived, known);
  fact.set_state(to_string(made));
  add("hypothesis.proposed", fact, day, out);
  add("hypothesis.registered", fact, day, out);
  out.born.insert(made.id);
  return out;
}

told::news
told::retired(const hypothesis& gone, int64_t lived, const record& known) {
  news out;
  *out.command.mutable_context() = me_;
  auto fact = fact_of(gone, lived, lived, known);
  if (auto at = all_.find(gone.id); at != all_.end())
    fact.set_from(at->second.status);
  add("hypothesis.retired", fact, lived, out);
  out.changed.push_back(fact.hypothesis());
  return out;
}

Hypothesis
told::stated(const hypothesis& h, const record& known, int64_t day) const {
  auto out = present(h, known, day);
  auto at = all_.find(h.id);
  if (at != all_.end() && at->second.now.has_moderator()
      && at->second.status == out.status())
    *out.mutable_moderator() = at->second.now.moderator();
  return out;
}

HypothesisChanged told::fact_of(const hypothesis& h, int64_t day, int64_t lived,
                                const record& known) const {
  HypothesisChanged fact;
  *fact.mutable_hypothesis() = stated(h, known, day);
  fact.set_lived_through(date_of(lived));
  return fact;
}

void told::add(std::string type, const HypothesisChanged& fact, int64_t day,
               news& out) {
  auto& now = fact.hypothesis();
  all_[now.id()] = {now, now.status(), now.evidence().rbegin()->log_e()};
  *out.command.add_events() = event_of(std::move(type), now.id(), fact, day);
}

events::Event
told::event_of(std::string type, const std::string& key,
               const google::protobuf::Message& fact, int64_t day) const {
  events::Event event;
  auto noon_ms = day * time::day_ms + 43'200'000;
  event.set_event_id(ids::derived(me_.tenant() + '/' + me_.person() + '/' + type
                                    + '/' + key + '/' + std::to_string(day),
                                  noon_ms));
  event.set_tenant(me_.tenant());
  event.set_person(me_.person());
  event.set_stream("person/" + me_.person() + "/hypotheses");
  event.set_type(std::move(type));
  event.set_occurred_at_us(noon_ms * 1000);
  event.set_algorithm("auren-scientist/1");
  event.set_payload(fact.SerializeAsString());
  return event;
}

} // namespace auren::hypotheses
