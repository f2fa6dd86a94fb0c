#include "actors/events/event_log.hpp"

#include "actors/deadline.hpp"
#include "actors/supervision/guard.hpp"
#include "messages/event_types.hpp"

#include <caf/all.hpp>

namespace auren::events {

namespace {

/// Adds what `done` says was given to the events of `command`; returns false
/// when that cannot be told, so that readers must ask the store.
bool collect(Append& command, const Appended& done, Events& out) {
  auto n = static_cast<uint64_t>(command.events_size());
  if (n == 0 || done.replayed() || done.duplicates() == n)
    return true;
  if (done.duplicates() > 0)
    return false;
  auto& events = *command.mutable_events();
  for (auto& event : events)
    if (event.stream() != events[0].stream())
      return false;
  auto position = done.position() - n;
  auto version = done.version() - n;
  for (auto& event : events) {
    event.set_position(++position);
    event.set_version(++version);
    event.set_tenant(command.context().tenant());
    event.set_person(command.context().person());
    if (auto* type = find_event_type(event.type()))
      event.set_class_(type->urgency);
    *out.add_events() = std::move(event);
  }
  return true;
}

} // namespace

void event_log_state::pile_up(Append& command,
                              caf::typed_response_promise<Appended> answer) {
  if (pile.size() >= limits.queue)
    answer.deliver(caf::make_error(errc::overloaded));
  else
    pile.push_back({std::move(command), std::move(answer)});
}

bool event_log_state::flush() {
  std::vector<waiting> group;
  size_t bytes = 0;
  auto taken = pile.begin();
  for (; taken != pile.end() && group.size() < limits.group
         && bytes < limits.bytes;
       ++taken) {
    if (expired(taken->command.context())) {
      taken->answer.deliver(caf::make_error(errc::deadline_exceeded));
      continue;
    }
    bytes += taken->command.ByteSizeLong();
    group.push_back(std::move(*taken));
  }
  pile.erase(pile.begin(), taken);
  std::vector<const Append*> commands;
  commands.reserve(group.size());
  for (auto& item : group)
    commands.push_back(&item.command);
  auto results = repository->append_batch(commands);
  Events committed;
  bool whole = true;
  for (size_t i = 0; i < group.size(); ++i) {
    if (!results[i]) {
      group[i].answer.deliver(std::move(results[i].error()));
      continue;
    }
    committed.set_head(std::max(committed.head(), results[i]->position()));
    whole = collect(group[i].command, *results[i], committed) && whole;
    group[i].answer.deliver(std::move(*results[i]));
  }
  if (!whole)
    committed.clear_events();
  if (committed.head() > 0)
    publish(std::move(committed));
  return !pile.empty();
}

event_log_inside::behavior_type
event_log(event_log_inside::stateful_pointer<event_log_state> self,
          std::shared_ptr<storage::event_repository> repository,
          feed_actor feed, event_log_limits limits) {
  supervision::guard(self);
  auto& state = self->state;
  state.repository = std::move(repository);
  state.limits = limits;
  state.publish = [feed = std::move(feed)](Events committed) {
    caf::anon_send(feed, std::move(committed));
  };
  return {
    [self](Append& command) {
      auto answer = self->make_response_promise<Appended>();
      self->state.pile_up(command, answer);
      if (!std::exchange(self->state.scheduled, true))
        self->send(self, caf::flush_atom_v); // behind what is already waiting
      return answer;
    },
    [self](const SaveSnapshot& command) -> caf::result<SnapshotSaved> {
      auto saved = self->state.repository->save_snapshot(command);
      if (!saved)
        return saved.error();
      return SnapshotSaved{};
    },
    [self](const Head&) -> caf::result<Committed> {
      auto head = self->state.repository->head();
      if (!head)
        return std::move(head.error());
      Committed reply;
      reply.set_head(*head);
      return reply;
    },
    [self](const people::Erase& command) -> caf::result<people::Erased> {
      auto& who = command.context();
      auto done
        = self->state.repository->erase_person({who.tenant(), who.person()});
      if (!done)
        return std::move(done.error());
      people::Erased reply;
      (*reply.mutable_counts())["keys"] = 1;
      return reply;
    },
    [self](caf::flush_atom) {
      self->state.scheduled = self->state.flush();
      if (self->state.scheduled)
        self->send(self, caf::flush_atom_v);
    },
  };
}

} // namespace auren::events
