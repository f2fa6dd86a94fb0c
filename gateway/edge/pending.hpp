#pragma once

#include "gateway/edge/encode.hpp"
#include "gateway/edge/exchange.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

namespace auren::edge {

class connection;

/// The connection's end of one exchange: turns an answer into bytes on the
/// thread that gives it, and hands them to the connection's io thread. Does
/// nothing once the connection is gone.
class pending final : public responder {
public:
  pending(std::weak_ptr<connection> to, reply_shape shape);

  void deliver(const request& asked, response answer) override;
  std::shared_ptr<stream_writer>
  open_stream(const request& asked, response head) override;
  void open_websocket(request asked, websocket_events events) override;
  bool gone() const override {
    return gone_;
  }
  void on_gone(std::function<void()> then) override;

  /// Says that the client closed its side, or that it has its answer
  /// (`answered`), after which nobody is told any more.
  void end(bool answered);

private:
  std::weak_ptr<connection> to_;
  reply_shape shape_;
  std::atomic<bool> gone_{false};
  std::mutex mutex_; ///< Guards what follows.
  bool ended_ = false;
  std::function<void()> then_;
};

} // namespace auren::edge
