#pragma once

#include <csignal>

namespace auren::node::cli {

/// Waits for SIGINT and SIGTERM in the thread that asks, and keeps them from
/// all others. Make it before any other thread starts.
class signals {
public:
  signals();

  /// Blocks until one comes; a second one ends the process at once.
  int wait();

  /// Waits for at most `milliseconds`; 0 when none came.
  int poll(int milliseconds);

private:
  sigset_t set_;
};

} // namespace auren::node::cli
