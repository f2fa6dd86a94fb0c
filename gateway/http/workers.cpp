#include "gateway/http/workers.hpp"

namespace auren::http {

workers::workers(size_t threads, size_t queue) : most_(queue) {
  for (size_t i = 0; i < threads; ++i)
    threads_.emplace_back([this] { work(); });
}

workers::~workers() {
  {
    std::lock_guard lock{mutex_};
    ending_ = true;
  }
  filled_.notify_all();
  for (auto& thread : threads_)
    thread.join();
}

bool workers::run(std::function<void()> task) {
  {
    std::lock_guard lock{mutex_};
    if (queue_.size() >= most_)
      return false;
    queue_.push_back(std::move(task));
  }
  filled_.notify_one();
  return true;
}

void workers::work() {
  std::unique_lock lock{mutex_};
  for (;;) {
    filled_.wait(lock, [this] { return ending_ || !queue_.empty(); });
    if (queue_.empty())
      return;
    auto task = std::move(queue_.front());
    queue_.pop_front();
    lock.unlock();
    task();
    task = nullptr;
    lock.lock();
  }
}

} // namespace auren::http
