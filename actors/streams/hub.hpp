#pragma once

#include "actors/interfaces.hpp"
#include "actors/streams/cursor.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <map>

namespace auren::streams {

/// The hub's own mailbox also holds its wake-up call.
using hub_inside = hub_actor::extend<
  caf::reacts_to<caf::tick_atom>>::extend_with<people::erasable_actor>;

/// Who listens, where each of them stands, and what is new.
struct hub_state {
  static inline constexpr const char* name = "hub";
  static constexpr uint32_t page = 500;

  explicit hub_state(hub_inside::pointer owner) : self(owner) {
    // nop
  }

  struct listener {
    connection_actor connection;
    cursor where;
    Context context;
    bool busy = false; ///< A delivery or a page is under way.
  };

  /// Follows the feed from its head on.
  void start(events::feed_actor source);

  /// Reads what is new; one reading at a time.
  void pull();

  caf::result<Subscribed>
  subscribe(const Subscribe& command, const caf::strong_actor_ptr& who);
  void leave(const std::string& connection);
  StreamStats stats() const;

  /// Ends the person's listeners and forgets what was rendered; who is behind
  /// reads from the log.
  people::Erased erase(const Context& who);

  /// Serves everyone to whom something is due.
  void serve();

  hub_inside::pointer self;
  events::feed_actor feed;
  ring items;
  std::map<std::string, listener> listeners; ///< By connection.
  uint64_t position = 0;
  uint64_t delivered = 0;
  uint64_t dropped = 0;

private:
  void take(const events::Events& fresh);
  void serve(const std::string& id, listener& one);
  void catch_up(const std::string& id, listener& one);
  void deliver(const std::string& id, listener& one, Deliver delivery);
  void done(const std::string& id);
  void wake_at(cursor::clock::time_point when);

  bool pulling_ = false;
  bool behind_ = false; ///< More was committed while a reading was under way.
  std::optional<cursor::clock::time_point> alarm_;
};

/// Sends the live tail to every connection: critical events at once, others
/// in batches, none of them twice or out of order.
/// Keeps `items` rendered events for connections that are a little behind.
hub_inside::behavior_type hub(hub_inside::stateful_pointer<hub_state> self,
                              events::feed_actor feed, size_t items);

} // namespace auren::streams
