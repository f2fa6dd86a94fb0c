#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>

namespace auren::supervision {

/// What the end of a child means.
enum class restart : uint8_t {
  permanent, ///< Every end is a failure; it always runs again.
  transient, ///< A clean end is final, any other end is a failure.
  temporary, ///< Every end is final.
};

/// Who is restarted together with a child that failed.
enum class strategy : uint8_t {
  one_for_one,  ///< Nobody: siblings are independent.
  rest_for_one, ///< Those declared later, for they feed on those before.
  one_for_all,  ///< Everybody.
};

std::string to_string(restart kind);
std::string to_string(strategy how);

/// Spans of time in specs.
using milliseconds = std::chrono::milliseconds;

/// Points in time, those of CAF's actor clock.
using time_point = std::chrono::steady_clock::time_point;

/// How long to wait before a child that failed is started again.
struct backoff {
  milliseconds initial{100};   ///< Before the second restart in a row.
  double factor = 4;           ///< From one restart to the next.
  milliseconds longest{8'000}; ///< Before jitter.
  double jitter = 0.2;         ///< Share by which a delay may differ.
  bool first_at_once = true;   ///< The first restart does not wait.
  bool operator==(const backoff&) const = default;
};

/// Returns the delay after `failures` (1 or more) in a row: 0, then
/// initial * factor^(n-2) up to `longest`, spread evenly by +-`jitter`.
/// @param draw a random number in [0, 1); 0.5 means no jitter.
milliseconds delay_of(const backoff& settings, size_t failures, double draw);

/// Counts restarts within a sliding window.
class restart_window {
public:
  restart_window(size_t limit, milliseconds length);

  /// Notes a failure at `now`; returns false if that is one too many: more
  /// than `limit` within `length`, both ends included.
  bool admit(time_point now);

  /// Returns how many failures are within the window that ends at `now`.
  size_t count(time_point now);

private:
  void forget_before(time_point now);

  size_t limit_;
  milliseconds length_;
  std::deque<time_point> failures_;
};

} // namespace auren::supervision
