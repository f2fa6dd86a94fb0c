#include "gateway/edge/io_thread.hpp"

#include <boost/asio/post.hpp>

#include <future>
#include <utility>

namespace auren::edge {

io_thread::io_thread(std::chrono::milliseconds tick)
  : busy_(context_.get_executor()), timer_(context_), tick_(tick) {
  // nop
}

void io_thread::start() {
  std::promise<void> known;
  thread_ = std::thread{[this, &known] {
    id_ = std::this_thread::get_id();
    known.set_value();
    tick();
    while (!runs_out()) {
      // nop
    }
  }};
  known.get_future().wait();
}

/// What a callback throws must not take everybody else's connections along;
/// its own connection ends at its deadline.
bool io_thread::runs_out() {
  try {
    context_.run();
    return true;
  } catch (...) {
    return false;
  }
}

void io_thread::stop() {
  if (!thread_.joinable())
    return;
  later([this] { cut_all(); });
  {
    std::lock_guard lock{mutex_};
    closed_ = true;
  }
  thread_.join();
}

bool io_thread::later(std::function<void()> task) {
  std::lock_guard lock{mutex_};
  if (closed_)
    return false;
  inbox_.push_back(std::move(task));
  if (inbox_.size() == 1) // else the loop was woken already
    asio::post(context_, [this] { work_off(); });
  return true;
}

void io_thread::work_off() {
  std::vector<std::function<void()>> tasks;
  {
    std::lock_guard lock{mutex_};
    tasks.swap(inbox_);
  }
  for (auto& task : tasks)
    try {
      task();
    } catch (...) {
      // as in runs_out(), but the tasks behind it are still to be done
    }
}

void io_thread::add(std::shared_ptr<peer> one) {
  if (stopping_) {
    one->cut();
    return;
  }
  auto key = one.get();
  peers_.emplace(key, std::move(one));
}

void io_thread::remove(const peer* one) {
  peers_.erase(one);
}

void io_thread::drain() {
  auto all = peers_; // they remove themselves while we go through them
  for (auto& [key, one] : all)
    one->drain();
}

void io_thread::cut_all() {
  stopping_ = true;
  auto all = std::exchange(peers_, {});
  for (auto& [key, one] : all)
    one->cut();
  timer_.cancel();
  busy_.reset();
}

void io_thread::tick() {
  timer_.expires_after(tick_);
  timer_.async_wait([this](boost::system::error_code error) {
    if (error || stopping_)
      return;
    auto now = steady_clock::now();
    auto all = peers_;
    for (auto& [key, one] : all)
      one->tick(now);
    tick();
  });
}

} // namespace auren::edge
