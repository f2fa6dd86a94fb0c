#include "actors/ingest/retelling.hpp"

#include <caf/all.hpp>

namespace auren::ingest {

using namespace std::chrono_literals;

namespace {

/// What every person has who ever imported something.
bool is_of_imports(const events::Event& event) {
  return event.type().starts_with("import.");
}

const events::Event* first_of(const auto& told) {
  for (auto& event : told)
    if (!is_of_imports(event))
      return &event;
  return nullptr;
}

} // namespace

caf::error
retelling::take(std::vector<events::Event>& told, ImportProgress& at) {
  if (auto refused = check(told))
    return refused;
  events::Append command;
  *command.mutable_context() = task_.who;
  for (auto& event : told) {
    event.set_stream("person/" + task_.who.person() + '/' + event.stream());
    *command.add_events() = std::move(event);
  }
  auto n = told.size();
  begun_ = true;
  caf::error fault;
  self_->request(task_.log, 60s, std::move(command))
    .receive(
      [&](const events::Appended& done) {
        at.set_accepted(at.accepted() + n - done.duplicates());
        at.set_duplicates(at.duplicates() + done.duplicates());
      },
      [&](caf::error& why) { fault = std::move(why); });
  return fault;
}

caf::error retelling::check(const std::vector<events::Event>& told) {
  // What goes on where it was interrupted was checked then.
  auto* first = first_of(told);
  if (checked_ || task_.options.resume_after > 0 || first == nullptr)
    return caf::none;
  events::ReadLog question;
  *question.mutable_context() = task_.who;
  caf::error fault;
  self_->request(task_.reader, 60s, std::move(question))
    .receive(
      [&](const events::Events& log) {
        auto* known = first_of(log.events());
        if (known != nullptr && known->event_id() != first->event_id())
          fault = caf::make_error(
            errc::refused, std::string{"this person has a record of their own, "
                                       "and two are never merged; import into "
                                       "an empty folder, or with --user for "
                                       "somebody new"});
      },
      [&](caf::error& why) { fault = std::move(why); });
  checked_ = !fault;
  return fault;
}

void retelling::finish() {
  if (!begun_)
    return;
  people::Rest command;
  *command.mutable_context() = task_.who;
  // The people's door is their bed, too.
  auto bed = caf::actor_cast<people::bed_actor>(task_.people);
  self_->request(bed, 60s, std::move(command))
    .receive([](const people::Rested&) {}, [](caf::error&) {});
}

} // namespace auren::ingest
