#pragma once

#include "actors/interfaces.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <deque>
#include <vector>

namespace auren::events {

/// The newest events, without gaps, in the order of the log.
class tail {
public:
  /// Keeps about `bytes` of the newest payloads.
  explicit tail(size_t bytes = 32u << 20);

  /// Adds what was committed. Events that do not join the end (their
  /// positions could not be told), and such as forget others, empty the tail
  /// before them: readers ask the store.
  void add(Events committed);

  /// Returns whether everything after `position` is here.
  bool covers(uint64_t position) const;

  /// Returns what `question` asks for; call it only where `covers` holds.
  Events read(const ReadLog& question) const;

  /// Empties the payloads of somebody who was erased, as the store does.
  /// @returns how many had one
  uint64_t erase(const Context& who);

  /// Returns the last position that is known to be committed.
  uint64_t head() const;

private:
  std::deque<Event> events_;
  size_t limit_;
  size_t bytes_ = 0;
  uint64_t head_ = 0;
};

/// Returns whether `event` is one that `question` asks for.
bool wanted(const Event& event, const ReadLog& question);

/// The tail and those that follow it.
struct feed_state {
  static inline constexpr const char* name = "feed";

  struct follower {
    subscriber_actor who;
    bool told = false; ///< Has a notice that it has not acted on.
  };

  tail events;
  std::vector<follower> followers;

  /// Tells every follower that does not know yet.
  void tell();
};

/// What the feed is inside: it holds payloads, so it must forget them.
using feed_inside = feed_actor::extend_with<people::erasable_actor>;

/// Serves the newest part of the log, about `bytes` of it; older questions go
/// on to `readers`.
feed_inside::behavior_type feed(feed_inside::stateful_pointer<feed_state> self,
                                const reader_actor& readers, size_t bytes);

} // namespace auren::events
