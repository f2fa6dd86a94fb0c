#pragma once

#include "gateway/edge/exchange.hpp"
#include "gateway/edge/options.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace auren::edge {

/// Counts since the start, for the node's own metrics.
struct figures {
  uint64_t accepted = 0;    ///< Connections taken.
  uint64_t turned_away = 0; ///< Connections over a limit.
  uint64_t requests = 0;    ///< Whole requests given to the handler.
  uint64_t refused = 0;     ///< Requests that the edge answered itself.
  uint64_t connections = 0; ///< Open now.
  uint64_t websockets = 0;  ///< Open now.
};

/// The only socket that strangers reach: HTTP/1.1, WebSocket and optional
/// TLS on one port. Event-driven: a slow or silent client costs a few
/// kilobytes and no thread. Start and stop it from one thread.
class server {
public:
  /// Calls `handle` for every whole request, on its io threads.
  server(options how, handler handle);

  /// Stops.
  ~server();
  server(const server&) = delete;
  server& operator=(const server&) = delete;

  /// Binds, listens and starts the io threads.
  /// @returns why it cannot, in the operator's words, or nothing.
  std::optional<std::string> start();

  /// Returns the port that is bound; 0 before start().
  uint16_t port() const;

  /// First phase of the end: accepts no more, answers what is in flight (with
  /// `Connection: close`), closes WebSockets with 1012, ends streams. Blocks
  /// until every connection ended or `patience` passed.
  /// @returns true when all ended by themselves.
  bool drain(std::chrono::milliseconds patience);

  /// Second phase: cuts what is left and joins the threads. Later replies
  /// are ignored. May be called twice.
  void stop();

  figures counts() const;

private:
  class impl;
  std::unique_ptr<impl> impl_;
};

} // namespace auren::edge
