#pragma once

#include "actors/supervision/addresses.hpp"
#include "messages/errc.hpp"

#include <caf/actor.hpp>
#include <caf/actor_cast.hpp>
#include <caf/event_based_actor.hpp>
#include <caf/expected.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>

namespace auren::supervision {

class ActorReport;

/// Takes every failure and restart of a tree. Called on the supervisors'
/// threads, several at once: it must not block; what it throws is lost.
using report_function = std::function<void(const ActorReport&)>;

/// What all supervisors of one tree share.
struct environment {
  report_function report;
  std::shared_ptr<addresses> table = std::make_shared<addresses>();
  uint64_t seed = 0; ///< Of the jitter; each supervisor mixes in its path.
};

/// What a child is given at its start.
struct child_context {
  /// Spawns the child; valid only while `start` runs.
  caf::event_based_actor* supervisor;
  std::string path; ///< The child's own, e.g. "node/people/me".
  /// Stable addresses of the elder siblings; those added at run time are
  /// not among them.
  std::map<std::string, caf::actor> siblings;
  std::shared_ptr<const environment> tree;
  /// To be called once, from any thread, by a child that `reports_ready`.
  std::function<void()> ready;

  /// Returns the stable address of elder sibling `name`, as the interface it
  /// has. Throws `std::out_of_range` if there is none: the start fails.
  template <class Handle = caf::actor>
  Handle sibling(const std::string& name) const {
    return caf::actor_cast<Handle>(siblings.at(name));
  }

  /// Returns the stable address at `absolute_path` anywhere in the tree, as
  /// the interface it has, or `errc::not_found`. It ends with the supervisor
  /// above it: ask again after `restarting` lasts.
  template <class Handle = caf::actor>
  caf::expected<Handle> address(const std::string& absolute_path) const {
    return tree->table->resolve<Handle>(absolute_path);
  }

  /// Hands `report` to the tree's reporter, if there is one.
  void report(const ActorReport& report) const;
};

/// Hands `report` to the reporter of `tree`; never throws.
void emit(const environment& tree, const ActorReport& report) noexcept;

} // namespace auren::supervision
