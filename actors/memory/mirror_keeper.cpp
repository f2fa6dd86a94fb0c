#include "actors/memory/mirror_keeper.hpp"

#include "actors/deadline.hpp"
#include "actors/supervision/guard.hpp"

namespace auren::memory {

namespace {

using keeper_pointer = mirror_inside::stateful_pointer<mirror_keeper_state>;

constexpr size_t most_waiting = 64;

/// With the server down the state stays there until it expires; the key that
/// would open it is gone already.
people::Erased
erase(storage::mirror::state_mirror& mirror, const Context& who) {
  people::Erased reply;
  if (mirror.erase({who.tenant(), who.person()}, "working_memory"))
    (*reply.mutable_counts())["mirrored states"] = 1;
  return reply;
}

} // namespace

mirror_inside::behavior_type
mirror_keeper(keeper_pointer self,
              std::shared_ptr<storage::mirror::state_mirror> mirror) {
  supervision::guard(self);
  self->state.mirror = std::move(mirror);
  return {
    [self](const events::SaveSnapshot& command)
      -> caf::result<events::SnapshotSaved> {
      if (crowded(self, most_waiting))
        return caf::make_error(errc::overloaded);
      if (!self->state.mirror->put(command.snapshot()))
        return caf::make_error(errc::storage_unavailable);
      return events::SnapshotSaved{};
    },
    [self](
      const events::LoadSnapshot& question) -> caf::result<events::Snapshot> {
      auto& who = question.context();
      auto found = self->state.mirror->get({who.tenant(), who.person()},
                                           question.actor());
      if (!found)
        return caf::make_error(errc::not_found);
      return std::move(*found);
    },
    [self](const people::Erase& command) {
      return erase(*self->state.mirror, command.context());
    },
  };
}

} // namespace auren::memory
