#include "actors/deadline.hpp"
#include "actors/knowledge/sharing.hpp"
#include "messages/ids.hpp"

#include <caf/all.hpp>

/// How a release is made: everyone who allows it is asked, one by one.
namespace auren::knowledge {

namespace {

using namespace std::chrono_literals;

/// A person who sleeps has to wake up first.
constexpr auto contributor_patience = 30s;

} // namespace

caf::result<ReleaseMade> sharing_state::release(const ReleaseShared& command) {
  auto& tenant = command.context().tenant();
  if (!links.on)
    return caf::make_error(
      errc::refused,
      std::string{"shared learning is off here (knowledge.sharing)"});
  if (std::exchange(books[tenant].releasing, true))
    return caf::make_error(errc::overloaded);
  auto one = std::make_shared<job>();
  one->context = context_of(tenant, {});
  one->context.set_trace_id(command.context().trace_id());
  one->answer = self->make_response_promise<ReleaseMade>();
  auto all = links.everyone(tenant);
  if (!all) {
    finish(one, all.error());
    return one->answer;
  }
  one->people = std::move(*all);
  ask_next(one);
  return one->answer;
}

void sharing_state::ask_next(const job_ptr& one) {
  if (one->next == one->people.size())
    return publish(one);
  auto who = context_of(one->context.tenant(), one->people[one->next++]);
  read_consent(who, [=, this](caf::expected<Consent> found) {
    if (!found)
      return finish(one, found.error()); // who knows whether they allow it?
    if (!allows(*found))
      return ask_next(one);
    one->made.set_consenting(one->made.consenting() + 1);
    ask_for_effects(one, who);
  });
}

void sharing_state::ask_for_effects(const job_ptr& one, const Context& who) {
  auto door = links.people();
  if (!door)
    return finish(one, caf::make_error(errc::restarting));
  hypotheses::ListHypotheses question;
  *question.mutable_context() = who;
  self->request(door, contributor_patience, std::move(question))
    .then(
      [=, this](const hypotheses::Hypotheses& all) {
        one->contributions.push_back(contribution_of(all));
        ask_next(one);
      },
      [=, this](const caf::error& why) {
        if (code_of(why) == errc::erased)
          one->made.set_consenting(one->made.consenting() - 1);
        else
          one->made.set_unanswered(one->made.unanswered() + 1);
        ask_next(one);
      });
}

void sharing_state::publish(const job_ptr& one) {
  read_book(one->context.tenant(), [=, this](caf::expected<book*> found) {
    if (!found)
      return finish(one, found.error());
    auto rho = next_rho(links.terms, (*found)->rho_spent());
    if (!rho)
      return finish(
        one, caf::make_error(errc::refused,
                             std::string{"the privacy budget is spent"}));
    auto& release = *one->made.mutable_release();
    release = release_of(one->contributions, links.terms, *rho, links.random);
    release.set_release_id(ids::dashed(ids::uuid7()));
    release.set_time(time::format(links.now_ms()));
    append_release(one);
  });
}

void sharing_state::append_release(const job_ptr& one) {
  SharedReleased fact;
  *fact.mutable_release() = one->made.release();
  events::Append command;
  *command.mutable_context() = one->context;
  command.set_expected_version(books[one->context.tenant()].version);
  auto& event = *command.add_events();
  event.set_event_id(ids::undashed(one->made.release().release_id()));
  event.set_stream(sharing_stream);
  event.set_type("shared.released");
  event.set_occurred_at_us(links.now_ms() * 1000);
  event.set_trace_id(one->context.trace_id());
  event.set_algorithm(one->made.release().mechanism());
  event.set_payload(fact.SerializeAsString());
  self->request(links.log, contributor_patience, std::move(command))
    .then([=, this](const events::Appended&) { finish(one, caf::none); },
          [=, this](const caf::error& why) { finish(one, why); });
}

void sharing_state::finish(const job_ptr& one, const caf::error& why) {
  books[one->context.tenant()].releasing = false;
  if (why)
    one->answer.deliver(why);
  else
    one->answer.deliver(std::move(one->made));
}

} // namespace auren::knowledge
