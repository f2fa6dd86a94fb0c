#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct redisContext;
struct redisReply;

namespace auren::storage::mirror {

/// Where a Redis server is: "unix:/path" or "host:port".
struct redis_address {
  std::string host; ///< Or the socket's path.
  int port = 0;     ///< 0: a Unix socket.
};

/// Returns what `text` writes, or nothing.
std::optional<redis_address> parse_redis_address(std::string_view text);

/// How long nobody is asked after a failure.
inline constexpr std::chrono::seconds redis_rest{5};

/// A connection to a Redis server, made when it is needed. Blocks, at most for
/// `patience` in each step of a call; for one thread. Every call may fail, and
/// fails at once for `redis_rest` after it did.
class redis {
public:
  redis(redis_address where, std::chrono::milliseconds patience);

  /// Keeps `value` under `key` for `lives`.
  bool
  set(std::string_view key, std::string_view value, std::chrono::seconds lives);

  /// Returns what is under `key`; nothing when there is nothing or it failed.
  std::optional<std::string> get(std::string_view key);

  /// Deletes `keys`. @returns whether the server said that it did.
  bool remove(std::string_view key);

private:
  struct closer {
    void operator()(redisContext* context) const;
    void operator()(redisReply* reply) const;
  };
  using reply = std::unique_ptr<redisReply, closer>;

  bool connect();
  reply ask(const char* command, std::string_view key, std::string_view value);

  redis_address where_;
  std::chrono::milliseconds patience_;
  std::chrono::steady_clock::time_point rests_until_{};
  std::unique_ptr<redisContext, closer> context_;
};

} // namespace auren::storage::mirror
