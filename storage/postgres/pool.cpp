#include "storage/postgres/pool.hpp"

namespace auren::storage::postgres {

namespace {

constexpr std::chrono::seconds patience{10};

} // namespace

pool::lease::~lease() {
  if (held_)
    from_->give_back(std::move(held_));
}

pool::lease pool::take() {
  std::unique_ptr<connection> held;
  {
    std::unique_lock guard{mutex_};
    if (!returned_.wait_for(guard, patience, [this] { return free_ > 0; }))
      throw failure{"", "all connections to the database are busy; "
                        "storage.connections says how many there may be"};
    --free_;
    if (!idle_.empty()) {
      held = std::move(idle_.back());
      idle_.pop_back();
    }
  }
  try {
    if (!held || !held->alive()) {
      held = std::make_unique<connection>(uri_);
      if (!setup_.empty())
        held->run(setup_);
    }
  } catch (...) {
    give_back(nullptr);
    throw;
  }
  return lease{*this, std::move(held)};
}

void pool::give_back(std::unique_ptr<connection> held) {
  {
    std::lock_guard guard{mutex_};
    ++free_;
    if (held && held->alive() && !held->in_transaction())
      idle_.push_back(std::move(held));
    else
      idle_.clear(); // the others are likely to be broken as well
  }
  returned_.notify_one();
}

} // namespace auren::storage::postgres
