#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace auren::http {

/// A few threads for handlers that take their time, with a bounded queue.
class workers {
public:
  workers(size_t threads, size_t queue);

  /// Runs what is queued, then joins.
  ~workers();
  workers(const workers&) = delete;
  workers& operator=(const workers&) = delete;

  /// Queues `task`; false when the queue is full. `task` must not throw.
  bool run(std::function<void()> task);

private:
  void work();

  size_t most_;
  std::mutex mutex_; ///< Guards the queue and the flag.
  std::condition_variable filled_;
  std::deque<std::function<void()>> queue_;
  bool ending_ = false;
  std::vector<std::thread> threads_;
};

} // namespace auren::http
