#pragma once

#include "actors/interfaces.hpp"
#include "messages/type_ids.hpp"
#include "storage/event_repository.hpp"

#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <memory>
#include <vector>

namespace auren::events {

/// How much the log takes at once.
struct event_log_limits {
  size_t queue = 20000;    ///< Appends that may wait; beyond: `overloaded`.
  size_t group = 512;      ///< Appends in one transaction.
  size_t bytes = 8u << 20; ///< Payload bytes in one transaction, about.
};

/// The log's own mailbox also holds its wake-up call, and the end of a person:
/// their key is destroyed and their snapshots go.
using event_log_inside = event_log_actor::extend<
  caf::reacts_to<caf::flush_atom>>::extend_with<people::erasable_actor>;

/// What the event log knows and does.
struct event_log_state {
  static inline constexpr const char* name = "event_log";

  struct waiting {
    Append command;
    caf::typed_response_promise<Appended> answer;
  };

  /// Puts `command` on the pile; a full pile answers at once.
  void pile_up(Append& command, caf::typed_response_promise<Appended> answer);

  /// Makes the oldest of the pile durable in one transaction, answers them
  /// and tells the feed. Returns whether more is waiting.
  bool flush();

  std::shared_ptr<storage::event_repository> repository;
  event_log_limits limits;
  std::vector<waiting> pile;
  bool scheduled = false;
  /// Receives what was committed, in the order of the log.
  std::function<void(Events)> publish;
};

/// Writes facts in order, many waiting commands to one fsync (group commit).
/// Blocks: spawn it detached. `feed` hears of every commit.
event_log_inside::behavior_type
event_log(event_log_inside::stateful_pointer<event_log_state> self,
          std::shared_ptr<storage::event_repository> repository,
          feed_actor feed, event_log_limits limits);

} // namespace auren::events
