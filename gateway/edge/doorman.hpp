#pragma once

#include "gateway/edge/options.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace auren::edge {

/// Counts who is inside, in all and for each address. Thread-safe.
class doorman {
public:
  explicit doorman(const limits& limit);

  /// Lets a connection from `address` in; it counts until the ticket is
  /// dropped. Null when the house or the address has its number. Loopback
  /// has no number of its own: that is where a proxy comes from.
  std::shared_ptr<void> admit(const std::string& address, bool loopback);

  /// Blocks until nobody is inside or `patience` passed; true when empty.
  bool wait_empty(std::chrono::milliseconds patience);

  size_t inside() const;
  uint64_t admitted() const;
  uint64_t turned_away() const;

private:
  struct book {
    std::mutex mutex;
    std::condition_variable empty;
    std::map<std::string, size_t> by_address;
    size_t inside = 0;
    uint64_t admitted = 0;
    uint64_t turned_away = 0;
  };

  size_t most_;
  size_t most_per_address_;
  std::shared_ptr<book> book_; ///< Shared with the tickets.
};

} // namespace auren::edge
