#pragma once

#include "gateway/edge/request.hpp"
#include "gateway/edge/response.hpp"
#include "gateway/edge/websocket.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <string>

namespace auren::edge {

/// Writes a response whose end is not known yet (server-sent events, big
/// downloads) as chunks. Callable from any thread; nothing blocks. Dropping
/// the last reference finishes the response.
class stream_writer {
public:
  virtual ~stream_writer() = default;

  /// Queues bytes. Returns false, and takes nothing, when the client left or
  /// the buffer (`limits::stream_buffer`) has no room: wait for on_drained.
  virtual bool write(std::string_view bytes) = 0;

  /// Returns the bytes that are queued and not yet written to the socket.
  virtual size_t buffered() const = 0;

  /// Returns true once the client left or finish() was called.
  virtual bool closed() const = 0;

  /// Ends the response after what is queued.
  virtual void finish() = 0;

  /// Calls `then` (on an io thread) each time the buffer became empty.
  virtual void on_drained(std::function<void()> then) = 0;

  /// Calls `then` once when the client leaves before finish(); at once when
  /// it already left.
  virtual void on_closed(std::function<void()> then) = 0;
};

/// Where the answer of an exchange goes: a connection, or a test.
/// Members are called at most once each, from any thread, and never block.
class responder {
public:
  virtual ~responder() = default;
  virtual void deliver(const request& asked, response answer) = 0;
  virtual std::shared_ptr<stream_writer>
  open_stream(const request& asked, response head) = 0;
  virtual void open_websocket(request asked, websocket_events events) = 0;
  virtual bool gone() const = 0;
  virtual void on_gone(std::function<void()> then) = 0;
};

/// One request and the one answer that it gets. Thread-safe; the answer may
/// come at any time from any thread. An exchange that is dropped without an
/// answer is answered with 500 `internal`.
class exchange {
public:
  exchange(request asked, std::shared_ptr<responder> to);
  ~exchange();
  exchange(const exchange&) = delete;
  exchange& operator=(const exchange&) = delete;

  const request& asked() const {
    return asked_;
  }

  /// Answers; true for the first answer, which alone counts.
  bool reply(response answer);

  /// Answers with problem().
  bool fail(errc code, std::string_view detail = {});

  /// Answers with `head` (its body is ignored) and a body that is written as
  /// it comes; null when it was answered before. A HEAD request gets a writer
  /// that is closed already.
  std::shared_ptr<stream_writer> stream(response head);

  /// Returns a stream of server-sent events: text/event-stream, never stored.
  std::shared_ptr<stream_writer> event_stream();

  /// Answers by becoming a WebSocket; one that is no upgrade gets 426, a
  /// foreign Origin 403. False when it was answered before.
  bool upgrade(websocket_events events);

  /// Returns true once the client closed its side. A client that closed only
  /// its sending half still receives the answer.
  bool gone() const;

  /// Calls `then` once (on an io thread) when the client closes its side
  /// before it was answered.
  void on_gone(std::function<void()> then);

private:
  bool claim() {
    return !answered_.exchange(true);
  }

  request asked_;
  std::shared_ptr<responder> to_;
  std::atomic<bool> answered_{false};
};

/// Gets every whole request. Called on an io thread: it must not block, and
/// may keep the exchange to answer later.
using handler = std::function<void(std::shared_ptr<exchange>)>;

} // namespace auren::edge
