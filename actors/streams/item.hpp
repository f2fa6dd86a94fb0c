#pragma once

#include "messages/events.pb.h"
#include "messages/streams.pb.h"

#include <chrono>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace auren::streams {

/// How long an event of a class may wait for company before it is sent.
std::chrono::milliseconds patience(events::Class::Value urgency);

/// One event as all its listeners get it; rendered once.
struct item {
  uint64_t position = 0;
  events::Class::Value urgency = events::Class::analytical;
  std::string type;
  std::string stream;
  std::string tenant;
  std::string person;
  std::string agent; ///< Of "agent.*" events: who acts.
  std::string json;
};

/// Returns `event` as an item.
item render(const events::Event& event);

/// What one listener wants to hear. Empty lists want everything.
struct filter {
  std::string tenant;
  std::string person;
  std::vector<events::Class::Value> classes;
  std::vector<std::string> types; ///< Patterns, e.g. "hypothesis.*".
  std::vector<std::string> agents;

  /// Returns whether `event` is for this listener; never another person's.
  bool wants(const item& event) const;
};

/// Returns the filter that `command` asks for.
filter filter_of(const Subscribe& command);

/// The newest items of everyone who is listened to, in order.
class ring {
public:
  explicit ring(size_t items = 20000) : limit_(items) {
    // nop
  }

  /// Adds `event`, which is newer than all before.
  void push(item event);

  /// Returns whether no item after `position` was forgotten.
  bool covers(uint64_t position) const {
    return position >= forgotten_;
  }

  /// Returns the first item after `position`.
  std::deque<item>::const_iterator after(uint64_t position) const;

  std::deque<item>::const_iterator end() const {
    return items_.end();
  }

  /// Forgets everything up to `position`, which nobody needs.
  void forget(uint64_t position);

private:
  std::deque<item> items_;
  size_t limit_;
  uint64_t forgotten_ = 0;
};

} // namespace auren::streams
