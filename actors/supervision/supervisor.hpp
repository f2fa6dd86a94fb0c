#pragma once

#include "actors/supervision/local_messages.hpp"
#include "actors/supervision/spec.hpp"

#include <caf/replies_to.hpp>
#include <caf/timespan.hpp>
#include <caf/typed_actor.hpp>

#include <functional>

namespace auren::supervision {

class ActorInfo;
class ActorRestarting;
class ActorStopped;
class AskTree;
class FindActor;
class RemoveActor;
class RestartActor;

/// SUPERVISOR: keeps the children of one `supervisor_spec` alive, or fails
/// upward. Paths are absolute or relative to it; commands for a deeper path
/// are handed down. Never blocks. Overload: its callers are few and wait.
using supervisor_actor = caf::typed_actor<
  // The tree from here on, as far as the branches answer in time.
  caf::replies_to<AskTree>::with<ActorInfo>,
  // The stable address at a path: `not_found`, or `restarting` while a
  // branch on the way is down.
  caf::replies_to<FindActor>::with<caf::actor>,
  // Restarts or kills a child, skipping a back-off that may run; answered at
  // once. `refused` for the root.
  caf::replies_to<RestartActor>::with<ActorRestarting>,
  // Stops a child for good; answered when it has ended.
  caf::replies_to<RemoveActor>::with<ActorStopped>,
  // Starts one more child, the youngest, under a new name. Answered with its
  // stable address once it runs; `refused` for a name that is taken (until
  // its end), `internal` if it ended before it ran.
  caf::replies_to<add_child>::with<caf::actor>>;

/// Starts the tree of `spec` and returns its root; `ready` is called, on the
/// root's thread, once when every actor of it runs. A `spec` that does not
/// `validate` ends the root at once with that error.
supervisor_actor
start_tree(caf::actor_system& system, supervisor_spec spec,
           environment tree = {}, std::function<void()> ready = {});

/// Tells `root` to stop everything in reverse and blocks until it has ended.
/// Returns false if it still runs after `deadline`: then leave the process
/// with `std::_Exit`, for an actor is stuck.
bool stop_tree(caf::actor_system& system, const supervisor_actor& root,
               caf::timespan deadline);

/// Spawns the supervisor of `spec` for `context`: the start of a branch.
caf::actor
start_branch(const supervisor_spec& spec, const child_context& context);

} // namespace auren::supervision
