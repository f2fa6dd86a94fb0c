#include "actors/hypotheses/trial_registry.hpp"

#include "actors/deadline.hpp"
#include "actors/supervision/guard.hpp"
#include "messages/ids.hpp"

#include <caf/all.hpp>

namespace auren::hypotheses {

void trial_registry_state::start(Context who, experiment_links others) {
  me_ = std::move(who);
  links_ = std::move(others);
  self->delayed_send(self, tick, caf::tick_atom_v);
  events::ReadStream question;
  *question.mutable_context() = me_;
  question.set_stream("person/" + me_.person() + "/experiments");
  load(std::move(question));
}

void trial_registry_state::load(events::ReadStream question) {
  self->request(links_.reader, storage_patience, question)
    .then(
      [this, question](const events::Events& page) mutable {
        for (auto& event : page.events()) {
          version_ = event.version();
          book_.fold(event);
          question.set_after_version(event.version());
        }
        if (page.events_size() > 0)
          return load(std::move(question));
        for (auto& one : book_.all())
          if (one.running() || one.over())
            wake(one.now.id());
        finish();
        look();
      },
      [this](const caf::error& why) { broken(why); });
}

void trial_registry_state::later(job what) {
  if (waiting_.size() >= queue_limit)
    return what.fail(caf::make_error(errc::overloaded));
  waiting_.push_back(std::move(what));
  pump();
}

void trial_registry_state::pump() {
  while (!busy_ && !waiting_.empty()) {
    busy_ = true;
    current_ = std::move(waiting_.front());
    waiting_.pop_front();
    if (expired(current_.context))
      refuse(caf::make_error(errc::deadline_exceeded));
    else
      current_.run();
  }
}

void trial_registry_state::finish() {
  current_ = {};
  busy_ = false;
  pump();
}

void trial_registry_state::refuse(const caf::error& why) {
  current_.fail(why);
  finish();
}

void trial_registry_state::broken(const caf::error& why) {
  if (current_.fail)
    current_.fail(why);
  for (auto& one : std::exchange(waiting_, {}))
    one.fail(why);
  self->quit(why);
}

void trial_registry_state::read_days(const next& then) {
  self->request(links_.memory, storage_patience, days_.question(me_))
    .then(
      [this, then](const memory::Days& days) {
        days_.take(days);
        known_ = std::make_shared<record>(days_.made(*links_.by));
        then();
      },
      [this](const caf::error& why) {
        days_.unanswered();
        refuse(why);
      });
}

// Only what is durable is folded, and told to knowledge. The version fences
// off a predecessor whose last append was still under way.
void trial_registry_state::append(const trial_fact& fact, const next& then) {
  events::Append command;
  *command.mutable_context() = me_;
  *command.add_events() = event_of(fact);
  command.set_expected_version(version_);
  self->request(links_.log, storage_patience, command)
    .then(
      [this, event = command.events(0),
       then](const events::Appended& done) mutable {
        version_ = std::max(version_, done.version());
        event.set_version(done.version());
        event.set_position(done.position());
        book_.fold(event);
        events::Events news;
        *news.add_events() = std::move(event);
        caf::anon_send(links_.knowledge, std::move(news));
        then();
      },
      [this](const caf::error& why) {
        if (code_of(why) == errc::overloaded)
          return refuse(why); // nothing was written
        broken(why);
      });
}

events::Event trial_registry_state::event_of(const trial_fact& fact) const {
  auto now_ms = links_.now_ms();
  events::Event event;
  event.set_event_id(ids::uuid7());
  event.set_tenant(me_.tenant());
  event.set_person(me_.person());
  event.set_stream("person/" + me_.person() + "/experiments");
  event.set_type(fact.type);
  event.set_occurred_at_us(now_ms * 1000);
  event.set_utc_offset_s(fact.what.experiment().plan().utc_offset_s());
  event.set_algorithm("auren-experiments/1");
  event.set_payload(fact.what.SerializeAsString());
  return event;
}

experiments_keeper::behavior_type
experiments(experiments_keeper::stateful_pointer<trial_registry_state> self,
            Context who, experiment_links links) {
  supervision::guard(self);
  auto& s = self->state;
  s.start(std::move(who), std::move(links));
  return {
    [&s](const ProposeExperiment& command) { return s.propose(command); },
    [&s](const DecideExperiment& command) { return s.decide(command); },
    [&s](const ReportExperimentDay& command) { return s.report(command); },
    [&s](const ListExperiments& question) { return s.list(question); },
    [&s](const ReadExperiment& question) { return s.read(question); },
    [&s](const Advance& told) { s.days_changed(told); },
    [&s](caf::tick_atom) { s.look_at_clock(); },
  };
}

} // namespace auren::hypotheses
