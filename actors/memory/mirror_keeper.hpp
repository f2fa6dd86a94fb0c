#pragma once

#include "actors/interfaces.hpp"
#include "messages/type_ids.hpp"
#include "storage/mirror/mirror.hpp"

#include <caf/replies_to.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <memory>

namespace auren::memory {

/// MIRROR: states that a start may find warm, in a Redis server. Losing any of
/// them costs time. Overload: over 64 waiting requests it answers `overloaded`.
using mirror_actor = caf::typed_actor<
  // `storage_unavailable` when the server has not taken it.
  caf::replies_to<events::SaveSnapshot>::with<events::SnapshotSaved>,
  // `not_found` when there is none, or the server does not answer.
  caf::replies_to<events::LoadSnapshot>::with<events::Snapshot>>;

/// What the mirror is inside: its states are of people.
using mirror_inside = mirror_actor::extend_with<people::erasable_actor>;

/// What the mirror's actor has.
struct mirror_keeper_state {
  static inline constexpr const char* name = "mirror";
  std::shared_ptr<storage::mirror::state_mirror> mirror;
};

/// Keeps and finds states for all people of a node. Blocks: spawn it detached.
mirror_inside::behavior_type
mirror_keeper(mirror_inside::stateful_pointer<mirror_keeper_state> self,
              std::shared_ptr<storage::mirror::state_mirror> mirror);

} // namespace auren::memory
