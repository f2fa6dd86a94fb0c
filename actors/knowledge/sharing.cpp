#include "actors/knowledge/sharing.hpp"

#include "actors/deadline.hpp"
#include "actors/supervision/guard.hpp"
#include "messages/ids.hpp"

#include <caf/all.hpp>

namespace auren::knowledge {

namespace {

std::string consents_of(const std::string& person) {
  return "person/" + person + "/consents";
}

events::ReadStream
page_of(const Context& who, const std::string& stream, uint64_t after) {
  events::ReadStream question;
  *question.mutable_context() = who;
  question.set_stream(stream);
  question.set_after_version(after);
  return question;
}

/// Whether the event came with an imported record: what somebody allowed
/// elsewhere, among others, they did not allow here.
bool came_along(const events::Event& event) {
  constexpr int64_t hour_us = 3'600'000'000;
  return event.recorded_at_us() - event.occurred_at_us() > hour_us;
}

/// What the newest of `page` says, else `newest`; erased ones say nothing.
Consent newest_of(const events::Events& page, Consent newest) {
  for (auto& event : page.events()) {
    ConsentChanged fact;
    if (fact.ParseFromString(event.payload())
        && fact.consent().purpose() == shared_learning
        && !(fact.consent().given() && came_along(event)))
      newest = fact.consent();
  }
  return newest;
}

void take_releases(sharing_state::book& book, const events::Events& page) {
  for (auto& event : page.events()) {
    SharedReleased fact;
    book.version = event.version();
    if (event.type() == "shared.released"
        && fact.ParseFromString(event.payload()))
      book.releases.push_back(fact.release());
  }
}

Consents reply_of(const Consent& one) {
  Consents all;
  *all.add_consents() = one;
  return all;
}

} // namespace

double sharing_state::book::rho_spent() const {
  double all = 0;
  for (auto& one : releases)
    all += one.rho();
  return all;
}

Context sharing_state::context_of(const std::string& tenant,
                                  const std::string& person) const {
  Context out;
  out.set_tenant(tenant);
  out.set_person(person);
  out.set_subject(name);
  return out;
}

bool sharing_state::allows(const Consent& given) const {
  return given.given() && links.terms.epsilon <= given.epsilon()
         && links.terms.delta <= given.delta();
}

void sharing_state::read_book(const std::string& tenant, taker<book*> then) {
  auto at = books[tenant].version;
  self
    ->request(links.reader, default_patience,
              page_of(context_of(tenant, {}), sharing_stream, at))
    .then(
      [=, this](const events::Events& page) {
        auto& known = books[tenant];
        if (page.events().empty() || known.version != at)
          return then(&known); // or somebody else read on meanwhile
        take_releases(known, page);
        read_book(tenant, then);
      },
      [=](caf::error& why) { then(std::move(why)); });
}

void sharing_state::read_consent(const Context& who, taker<Consent> then) {
  Consent never;
  never.set_purpose(shared_learning);
  never.set_given(false);
  read_consent_on(who, 0, std::move(never), std::move(then));
}

void sharing_state::read_consent_on(const Context& who, uint64_t after,
                                    Consent newest, taker<Consent> then) {
  self
    ->request(links.reader, default_patience,
              page_of(who, consents_of(who.person()), after))
    .then(
      [=, this](const events::Events& page) {
        if (page.events().empty())
          return then(newest);
        read_consent_on(who, page.events().rbegin()->version(),
                        newest_of(page, newest), then);
      },
      [=](caf::error& why) { then(std::move(why)); });
}

caf::result<Consents> sharing_state::consents(const Context& who) {
  auto answer = self->make_response_promise<Consents>();
  read_consent(who, [answer](caf::expected<Consent> found) mutable {
    if (found)
      answer.deliver(reply_of(*found));
    else
      answer.deliver(std::move(found.error()));
  });
  return answer;
}

caf::error sharing_state::check(const GiveConsent& command) const {
  if (command.context().person().empty() || command.purpose() != shared_learning
      || !command.has_given())
    return caf::make_error(
      errc::invalid_message,
      std::string{"say whose consent it is, for shared_learning, and whether "
                  "it is given"});
  if (command.given() && !links.on)
    return caf::make_error(
      errc::refused,
      std::string{"shared learning is off here (knowledge.sharing)"});
  return caf::none;
}

Consent sharing_state::wanted_by(const GiveConsent& command) const {
  Consent out;
  out.set_purpose(shared_learning);
  out.set_given(command.given());
  out.set_time(time::format(links.now_ms()));
  out.set_by(command.context().subject());
  if (out.given()) {
    out.set_epsilon(links.terms.epsilon);
    out.set_delta(links.terms.delta);
  }
  return out;
}

caf::result<Consents> sharing_state::give(const GiveConsent& command) {
  if (auto refused = check(command))
    return refused;
  auto answer = self->make_response_promise<Consents>();
  read_consent(command.context(),
               [=, this, who = command.context(), wanted = wanted_by(command)](
                 caf::expected<Consent> now) mutable {
                 if (!now)
                   answer.deliver(std::move(now.error()));
                 else if (wanted.given() ? allows(*now) : !now->given())
                   answer.deliver(reply_of(*now));
                 else
                   record_consent(who, wanted, answer);
               });
  return answer;
}

void sharing_state::record_consent(
  const Context& who, const Consent& changed,
  caf::typed_response_promise<Consents> answer) {
  ConsentChanged fact;
  *fact.mutable_consent() = changed;
  events::Append command;
  *command.mutable_context() = who;
  auto& event = *command.add_events();
  event.set_event_id(ids::uuid7());
  event.set_stream(consents_of(who.person()));
  event.set_type(changed.given() ? "consent.given" : "consent.withdrawn");
  event.set_occurred_at_us(links.now_ms() * 1000);
  event.set_trace_id(who.trace_id());
  event.set_payload(fact.SerializeAsString());
  self->request(links.log, patience(who), std::move(command))
    .then(
      [answer, changed](const events::Appended&) mutable {
        answer.deliver(reply_of(changed));
      },
      [answer](caf::error& why) mutable { answer.deliver(std::move(why)); });
}

Shared sharing_state::told_of(const book& of) const {
  Shared out;
  out.set_enabled(true);
  for (auto one = of.releases.rbegin(); one != of.releases.rend(); ++one)
    *out.add_releases() = *one;
  *out.mutable_budget() = budget_of(links.terms, of.rho_spent());
  out.set_enough_people(enough_people(links.terms));
  return out;
}

caf::result<Shared> sharing_state::shared(const Context& who) {
  if (!links.on) {
    Shared none;
    none.set_enabled(false);
    return none;
  }
  auto answer = self->make_response_promise<Shared>();
  read_book(who.tenant(), [this, answer](caf::expected<book*> found) mutable {
    if (found)
      answer.deliver(told_of(**found));
    else
      answer.deliver(std::move(found.error()));
  });
  return answer;
}

sharing_actor::behavior_type
sharing(sharing_actor::stateful_pointer<sharing_state> self,
        sharing_links links) {
  supervision::guard(self);
  auto& state = self->state;
  state.links = std::move(links);
  return {
    [&state](const ListConsents& asked) {
      return state.consents(asked.context());
    },
    [&state](const GiveConsent& command) { return state.give(command); },
    [&state](const AskShared& asked) { return state.shared(asked.context()); },
    [&state](const ReleaseShared& command) { return state.release(command); },
  };
}

} // namespace auren::knowledge
