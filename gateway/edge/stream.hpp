#pragma once

#include "gateway/edge/exchange.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace auren::edge {

/// The bounded buffer between who writes a stream (any thread) and the
/// connection that sends it (one io thread).
class stream {
public:
  /// `wake` makes the connection call take(); callable from any thread.
  stream(size_t limit, bool chunked, std::function<void()> wake);

  /// Adds a piece; false when it is over or there is no room.
  bool write(std::string_view bytes);

  size_t buffered() const;
  bool closed() const;
  void finish();
  void on_drained(std::function<void()> then);
  void on_closed(std::function<void()> then);

  /// What the connection sends next; `last` when nothing follows.
  struct portion {
    std::string bytes;
    bool last = false;
  };

  /// Returns all that is buffered. Call wrote() before the next take().
  portion take();

  /// Says that the last portion was sent; calls on_drained when due.
  void wrote();

  /// Ends the stream from the server's side; calls on_closed.
  void shut();

  /// Says that the client is gone; calls on_closed.
  void client_left();

private:
  const size_t limit_;
  const bool chunked_;
  const std::function<void()> wake_;
  mutable std::mutex mutex_; ///< Guards what follows; never held in a call.
  std::string buffer_;
  size_t in_flight_ = 0;
  bool awake_ = false;
  bool finished_ = false;
  bool left_ = false;
  std::function<void()> drained_;
  std::function<void()> gone_;
};

/// Returns the writer of `to`; it finishes the stream when it is dropped.
std::shared_ptr<stream_writer> writer_of(std::shared_ptr<stream> to);

} // namespace auren::edge
