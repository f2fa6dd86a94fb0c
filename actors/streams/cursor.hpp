#pragma once

#include "actors/streams/item.hpp"

#include <chrono>
#include <map>
#include <optional>

namespace auren::streams {

/// How much one delivery may hold and when a listener counts as slow.
struct cursor_limits {
  size_t items = 500;        ///< Per delivery.
  size_t bytes = 256u << 10; ///< Per delivery, about.
  size_t backlog = 1000;     ///< Beyond it, analytical events are dropped and
                             ///< operational ones of one kind coalesced.
};

/// Where one listener stands in the stream: a position, not a queue.
class cursor {
public:
  using clock = std::chrono::steady_clock;

  cursor(filter wants, uint64_t position, cursor_limits limits = {})
    : wants_(std::move(wants)), position_(position), limits_(limits) {
    // nop
  }

  /// Learns of a new item: it is due when its class's patience ends.
  void notice(const item& event, clock::time_point now);

  /// Takes what is due, in order, and moves on; empty when nothing is.
  Deliver take(const ring& items);

  /// Turns a page of the record into a delivery and moves on, for a
  /// listener that is behind the ring.
  Deliver take(const events::Events& page, uint32_t page_limit);

  /// Returns when something is due; nothing when nothing waits.
  std::optional<clock::time_point> due() const {
    return due_;
  }

  /// Makes everything that waits due at `now`.
  void hurry(clock::time_point now) {
    due_ = now;
  }

  uint64_t position() const {
    return position_;
  }

  void change(filter wants) {
    wants_ = std::move(wants);
  }

  void rewind(uint64_t position) {
    position_ = position;
  }

private:
  filter wants_;
  uint64_t position_;
  cursor_limits limits_;
  std::optional<clock::time_point> due_;
};

} // namespace auren::streams
