#include "actors/hypotheses/registry.hpp"

#include "actors/deadline.hpp"
#include "actors/supervision/guard.hpp"
#include "messages/time.hpp"

#include <caf/all.hpp>

namespace auren::hypotheses {

using namespace std::chrono_literals;

void registry_state::start(Context who, registry_links others) {
  me_ = std::move(who);
  links_ = std::move(others);
  told_ = told{me_};
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
      [this](const caf::error& why) { broken(why); });
}

void registry_state::restore(const events::Event& event) {
  version_ = event.version();
  told_.fold(event);
  if (event.type() == "hypothesis.looked"
      || event.type() == "hypothesis.recounted") {
    Looked fact;
    if (!fact.ParseFromString(event.payload()) || fact.state().empty())
      return;
    if (auto found = scientist::from_string(fact.state())) {
      engine_ = std::make_shared<scientist>(std::move(*found));
      deeds_.clear();
    }
    return;
  }
  HypothesisChanged fact;
  if (!fact.ParseFromString(event.payload()))
    return;
  auto lived = time::parse_day(fact.lived_through());
  if (!lived)
    return;
  if (event.type() == "hypothesis.retired")
    deeds_.push_back(
      {*lived + 1,
       deed::retirement{fact.hypothesis().id(), fact.hypothesis().reason()}});
  else if (auto made = hypothesis_from(fact.state());
           made && event.type() == "hypothesis.registered")
    deeds_.push_back({*lived + 1, std::move(*made)});
}

void registry_state::restored() {
  told_.each([this](const Hypothesis& one) { wake_teller(one.id()); });
  wanted_ = std::max(wanted_, told_.lived_through());
  ready_ = true;
  for (auto& question : std::exchange(asked_, {}))
    question.run();
  finish();
  // What a predecessor was asked to live through may have ended with it.
  later({.context = {},
         .run =
           [this] {
             catch_up([this] {
               told_.refresh(*engine_, *known_);
               finish();
             });
           },
         .fail = [](const caf::error&) {}});
}

void registry_state::later(job what) {
  if (waiting_.size() >= queue_limit)
    return what.fail(caf::make_error(errc::overloaded));
  waiting_.push_back(std::move(what));
  pump();
}

void registry_state::pump() {
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

void registry_state::finish() {
  current_ = {};
  busy_ = false;
  pump();
}

void registry_state::refuse(const caf::error& why) {
  current_.fail(why);
  finish();
}

void registry_state::broken(const caf::error& why) {
  if (current_.fail)
    current_.fail(why);
  for (auto& one : waiting_)
    one.fail(why);
  for (auto& question : asked_)
    question.fail(why);
  waiting_.clear();
  asked_.clear();
  self->quit(why);
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
