#pragma once

#include "gateway/http/router.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace auren::http {

/// How much one client may ask for.
struct rate_options {
  double rate = 50'000;    ///< Tokens a second that come back.
  double burst = 100'000;  ///< Tokens that a rested client has.
  size_t clients = 10'000; ///< That are remembered.
  std::function<std::chrono::steady_clock::time_point()> now
    = std::chrono::steady_clock::now;
};

/// A token bucket for each client. Thread-safe. Clients who rested are
/// forgotten first; when too many are busy, all start anew.
class rate_limit {
public:
  explicit rate_limit(rate_options how = {});

  /// Takes `cost` tokens of `client`, at most a full bucket.
  /// @returns how long until it could, nothing when it did.
  std::optional<std::chrono::milliseconds>
  take(const std::string& client, double cost);

  /// Returns how many clients are remembered.
  size_t clients() const;

private:
  using time_point = std::chrono::steady_clock::time_point;
  struct bucket {
    double tokens;
    time_point filled; ///< When `tokens` was right.
  };

  void fill(bucket& one, time_point now) const;
  void make_room(time_point now);

  rate_options how_;
  mutable std::mutex mutex_; ///< Guards the buckets.
  std::map<std::string, bucket> buckets_;
};

/// A guard that lets `before` decide who calls, then takes what the route
/// costs from the bucket of that peer and person; over it 429 with
/// Retry-After.
std::function<std::optional<edge::response>(call&)>
limited(std::function<std::optional<edge::response>(call&)> before,
        std::shared_ptr<rate_limit> limit);

} // namespace auren::http
