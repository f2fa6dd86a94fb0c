#include "actors/node/cli/signals.hpp"

#include "actors/node/command_line.hpp"

#include <cstdlib>
#include <pthread.h>
#include <thread>

namespace auren::node::cli {

signals::signals() {
  sigemptyset(&set_);
  sigaddset(&set_, SIGINT);
  sigaddset(&set_, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

int signals::wait() {
  int which = 0;
  sigwait(&set_, &which);
  std::thread{[set = set_] {
    int again = 0;
    sigwait(&set, &again);
    std::_Exit(interrupted); // asked twice: do not wait for anything
  }}.detach();
  return which;
}

int signals::poll(int milliseconds) {
  timespec time{milliseconds / 1000, (milliseconds % 1000) * 1'000'000L};
  auto which = sigtimedwait(&set_, nullptr, &time);
  return which > 0 ? which : 0;
}

} // namespace auren::node::cli
