#pragma once

#include "actors/interfaces.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>

#include <map>
#include <string>
#include <vector>

namespace auren::people {

/// Returns the stream that a person's experiments are told in.
std::string experiments_stream(const Context& who);

/// Which of a person's experiments run, as their events tell it in order.
class running_experiments {
public:
  void add(const events::Event& event);
  bool any() const;

private:
  std::map<std::string, hypotheses::ExperimentStatus::Value> last_;
};

/// Whom the waker works with, and whom it looks at.
struct waker_links {
  people_actor door;
  events::reader_actor reader;
  std::vector<Context> people; ///< Everyone who was not erased.
};

/// The waker's own mailbox holds only its call to the next person.
using waker_actor = caf::typed_actor<caf::reacts_to<caf::tick_atom>>;

/// The person that is looked at, and what was read of them.
struct waker_state {
  static inline constexpr const char* name = "waker";

  explicit waker_state(waker_actor::pointer owner) : self(owner) {
    // nop
  }

  /// Looks at the next person; nothing happens after the last one.
  void look();

  waker_actor::pointer self;
  waker_links links;

private:
  void read(events::ReadStream question);
  void go_on();

  running_experiments found_;
  size_t next_ = 0;
};

/// Wakes everyone whose experiment runs, once, when the node starts: who
/// sleeps is reminded of nothing. One person after the other, so that a start
/// with many people stays light; who cannot be read is left to their first
/// request.
waker_actor::behavior_type
waker(waker_actor::stateful_pointer<waker_state> self, waker_links links);

} // namespace auren::people
