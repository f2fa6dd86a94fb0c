#include "actors/hypotheses/registry.hpp"

#include "actors/hypotheses/days_record.hpp"
#include "actors/hypotheses/present.hpp"
#include "actors/supervision/guard.hpp"
#include "messages/ids.hpp"
#include "messages/time.hpp"

#include <caf/all.hpp>

#include <cmath>

namespace auren::hypotheses {

using namespace std::chrono_literals;

namespace {

constexpr auto storage_patience = 60s;

/// Evidence is told when log E moved by this much since it was last told, or
/// on every seventh evidence day: often enough to watch it grow.
constexpr double told_step = 0.5;
constexpr int told_days = 7;

} // namespace

void registry_state::start(Context who, registry_links links) {
  me_ = std::move(who);
  links_ = std::move(links);
  engine_ = std::make_shared<scientist>();
  known_ = std::make_shared<record>();
  events::ReadStream question;
  *question.mutable_context() = me_;
  question.set_stream("person/" + me_.person() + "/hypotheses");
  load(std::move(question));
}

void registry_state::load(events::ReadStream question) {
  self->request(links_.reader, storage_patience, question)
    .then(
      [this, question](const events::Events& page) mutable {
        for (auto& event : page.events()) {
          restore(event);
          question.set_after_version(event.version());
        }
        if (page.events_size() > 0)
          return load(std::move(question));
        restored();
      },
      [this](caf::error& why) { self->quit(std::move(why)); });
}

void registry_state::restore(const events::Event& event) {
  version_ = event.version();
  if (event.type() == "hypothesis.looked") {
    Looked fact;
    if (!fact.ParseFromString(event.payload()) || fact.state().empty())
      return;
    if (auto found = scientist::from_string(fact.state()))
      engine_ = std::make_shared<scientist>(std::move(*found));
    return;
  }
  HypothesisChanged change;
  if (!change.ParseFromString(event.payload()))
    return;
  auto& one = change.hypothesis();
  last_[one.id()] = one;
  if (one.evidence_size() > 0)
    told_e_[one.id()] = one.evidence().rbegin()->log_e();
  if (event.type() == "hypothesis.retired" && engine_->find(one.id())) {
    auto engine = std::make_shared<scientist>(*engine_);
    engine->retire(one.id(), one.reason());
    engine_ = std::move(engine);
  }
}

void registry_state::restored() {
  for (auto& [id, one] : last_)
    wake_teller(id);
  ready_ = true;
  busy_ = false;
  pump();
}

void registry_state::later(then what) {
  waiting_.push_back(std::move(what));
  pump();
}

void registry_state::pump() {
  if (busy_ || waiting_.empty())
    return;
  busy_ = true;
  auto next = std::move(waiting_.front());
  waiting_.erase(waiting_.begin());
  next(caf::none);
}

void registry_state::read_days(
  std::function<void(std::shared_ptr<const record>)> use, then failed) {
  memory::ReadDays question;
  *question.mutable_context() = me_;
  self->request(links_.memory, storage_patience, std::move(question))
    .then(
      [this, use = std::move(use)](const memory::Days& days) {
        known_ = std::make_shared<record>(record_of(days, *links_.by));
        use(known_);
      },
      [failed](const caf::error& why) { failed(why); });
}

caf::typed_response_promise<Advanced>
registry_state::advance(const Advance& command) {
  auto answer = self->make_response_promise<Advanced>();
  auto through = time::parse_day(command.through());
  if (!through) {
    answer.deliver(caf::make_error(errc::invalid_time));
    return answer;
  }
  wanted_ = std::max(wanted_, int64_t{*through});
  later([this, answer](const caf::error&) { live_through(wanted_, answer); });
  return answer;
}

void registry_state::live_through(
  int64_t day, caf::typed_response_promise<Advanced> answer) {
  auto failed = [this, answer](const caf::error& why) mutable {
    answer.deliver(why);
    busy_ = false;
    pump();
  };
  if (engine_->next_day() > day && !engine_->hypotheses().empty()) {
    Advanced reply;
    reply.set_through(date_of(engine_->next_day() - 1));
    answer.deliver(std::move(reply));
    busy_ = false;
    return pump();
  }
  read_days(
    [this, day, answer, failed](std::shared_ptr<const record> known) {
      auto last = known->first_day + known->days() - 1;
      auto through = std::min(day, last);
      self->request(links_.analyst, 5min, analysis{engine_, known, through})
        .then([this, through,
               answer](const findings& found) { tell(found, through, answer); },
              failed);
    },
    failed);
}

events::Event
registry_state::event_of(std::string type, std::string_view key,
                         const google::protobuf::Message& fact, int64_t day) {
  events::Event event;
  auto noon_ms = day * 86'400'000 + 43'200'000;
  event.set_event_id(ids::derived(me_.tenant() + '/' + me_.person() + '/' + type
                                    + '/' + std::string{key} + '/'
                                    + std::to_string(day),
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

void registry_state::tell(const findings& found, int64_t through,
                          caf::typed_response_promise<Advanced> answer) {
  Advanced reply;
  reply.set_through(date_of(through));
  events::Append command;
  *command.mutable_context() = me_;
  for (auto& day : found.days)
    tell_day(day, command, reply);
  if (!found.days.empty() && reply.looked()) {
    // The state after the last look lies in its event: replay starts there.
    for (auto i = command.mutable_events()->rbegin();
         i != command.mutable_events()->rend(); ++i)
      if (i->type() == "hypothesis.looked") {
        Looked fact;
        fact.ParseFromString(i->payload());
        fact.set_state(found.after->to_string());
        i->set_payload(fact.SerializeAsString());
        break;
      }
  }
  append(std::move(command), [this, after = found.after, reply,
                              answer](const caf::error& why) mutable {
    if (why) {
      answer.deliver(why);
      return self->quit(why); // what was told is not what was kept
    }
    engine_ = std::move(after);
    answer.deliver(std::move(reply));
    busy_ = false;
    pump();
  });
}

void registry_state::tell_day(const day_result& day, events::Append& out,
                              Advanced& reply) {
  auto moved_of = [&](const std::string& id) -> const transition* {
    const transition* last = nullptr;
    for (auto& change : day.happened.changes)
      if (change.id == id)
        last = &change;
    return last;
  };
  for (auto& look : day.happened.looks) {
    Looked fact;
    fact.set_through(date_of(look.day));
    fact.set_look(static_cast<uint32_t>(look.look));
    fact.set_alpha(look.alpha);
    fact.set_pairs(static_cast<uint32_t>(look.pairs));
    fact.set_claims(static_cast<uint32_t>(look.claims));
    fact.set_proposed(static_cast<uint32_t>(look.proposed));
    *out.add_events() = event_of("hypothesis.looked", std::to_string(look.look),
                                 fact, look.day);
    reply.set_looked(true);
    reply.set_proposed(reply.proposed() + fact.proposed());
  }
  for (auto& one : day.all)
    tell_one(one, day.day, moved_of(one.id), out);
  reply.set_changed(reply.changed()
                    + static_cast<uint32_t>(day.happened.changes.size()));
}

void registry_state::tell_one(const hypothesis& one, int64_t day,
                              const transition* moved, events::Append& out) {
  auto now = present(one, *known_, day, engine_->how());
  auto& log_e = now.evidence(0);
  bool fresh = !last_.contains(one.id);
  bool grew = one.last_evidence == day
              && (std::abs(log_e.log_e() - told_e_[one.id]) >= told_step
                  || one.proof.days % told_days == 0);
  HypothesisChanged fact;
  *fact.mutable_hypothesis() = now;
  if (moved != nullptr)
    fact.set_from(to_message(moved->from));
  if (fresh) {
    *out.add_events() = event_of("hypothesis.proposed", one.id, fact, day);
    *out.add_events() = event_of("hypothesis.registered", one.id, fact, day);
  }
  if (moved != nullptr && moved->to != status::testing)
    *out.add_events() = event_of(event_type_of(moved->to), one.id, fact, day);
  else if (grew)
    *out.add_events() = event_of("hypothesis.evidence", one.id, fact, day);
  if (fresh || moved != nullptr || grew)
    told_e_[one.id] = log_e.log_e();
  last_[one.id] = now;
  if (auto teller = links_.table->find(teller_path(one.id)))
    caf::anon_send(caf::actor_cast<hypothesis_actor>(teller), std::move(now));
}

void registry_state::append(events::Append command, then done) {
  if (command.events_size() == 0)
    return done(caf::none);
  std::vector<std::string> born;
  for (auto& event : command.events())
    if (HypothesisChanged fact; event.type() == "hypothesis.registered"
                                && fact.ParseFromString(event.payload()))
      born.push_back(fact.hypothesis().id());
  self->request(links_.log, storage_patience, command)
    .then(
      [this, command, born, done](const events::Appended& appended) mutable {
        auto n = static_cast<uint64_t>(command.events_size());
        events::Events news;
        for (auto& event : *command.mutable_events()) {
          --n;
          if (appended.duplicates() > 0)
            continue; // told before: whoever follows has it
          event.set_position(appended.position() - n);
          event.set_version(appended.version() - n);
          *news.add_events() = std::move(event);
        }
        version_ = appended.version();
        caf::anon_send(links_.knowledge, std::move(news));
        for (auto& id : born)
          wake_teller(id);
        done(caf::none);
      },
      [done](const caf::error& why) { done(why); });
}

std::string registry_state::teller_path(const std::string& id) const {
  return links_.tellers_path + '/' + id.substr(0, 16);
}

void registry_state::wake_teller(const std::string& id) {
  auto start = [who = me_, id,
                reader = links_.reader](const supervision::child_context& at) {
    return at.supervisor->spawn(hypothesis_teller, who, id, reader);
  };
  self
    ->request(links_.tellers, storage_patience,
              supervision::add_child{
                supervision::worker(id.substr(0, 16), std::move(start))})
    .then([](const caf::actor&) {}, [](const caf::error&) {});
}

caf::typed_response_promise<Hypothesis>
registry_state::propose(ProposeHypothesis command) {
  auto answer = self->make_response_promise<Hypothesis>();
  later([this, command, answer](const caf::error&) mutable {
    auto refuse = [this, answer](const caf::error& why) mutable {
      answer.deliver(why);
      busy_ = false;
      pump();
    };
    proposal what;
    what.cause = command.cause();
    what.effect = command.effect();
    what.lag_days = command.lag_days();
    what.direction = command.direction() == "decrease" ? -1 : 1;
    what.rationale = command.rationale();
    what.proposer = command.proposer();
    if (command.direction() != "decrease" && command.direction() != "increase")
      return refuse(caf::make_error(
        errc::refused, std::string{"direction is increase or decrease"}));
    read_days(
      [this, what, answer,
       refuse](std::shared_ptr<const record> known) mutable {
        auto engine = std::make_shared<scientist>(*engine_);
        auto result = engine->propose(*known, what);
        if (auto* why = std::get_if<std::string>(&result))
          return refuse(caf::make_error(errc::refused, *why));
        auto& made = engine->hypotheses()[std::get<size_t>(result)];
        auto day = made.what.registered_on;
        events::Append append_command;
        *append_command.mutable_context() = me_;
        tell_one(made, day, nullptr, append_command);
        auto told = last_[made.id];
        append(std::move(append_command), [this, engine, told, answer, refuse](
                                            const caf::error& why) mutable {
          if (why)
            return refuse(why);
          engine_ = engine;
          answer.deliver(std::move(told));
          busy_ = false;
          pump();
        });
      },
      refuse);
  });
  return answer;
}

caf::typed_response_promise<Hypothesis>
registry_state::retire(RetireHypothesis command) {
  auto answer = self->make_response_promise<Hypothesis>();
  later([this, command, answer](const caf::error&) mutable {
    auto refuse = [this, answer](const caf::error& why) mutable {
      answer.deliver(why);
      busy_ = false;
      pump();
    };
    auto engine = std::make_shared<scientist>(*engine_);
    auto moved = engine->retire(command.id(), command.reason());
    if (!moved)
      return refuse(caf::make_error(errc::not_found));
    events::Append out;
    *out.mutable_context() = me_;
    auto day = std::max(moved->day, engine->next_day() - 1);
    tell_one(*engine->find(command.id()), day, &*moved, out);
    auto told = last_[command.id()];
    append(std::move(out),
           [this, engine, told, answer, refuse](const caf::error& why) mutable {
             if (why)
               return refuse(why);
             engine_ = engine;
             answer.deliver(std::move(told));
             busy_ = false;
             pump();
           });
  });
  return answer;
}

caf::result<Hypothesis> registry_state::read(const ReadHypothesis& question) {
  auto found = last_.find(question.id());
  if (found == last_.end())
    return caf::make_error(errc::not_found);
  auto teller = links_.table->find(teller_path(question.id()));
  if (!teller)
    return found->second;
  auto answer = self->make_response_promise<Hypothesis>();
  answer.delegate(caf::actor_cast<hypothesis_actor>(teller), question);
  return answer;
}

caf::typed_response_promise<Hypotheses>
registry_state::list(const ListHypotheses& question) {
  auto answer = self->make_response_promise<Hypotheses>();
  auto all = std::make_shared<Hypotheses>();
  for (auto& [id, one] : last_)
    if (question.status().empty()
        || Status::Value_Name(one.status()) == question.status())
      *all->add_hypotheses() = one;
  auto left = std::make_shared<int>(all->hypotheses_size());
  auto finish = [answer, all, left]() mutable {
    if (--*left <= 0)
      answer.deliver(*all);
  };
  if (*left == 0)
    finish();
  for (auto& one : *all->mutable_hypotheses()) {
    auto teller = links_.table->find(teller_path(one.id()));
    ReadHypothesis ask;
    ask.set_id(one.id());
    if (!teller) {
      finish();
      continue;
    }
    self->request(caf::actor_cast<hypothesis_actor>(teller), 2s, ask)
      .then(
        [all, finish, &one](const Hypothesis& told) mutable {
          one = told;
          finish();
        },
        [finish](const caf::error&) mutable { finish(); });
  }
  return answer;
}

hypotheses_actor::behavior_type
registry(hypotheses_actor::stateful_pointer<registry_state> self, Context who,
         registry_links links) {
  supervision::guard(self);
  auto& state = self->state;
  state.start(std::move(who), std::move(links));
  return {
    [&state](const ProposeHypothesis& m) { return state.propose(m); },
    [&state](const ListHypotheses& m) { return state.list(m); },
    [&state](const ReadHypothesis& m) { return state.read(m); },
    [&state](const RetireHypothesis& m) { return state.retire(m); },
    [&state](const Advance& m) { return state.advance(m); },
  };
}

} // namespace auren::hypotheses
