#pragma once

#include "actors/interfaces.hpp"

#include <caf/actor_system.hpp>

#include <atomic>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

namespace auren::repl {

/// The operators' way in: a Unix socket of mode 0600 that answers the same
/// user (and root) only. A frame is one line of JSON:
/// `{"line":"status","json":false}` → `{"text":"…","exit_code":0}`,
/// `{"complete":"sta"}` → `{"words":["status"]}`. Lines beyond 64 KiB and
/// more than eight guests at once are turned away.
class door {
public:
  door(caf::actor_system& system, node::operator_actor op, std::string path);
  ~door();
  door(const door&) = delete;
  door& operator=(const door&) = delete;

  /// Binds and listens. @returns why it cannot, in words, or nothing.
  std::optional<std::string> open();

  /// Turns everybody out; joins the threads.
  void close();

private:
  void accept_all();
  void serve(int guest);
  std::string answer(const std::string& frame);

  caf::actor_system& system_;
  node::operator_actor op_;
  std::string path_;
  int listener_ = -1;
  std::atomic<bool> closing_{false};
  std::mutex mutex_;
  std::set<int> guests_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

} // namespace auren::repl
