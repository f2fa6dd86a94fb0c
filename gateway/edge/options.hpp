#pragma once

#include "gateway/edge/request.hpp"
#include "gateway/edge/response.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace auren::edge {

/// What one client may cost. Whoever passes a limit gets its status and
/// loses the connection. Source: the edge limits of the security design.
struct limits {
  size_t request_line = 8u << 10; ///< Bytes; over it 414.
  size_t head = 16u << 10;        ///< Bytes with request line; 431.
  size_t header_fields = 64;      ///< Over it 431.
  std::chrono::milliseconds head_time{10'000};  ///< For a whole head; 408.
  std::chrono::milliseconds keep_alive{60'000}; ///< Idle between requests.
  std::chrono::milliseconds body_idle{30'000};  ///< Without a byte; 408.
  std::chrono::milliseconds body_grace{10'000}; ///< Before the rate counts.
  uint64_t body_rate = 1024; ///< Bytes per second at least; 408.
  std::chrono::milliseconds write_stall{30'000}; ///< Without a byte read.
  size_t connections = 4096;                     ///< Over it 503.
  size_t connections_per_address = 256;          ///< Not loopback; over it 503.
  size_t stream_buffer = 1u << 20;      ///< Unwritten bytes of a stream.
  size_t websocket_message = 64u << 10; ///< Bytes; over it 1009.
  size_t websocket_queue = 1u << 20;    ///< Unwritten bytes; over it 1013.
  size_t websocket_pings = 100;         ///< In 10 s; over it 1008.
  std::chrono::milliseconds websocket_ping{20'000}; ///< Silence before ours.
};

/// What the body of a request may be; asked as soon as its head is read.
struct body_rule {
  uint64_t limit = 1u << 20; ///< Bytes, also after unzipping; over it 413.
  bool spool = false;        ///< To a file instead of memory.
  std::optional<response> refusal{}; ///< Answers before the body is read.
};

/// How the edge listens.
struct options {
  std::string address = "127.0.0.1"; ///< IPv4 or IPv6, no host names.
  uint16_t port = 8080;              ///< 0 takes a free one; see port().
  size_t threads = 2;                ///< io threads.
  limits limit{};
  std::filesystem::path certificate{};  ///< PEM chain; with `key` it is TLS.
  std::filesystem::path key{};          ///< PEM private key.
  std::filesystem::path spool_folder{}; ///< Empty: the temporary folder.
  std::string subprotocol = "auren.v1.json"; ///< Of WebSockets.
  /// Returns the rule for a request without its body yet; io thread.
  std::function<body_rule(const request&)> rule{};
  /// Returns whether a WebSocket may come from this Origin; when not set,
  /// none or the host of the request itself.
  std::function<bool(const request&)> origin_allowed{};
};

} // namespace auren::edge
