#pragma once

#include "storage/postgres/connection.hpp"

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace auren::storage::postgres {

/// The connections of one node to one database, made when they are wanted and
/// at most `size` of them. May be used from any thread.
class pool {
public:
  /// Each new session begins with `setup`, SQL that may be empty.
  pool(std::string uri, size_t size, std::string setup = {})
    : uri_(std::move(uri)), setup_(std::move(setup)), free_(size) {}

  /// A connection for one piece of work; goes back at the end, unless it broke
  /// or was left in the middle of a transaction.
  class lease {
  public:
    explicit lease(pool& from, std::unique_ptr<connection> held)
      : from_(&from), held_(std::move(held)) {}
    lease(lease&&) = default;
    lease& operator=(lease&&) = delete;
    ~lease();
    connection& operator*() const {
      return *held_;
    }
    connection* operator->() const {
      return held_.get();
    }

  private:
    pool* from_;
    std::unique_ptr<connection> held_;
  };

  /// Takes a connection; waits when all are out, 10 s at most. Throws
  /// `failure` when the server cannot be reached or none comes back in time.
  lease take();

private:
  void give_back(std::unique_ptr<connection> held);

  std::string uri_;
  std::string setup_;
  std::mutex mutex_;
  std::condition_variable returned_;
  size_t free_; // how many more may be out
  std::vector<std::unique_ptr<connection>> idle_;
};

} // namespace auren::storage::postgres
