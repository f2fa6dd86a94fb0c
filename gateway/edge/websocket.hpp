#pragma once

#include "gateway/edge/request.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace auren::edge {

/// One open WebSocket. Every member may be called from any thread and none
/// blocks. A session that nobody else holds lives until its peer leaves.
class session {
public:
  virtual ~session() = default;

  /// Queues one text message (valid UTF-8). Returns false when the session
  /// is closed, or when the queue passes its limit: then it closes with 1013.
  virtual bool send(std::shared_ptr<const std::string> text) = 0;

  /// Returns the bytes that are queued and not yet written to the socket.
  virtual size_t queued_bytes() const = 0;

  /// Starts the closing handshake: after this only the close frame is sent.
  virtual void close(uint16_t code, std::string_view reason) = 0;

  virtual bool closed() const = 0;

  /// Returns the request that was upgraded.
  virtual const request& opened_by() const = 0;
};

/// What the application wants to hear of a session. All are called on the
/// session's io thread, one at a time, and must not block.
struct websocket_events {
  using callback = std::function<void(const std::shared_ptr<session>&)>;

  callback on_open{};
  std::function<void(const std::shared_ptr<session>&, std::string_view text)>
    on_text{};
  callback on_drained{}; ///< Everything queued was written: give new credit.
  callback on_close{};   ///< Exactly once for each on_open.
};

} // namespace auren::edge
