#pragma once

#include "actors/supervision/context.hpp"
#include "actors/supervision/policy.hpp"

#include <caf/actor.hpp>
#include <caf/actor_cast.hpp>
#include <caf/error.hpp>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace auren::supervision {

struct supervisor_spec;

/// Starts one child; called again on every restart, so it builds fresh state.
/// Runs on the supervisor: it must not block. Throwing is a failure.
using start_function = std::function<caf::actor(const child_context&)>;

/// How to start, judge and stop one child.
struct child_spec {
  std::string name; ///< Unique among siblings, without '/'.
  start_function start;
  restart when = restart::permanent;
  bool reports_ready = false; ///< Runs only once it calls `context.ready`.
  milliseconds start_within{10'000}; ///< Until ready; 0 is no limit.
  milliseconds grace{5'000};         ///< From exit to kill; 0 is no limit.
  std::shared_ptr<const supervisor_spec> branch{}; ///< What it supervises.
};

/// A branch of the tree, as data: printable in the REPL, comparable in tests.
struct supervisor_spec {
  std::string name;
  strategy how = strategy::one_for_one;
  size_t max_restarts = 5; ///< One more within `window` escalates.
  milliseconds window{60'000};
  std::vector<child_spec> children; ///< In start order.
  backoff delays{};
};

/// Compares what can be compared: everything but the start functions.
bool operator==(const child_spec& lhs, const child_spec& rhs);
bool operator==(const supervisor_spec& lhs, const supervisor_spec& rhs);

/// Returns the tree as indented lines, one per actor, in start order.
std::string to_string(const supervisor_spec& spec);

/// Returns why `spec` or a branch below cannot work: an empty, doubled or
/// slashed name, a child without a start function, an empty window.
caf::error validate(const supervisor_spec& spec);
caf::error validate(const child_spec& spec);

/// Returns a child that `start` starts; `start` may return any actor handle.
template <class Start>
child_spec
worker(std::string name, Start start, restart when = restart::permanent) {
  auto erased = [start = std::move(start)](const child_context& context) {
    return caf::actor_cast<caf::actor>(start(context));
  };
  child_spec result;
  result.name = std::move(name);
  result.start = std::move(erased);
  result.when = when;
  return result;
}

/// Returns `child`, now expected to call `context.ready` within `limit` of
/// its start; until then its younger siblings wait.
child_spec
reporting(child_spec child, milliseconds limit = milliseconds{10'000});

/// Turns a whole branch into one child of the branch above. It is ready when
/// all its children run, and ends when they have ended.
child_spec branch(supervisor_spec spec, restart when = restart::permanent);

} // namespace auren::supervision
