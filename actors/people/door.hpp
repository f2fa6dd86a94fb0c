#pragma once

#include "actors/interfaces.hpp"
#include "actors/supervision/supervisor.hpp"
#include "messages/type_ids.hpp"

#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace auren::people {

/// Names a person within the tree: letters, digits, '-', '_' and '.' of
/// tenant and person, everything else as %xx, joined by '~'.
std::string branch_name(const Context& context);

/// What the door needs to wake somebody.
struct door_options {
  /// Returns the branch of a person, named `branch_name`.
  std::function<supervision::child_spec(const Context&)> branch;
  supervision::supervisor_actor supervisor; ///< Under which branches live.
  std::shared_ptr<supervision::addresses> table;
  std::string path; ///< Of that supervisor.
  std::chrono::seconds idle{900};
  /// Branches of those who were erased: nobody wakes them.
  std::set<std::string> erased{};
};

/// The door's own mailbox also holds its wake-up call and operators' question,
/// and it puts people to sleep: for now, or for good.
using door_actor = people_actor::extend<
  caf::reacts_to<caf::tick_atom>,
  caf::replies_to<node::ListPeople>::with<node::People>>::
  extend_with<bed_actor>::extend_with<erasable_actor>;

/// Who is awake, and who waits for somebody to wake up.
struct door_state {
  static inline constexpr const char* name = "door";
  static constexpr size_t waiting_limit = 10'000;

  explicit door_state(door_actor::pointer owner) : self(owner) {
    // nop
  }

  /// Hands `message` to the actor called `role` of its person.
  template <class Handle, class Message>
  auto hand(const char* role, Message& message);

  /// Answers everyone who waits for somebody to wake that this will not be.
  void close();

  /// Puts those to sleep who were idle for long.
  void rest();

  /// Ends the person's actors, then calls `then`; at once if they sleep.
  void lay_down(const Context& who, std::function<void()> then);

  /// Refuses all that waits or comes for the person, and ends their actors.
  caf::typed_response_promise<Erased> erase(const Context& who);

  node::People list() const;

  door_actor::pointer self;
  door_options options;

private:
  using clock = std::chrono::steady_clock;
  using continuation = std::function<void(const caf::error&)>;

  struct entry {
    Context who;
    clock::time_point used;
    std::vector<continuation> waiting;        ///< Until the branch runs.
    std::vector<std::function<void()>> ended; ///< Told when it is gone.
    bool waking = false;
    bool leaving = false;
  };

  entry& touch(const Context& context, const std::string& branch);
  bool awake(const std::string& branch) const;
  void wake(const std::string& branch);
  void woken(const std::string& branch, const caf::error& why);
  void put_to_sleep(const std::string& branch);
  void wait(entry& one, const std::string& branch, continuation then);

  std::map<std::string, entry> entries_;
};

/// Hands every message to the actors of the person in its context; wakes them
/// when they sleep and lets the message wait meanwhile. Overload: beyond
/// 10,000 messages that wait for one person it answers `overloaded`.
door_actor::behavior_type
door(door_actor::stateful_pointer<door_state> self, door_options options);

} // namespace auren::people
