#pragma once

// Includes Asio: only for the .cpp files of this folder.

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

namespace auren::edge {

namespace asio = boost::asio;
using steady_clock = std::chrono::steady_clock;

/// Something that lives on one io thread: a connection or a WebSocket.
class peer {
public:
  virtual ~peer() = default;

  /// Looks at its deadlines; called a few times a second.
  virtual void tick(steady_clock::time_point now) = 0;

  /// Ends as soon as what it has begun is done.
  virtual void drain() = 0;

  /// Ends now.
  virtual void cut() = 0;
};

/// One thread with its own event loop; what lives on it needs no locks.
/// Deadlines are looked at together at each tick, so that a request costs no
/// timer of its own.
class io_thread {
public:
  explicit io_thread(std::chrono::milliseconds tick);

  void start();

  /// Cuts all peers and joins. Later tasks are refused.
  void stop();

  /// Runs `task` on this thread: at once when called from it. False, and
  /// the task is dropped, after stop(). Thread-safe.
  template <class Task>
  bool run(Task&& task) {
    if (std::this_thread::get_id() == id_) {
      task();
      return true;
    }
    return later(std::forward<Task>(task));
  }

  /// Like run(), but never from within the caller.
  bool later(std::function<void()> task);

  /// The following are for this thread alone.
  void add(std::shared_ptr<peer> one);
  void remove(const peer* one);
  void drain();

  asio::io_context& context() {
    return context_;
  }

private:
  bool runs_out();
  void work_off();
  void tick();
  void cut_all();

  asio::io_context context_{1};
  asio::executor_work_guard<asio::io_context::executor_type> busy_;
  asio::steady_timer timer_;
  std::chrono::milliseconds tick_;
  std::unordered_map<const peer*, std::shared_ptr<peer>> peers_;
  bool stopping_ = false;
  std::thread thread_;
  std::thread::id id_;
  std::mutex mutex_; ///< Guards what follows.
  std::vector<std::function<void()>> inbox_;
  bool closed_ = false;
};

} // namespace auren::edge
