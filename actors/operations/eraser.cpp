#include "actors/operations/eraser.hpp"

#include "actors/supervision/guard.hpp"
#include "messages/ids.hpp"
#include "messages/time.hpp"
#include "storage/sealed_rows.hpp"

#include <caf/all.hpp>

namespace auren::operations {

using namespace std::chrono_literals;

namespace {

/// A store that vacuums, or a person's actors that end, may take their time.
constexpr auto step_patience = 60s;

constexpr uint32_t page = 10'000;

void add(people::PersonErased& receipt, const people::Erased& done) {
  for (auto& [kind, n] : done.counts())
    (*receipt.mutable_counts())[kind] += n;
}

} // namespace

caf::typed_response_promise<people::PersonErased>
eraser_state::begin(const people::ErasePerson& command) {
  auto one = std::make_shared<erasure>();
  one->command = command;
  one->answer = self->make_response_promise<people::PersonErased>();
  auto& who = command.context();
  if (who.person().empty() || command.confirm() != who.person()) {
    one->answer.deliver(caf::make_error(
      errc::refused, std::string{"erasing cannot be undone: confirm it by "
                                 "repeating the person's name"}));
    return one->answer;
  }
  one->receipt.set_receipt_id(ids::dashed(ids::uuid7()));
  one->receipt.set_person(who.person());
  self->request(links.log, step_patience, events::Head{})
    .then(
      [this, one](const events::Committed& head) {
        one->receipt.set_position(head.head());
        destroy_key(one);
      },
      [one](caf::error& why) { one->answer.deliver(std::move(why)); });
  return one->answer;
}

people::Erase eraser_state::order(const job& one) const {
  people::Erase result;
  *result.mutable_context() = one->command.context();
  result.mutable_context()->clear_deadline_ms(); // begun is finished
  return result;
}

void eraser_state::destroy_key(const job& one) {
  self->request(links.keys, step_patience, order(one))
    .then(
      [this, one](const people::Erased& done) {
        add(one->receipt, done);
        ask_next(one);
      },
      [one](caf::error& why) { one->answer.deliver(std::move(why)); });
}

void eraser_state::ask_next(const job& one) {
  if (one->next == links.others.size())
    return count(one);
  auto& keeper = links.others[one->next++];
  self->request(keeper.who, step_patience, order(one))
    .then(
      [this, one](const people::Erased& done) {
        add(one->receipt, done);
        ask_next(one);
      },
      [this, one, name = keeper.name](const caf::error&) {
        one->receipt.add_unfinished(name);
        ask_next(one);
      });
}

/// How many events cannot be read any more; their envelopes are still there.
void eraser_state::count(const job& one) {
  events::ReadLog question;
  *question.mutable_context() = order(one).context();
  question.set_after(one->after);
  question.set_limit(page);
  self->request(links.reader, step_patience, std::move(question))
    .then(
      [this, one](const events::Events& found) {
        (*one->receipt.mutable_counts())["events"]
          += static_cast<uint64_t>(found.events_size());
        if (found.events().empty())
          return record(one);
        one->after = found.events().rbegin()->position();
        count(one);
      },
      [this, one](const caf::error&) { record(one); });
}

void eraser_state::record(const job& one) {
  auto& receipt = one->receipt;
  receipt.set_time(time::format(time::now_ms()));
  for (auto& text : links.remains)
    receipt.add_remains(text);
  auto& who = one->command.context();
  people::ErasureRecorded fact;
  fact.set_receipt_id(receipt.receipt_id());
  fact.set_mark(storage::erased_mark({who.tenant(), who.person()}));
  fact.set_position(receipt.position());
  *fact.mutable_counts() = receipt.counts();
  events::Append command;
  auto& event = *command.add_events();
  event.set_event_id(ids::undashed(receipt.receipt_id()));
  event.set_stream("node/erasures");
  event.set_type("person.erased");
  event.set_occurred_at_us(time::now_us());
  event.set_trace_id(who.trace_id());
  event.set_payload(fact.SerializeAsString());
  self->request(links.log, step_patience, std::move(command))
    .then(
      [one](const events::Appended&) {
        one->answer.deliver(std::move(one->receipt));
      },
      [one](const caf::error&) {
        one->receipt.add_unfinished("the record of this erasure");
        one->answer.deliver(std::move(one->receipt));
      });
}

people::eraser_actor::behavior_type
eraser(people::eraser_actor::stateful_pointer<eraser_state> self,
       eraser_links links) {
  supervision::guard(self);
  self->state.links = std::move(links);
  return {
    [self](const people::ErasePerson& command) {
      return self->state.begin(command);
    },
  };
}

} // namespace auren::operations
