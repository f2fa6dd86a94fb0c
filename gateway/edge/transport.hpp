#pragma once

// Includes Asio: only for the .cpp files of this folder.

#include "gateway/edge/io_thread.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/bind_handler.hpp>

#include <optional>
#include <string>
#include <utility>

namespace auren::edge {

using error_code = boost::system::error_code;
using tcp_socket
  = asio::basic_stream_socket<asio::ip::tcp, asio::io_context::executor_type>;

/// A socket, with or without TLS: one type, so that what reads and writes is
/// compiled once. An AsyncStream for Beast.
class transport {
public:
  using executor_type = tcp_socket::executor_type;

  explicit transport(tcp_socket socket)
    : parts_(std::make_unique<parts>(std::move(socket))) {
    // nop
  }

  executor_type get_executor() {
    return parts_->socket.get_executor();
  }
  tcp_socket& socket() {
    return parts_->socket;
  }

  /// Speaks TLS from now on; do the handshake next.
  auto& secure(asio::ssl::context& context) {
    return parts_->tls.emplace(parts_->socket, context);
  }

  /// Gives bytes that were read already back, to be read again first.
  void give_back(std::string bytes) {
    parts_->given_back = std::move(bytes);
  }

  void close() {
    error_code ignored;
    parts_->socket.close(ignored);
  }

  template <class Buffers, class Handler>
  void async_read_some(const Buffers& buffers, Handler&& then) {
    if (!parts_->given_back.empty())
      read_given_back(buffers, std::forward<Handler>(then));
    else if (parts_->tls)
      parts_->tls->async_read_some(buffers, std::forward<Handler>(then));
    else
      parts_->socket.async_read_some(buffers, std::forward<Handler>(then));
  }

  template <class Buffers, class Handler>
  void async_write_some(const Buffers& buffers, Handler&& then) {
    if (parts_->tls)
      parts_->tls->async_write_some(buffers, std::forward<Handler>(then));
    else
      parts_->socket.async_write_some(buffers, std::forward<Handler>(then));
  }

private:
  struct parts {
    explicit parts(tcp_socket from) : socket(std::move(from)) {}

    tcp_socket socket;
    std::optional<asio::ssl::stream<tcp_socket&>> tls;
    std::string given_back;
  };

  template <class Buffers, class Handler>
  void read_given_back(const Buffers& buffers, Handler&& then) {
    auto n = asio::buffer_copy(buffers, asio::buffer(parts_->given_back));
    parts_->given_back.erase(0, n);
    asio::post(get_executor(), boost::beast::bind_front_handler(
                                 std::forward<Handler>(then), error_code{}, n));
  }

  std::unique_ptr<parts> parts_;
};

} // namespace auren::edge
