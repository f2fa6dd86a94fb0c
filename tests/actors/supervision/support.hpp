#pragma once

#include "actors/supervision/guard.hpp"
#include "actors/supervision/supervisor.hpp"
#include "tests/support/deterministic.hpp"

#include <map>
#include <string>
#include <vector>

namespace auren::test {

using namespace std::chrono_literals;
using namespace supervision;

/// What a worker of these tests understands: an int. Divides 100 by it; 0
/// makes it throw, -1 makes it end in order.
using divider_actor = caf::typed_actor<caf::replies_to<int>::with<int>>;

inline constexpr int poison = 0;
inline constexpr int retire = -1;

inline int divide(caf::scheduled_actor* self, int divisor) {
  if (divisor == poison)
    throw std::runtime_error{"heart rate 51"};
  if (divisor == retire)
    self->quit(caf::exit_reason::normal);
  return 100 / divisor;
}

inline caf::behavior divider(caf::event_based_actor* self) {
  guard(self);
  return {[self](int divisor) { return divide(self, divisor); }};
}

inline divider_actor::behavior_type typed_divider(divider_actor::pointer self) {
  guard(self);
  return {[self](int divisor) { return divide(self, divisor); }};
}

/// Tells in `log` when its children start and end, and keeps all reports.
struct tree_fixture : deterministic {
  std::vector<std::string> log;
  std::map<std::string, int> alive;   ///< By path; never more than 1.
  std::map<std::string, int> spoiled; ///< Starts that will throw, by path.
  std::vector<ActorReport> reports;
  std::map<std::string, child_context> contexts; ///< Of the last start.
  std::shared_ptr<addresses> table = std::make_shared<addresses>();
  supervisor_actor root;

  ~tree_fixture() {
    if (root)
      self->send_exit(root, caf::exit_reason::kill);
    root = nullptr;
    contexts.clear();
    settle();
    CHECK(table->all().empty()); // no address outlives its tree
    for (auto& [path, count] : alive)
      CHECK_MESSAGE(count == 0, path, " was left behind");
  }

  /// Notes the start of the child of `context`, and its end when it comes.
  template <class Handle>
  Handle watched(const child_context& context, Handle child) {
    auto path = context.path;
    contexts.insert_or_assign(path, context);
    log.push_back("+" + path);
    CHECK_MESSAGE(++alive[path] == 1, "two of ", path);
    caf::actor_cast<caf::abstract_actor*>(child)->attach_functor(
      [this, path](const caf::error&) {
        log.push_back("-" + path);
        --alive[path];
      });
    return child;
  }

  child_spec child(std::string name, restart when = restart::permanent) {
    auto start = [this](const child_context& context) {
      if (spoiled[context.path] > 0 && spoiled[context.path]--)
        throw std::runtime_error{"cannot start"};
      return watched(context, context.supervisor->spawn(divider));
    };
    return worker(std::move(name), start, when);
  }

  environment recorder() {
    environment result;
    result.report
      = [this](const ActorReport& report) { reports.push_back(report); };
    result.table = table;
    result.seed = 42;
    return result;
  }

  /// Starts the tree and delivers all messages; no timer is hurried.
  void start(supervisor_spec spec) {
    root = start_tree(system, std::move(spec), recorder());
    settle();
  }

  /// Sends `what` to the stable address at `path`, as nobody.
  void tell(const std::string& path, int what) {
    auto router = table->find(path);
    REQUIRE_MESSAGE(router, "no address ", path);
    caf::anon_send(router, what);
    settle();
  }

  void crash(const std::string& path) {
    tell(path, poison);
  }

  /// Returns what was logged since the last call, e.g. "-n/a +n/a".
  std::string happened() {
    std::string result;
    for (auto& line : std::exchange(log, {}))
      result += (result.empty() ? "" : " ") + line;
    return result;
  }

  ActorInfo tree() {
    auto result = ask<ActorInfo>(root, AskTree{});
    REQUIRE(result);
    return std::move(*result);
  }

  /// Returns the state of each child of the root: "a:running b:backing_off".
  std::string states() {
    std::string result;
    auto whole = tree();
    for (auto& info : whole.children())
      result += (result.empty() ? "" : " ") + info.name() + ":" + info.state();
    return result;
  }

  template <class Message>
  static Message at(const std::string& path) {
    Message result;
    result.set_path(path);
    return result;
  }
};

/// No jitter and no free first restart: 100 ms, 400 ms, ...
inline backoff plain() {
  backoff result;
  result.jitter = 0;
  result.first_at_once = false;
  return result;
}

} // namespace auren::test
