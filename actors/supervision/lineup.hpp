#pragma once

#include "actors/supervision/policy.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace auren::supervision {

/// Where one child is in its life.
enum class phase : uint8_t {
  waiting,     ///< To be started when its turn comes.
  starting,    ///< Spawned, not ready.
  running,     ///< Up.
  stopping,    ///< Told to end; its end is awaited.
  backing_off, ///< Failed; to be started again later.
  ended,       ///< Gone for good.
};

std::string to_string(phase where);

/// How a stop that was decided is carried out.
enum class stop_wish : uint8_t {
  none,
  in_turn, ///< Youngest first, each after the end of the one before.
  at_once, ///< Nobody depends on it.
};

/// One child as the lineup knows it: its terms, then its present life.
struct slot {
  std::string name;
  restart kind = restart::permanent;
  bool reports_ready = false;
  milliseconds start_within{0}; ///< 0 is no limit.
  milliseconds grace{0};        ///< 0 is no limit.
  bool added = false;           ///< At run time: starts and stops out of turn.

  phase where = phase::waiting;
  stop_wish stop = stop_wish::none;
  bool leaving = false; ///< Ends for good.
  bool again = false;   ///< Starts again though it is temporary.
  bool killed = false;  ///< The kill was sent.
  bool has_run = false;
  uint64_t starts = 0;           ///< Number of the present start, from 1.
  size_t failures = 0;           ///< In a row.
  time_point since;              ///< It runs.
  std::optional<time_point> due; ///< The next thing that time decides.

  bool alive() const;
};

/// What the supervisor is to do next.
struct order {
  enum class kind : uint8_t {
    start,   ///< Start the child, then call `started` or `ended`.
    stop,    ///< Tell it to end, await `ended`.
    kill,    ///< It did not end or start in time.
    stuck,   ///< Even the kill had no effect yet; it is still awaited.
    abandon, ///< The same, but the supervisor itself must end: drop it.
    forget,  ///< It has ended for good: free all that is its own.
  };
  kind what;
  std::string name;
};

/// What the end of a child meant.
enum class verdict : uint8_t {
  unknown,  ///< No such child, or it was not alive.
  asked,    ///< It was told to.
  done,     ///< Final and clean.
  lost,     ///< Final and not clean.
  failed,   ///< It will be started again.
  too_many, ///< The same, once too often: everything is being stopped.
};

/// The rules of one supervisor.
struct lineup_rules {
  strategy how = strategy::one_for_one;
  size_t max_restarts = 5;
  milliseconds window{60'000};
  backoff delays;
};

/// Decides who is to be started and stopped when: the supervisor without the
/// actors. Tell it what happened, then carry out `next` until there is none.
/// Not thread-safe.
class lineup {
public:
  explicit lineup(lineup_rules rules);

  /// Appends a child in `waiting`; false if its name is taken or all stop.
  bool add(slot child);

  /// The child was spawned; returns whether it already counts as running.
  bool started(const std::string& name, time_point now);

  /// Start number `start` of the child is up; returns whether that is news.
  bool ready(const std::string& name, uint64_t start, time_point now);

  /// The child ended, or could not be started.
  /// @param draw a random number in [0, 1) for the jitter.
  verdict
  ended(const std::string& name, bool clean, time_point now, double draw);

  /// Stops the child for good.
  void remove(const std::string& name);

  /// Stops the child, and those that must restart with it, and starts them
  /// again; a back-off ends now. Is no failure.
  void restart_now(const std::string& name, time_point now);

  /// Stops all, for ever. With `bounded`, those that survive their kill are
  /// abandoned.
  void stop_all(bool bounded, time_point now);

  /// Returns what is due at `now`.
  std::optional<order> next(time_point now);

  /// Returns when time alone makes something due.
  std::optional<time_point> wake_at() const;

  const lineup_rules& rules() const;
  bool all_run() const;
  bool closing() const; ///< `stop_all` was called.
  bool bounded() const; ///< ... and must come to its end.
  bool over() const;    ///< ... and nobody lives.

  const slot* find(const std::string& name) const;
  const std::vector<slot>& slots() const; ///< In start order.
  size_t restarts(time_point now);        ///< Within the window.

private:
  slot* get(const std::string& name);
  verdict fail(slot& child, time_point now, double draw);
  void end_asked(slot& child);
  void stop_affected(const slot& failed);
  void wish(slot& child);
  void end_backoffs(time_point now);
  bool may_start(const slot& child) const;
  bool any(phase where) const;
  bool stop_pending() const;
  std::optional<order> overdue(time_point now);
  std::optional<order> forget_next();
  std::optional<order> stop_next(time_point now);
  std::optional<order> start_next();
  order begin_stop(slot& child, time_point now);
  order past_kill(slot& child);

  lineup_rules rules_;
  restart_window failures_;
  std::vector<slot> slots_;
  bool closing_ = false;
  bool bounded_ = false;
};

} // namespace auren::supervision
