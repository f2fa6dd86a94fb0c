// The only file that knows Beast's WebSocket.

#include "gateway/edge/session.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <atomic>
#include <deque>
#include <mutex>
#include <utility>

namespace auren::edge {

namespace beast = boost::beast;
namespace websocket = beast::websocket;

/// Beast closes our transport through these two, which it finds by its type.
void beast_close_socket(transport& wire) {
  wire.close();
}

template <class Handler>
void async_teardown(beast::role_type role, transport& wire, Handler&& then) {
  websocket::async_teardown(role, wire.socket(), std::forward<Handler>(then));
}

namespace {

constexpr auto ping_window = std::chrono::seconds{10};
constexpr auto close_patience = std::chrono::seconds{5};

class web_session final : public session,
                          public peer,
                          public std::enable_shared_from_this<web_session> {
public:
  web_session(arrival from, request asked, websocket_events events)
    : in_(from.in), thread_(from.thread), ticket_(std::move(from.ticket)),
      asked_(std::move(asked)), events_(std::move(events)),
      wire_(std::move(from.wire)) {
    // nop
  }

  void open();
  bool send(std::shared_ptr<const std::string> text) override;
  size_t queued_bytes() const override {
    return queued_;
  }
  void close(uint16_t code, std::string_view reason) override;
  bool closed() const override {
    return closed_;
  }
  const request& opened_by() const override {
    return asked_;
  }
  void tick(steady_clock::time_point) override {} // Beast has own timers
  void drain() override {
    close(1012, "restarting");
  }
  void cut() override {
    finish();
  }

private:
  void set_options();
  void accepted(error_code error);
  void count_ping();
  void read();
  void received(error_code error);
  void flush();
  void wrote(error_code error);
  void shut(uint16_t code, const std::string& reason);
  void finish();

  std::shared_ptr<house> in_;
  std::shared_ptr<io_thread> thread_;
  std::shared_ptr<void> ticket_;
  request asked_;
  websocket_events events_;
  websocket::stream<transport> wire_;
  beast::flat_buffer buffer_;
  bool open_ = false; ///< on_open was called.
  bool writing_ = false;
  bool shutting_ = false; ///< The closing handshake has begun.
  bool finished_ = false;
  size_t pings_ = 0;
  steady_clock::time_point ping_start_{};
  std::shared_ptr<const std::string> sending_;
  std::atomic<bool> closed_{false};
  std::atomic<size_t> queued_{0};
  std::mutex mutex_; ///< Guards what follows.
  std::deque<std::shared_ptr<const std::string>> queue_;
  bool awake_ = false;
};

void web_session::set_options() {
  auto& limit = in_->how.limit;
  websocket::permessage_deflate deflate;
  deflate.server_enable = true;
  deflate.server_no_context_takeover = true; // no window kept per client
  deflate.client_no_context_takeover = true;
  deflate.server_max_window_bits = 12;
  deflate.client_max_window_bits = 12;
  deflate.memLevel = 5;
  deflate.compLevel = 3;
  deflate.msg_size_threshold = 256;
  wire_.set_option(deflate);
  wire_.set_option(websocket::stream_base::timeout{
    close_patience, 2 * limit.websocket_ping, true});
  auto agreed
    = lists(asked_.header("Sec-WebSocket-Protocol"), in_->how.subprotocol);
  wire_.set_option(websocket::stream_base::decorator(
    [name
     = agreed ? in_->how.subprotocol : ""](websocket::response_type& answer) {
      if (!name.empty())
        answer.set(beast::http::field::sec_websocket_protocol, name);
    }));
  wire_.read_message_max(limit.websocket_message);
  wire_.control_callback([this](websocket::frame_type kind, auto) {
    if (kind == websocket::frame_type::ping)
      count_ping();
  });
}

void web_session::open() {
  ++in_->websockets;
  thread_->add(shared_from_this());
  if (finished_)
    return;
  set_options();
  beast::http::request<beast::http::empty_body> head{beast::http::verb::get,
                                                     "/", 11};
  for (auto& [name, value] : asked_.headers)
    head.insert(name, value);
  wire_.async_accept(head, [self = shared_from_this()](error_code error) {
    self->accepted(error);
  });
}

void web_session::accepted(error_code error) {
  if (error || finished_)
    return finish();
  open_ = true;
  if (events_.on_open)
    events_.on_open(shared_from_this());
  read();
}

void web_session::count_ping() {
  auto now = steady_clock::now();
  if (now - ping_start_ > ping_window) {
    ping_start_ = now;
    pings_ = 0;
  }
  if (++pings_ > in_->how.limit.websocket_pings)
    close(1008, "too many pings");
}

void web_session::read() {
  wire_.async_read(buffer_,
                   [self = shared_from_this()](error_code error, size_t) {
                     self->received(error);
                   });
}

void web_session::received(error_code error) {
  if (error)
    return finish();
  if (wire_.got_binary()) {
    close(1003, "text only");
  } else if (!shutting_ && !finished_ && events_.on_text) {
    auto data = buffer_.cdata();
    events_.on_text(shared_from_this(),
                    {static_cast<const char*>(data.data()), data.size()});
  }
  buffer_.clear();
  if (!finished_)
    read();
}

bool web_session::send(std::shared_ptr<const std::string> text) {
  if (closed_)
    return false;
  if (queued_ + text->size() > in_->how.limit.websocket_queue) {
    close(1013, "too slow");
    return false;
  }
  queued_ += text->size();
  {
    std::lock_guard lock{mutex_};
    queue_.push_back(std::move(text));
    if (std::exchange(awake_, true))
      return true;
  }
  return thread_->run([self = shared_from_this()] { self->flush(); });
}

void web_session::flush() {
  if (writing_ || shutting_ || finished_ || !open_)
    return;
  {
    std::lock_guard lock{mutex_};
    if (queue_.empty()) {
      awake_ = false;
      return;
    }
    sending_ = std::move(queue_.front());
    queue_.pop_front();
  }
  writing_ = true;
  wire_.text(true);
  wire_.async_write(asio::buffer(*sending_),
                    [self = shared_from_this()](error_code error, size_t) {
                      self->wrote(error);
                    });
}

void web_session::wrote(error_code error) {
  writing_ = false;
  queued_ -= std::exchange(sending_, nullptr)->size();
  if (error || finished_)
    return finish();
  if (queued_ == 0 && events_.on_drained)
    events_.on_drained(shared_from_this());
  flush();
}

void web_session::close(uint16_t code, std::string_view reason) {
  if (closed_.exchange(true))
    return;
  // Later, not now: Beast may be in the middle of a read that called us.
  thread_->later([self = shared_from_this(), code, why = std::string{reason}] {
    self->shut(code, why);
  });
}

void web_session::shut(uint16_t code, const std::string& reason) {
  if (finished_ || !open_)
    return finish();
  shutting_ = true;
  websocket::close_reason why{static_cast<websocket::close_code>(code), reason};
  wire_.async_close(
    why, [self = shared_from_this()](error_code) { self->finish(); });
}

void web_session::finish() {
  if (std::exchange(finished_, true))
    return;
  auto self = shared_from_this();
  closed_ = true;
  wire_.next_layer().close();
  // Beast's own timer would keep the event loop from ending as long as
  // somebody holds this session.
  using quiet = websocket::stream_base;
  wire_.set_option(quiet::timeout{quiet::none(), quiet::none(), false});
  --in_->websockets;
  if (open_ && events_.on_close)
    events_.on_close(self);
  events_ = {}; // they may hold this session
  ticket_ = nullptr;
  thread_->remove(this);
}

} // namespace

void open_session(arrival from, request asked, websocket_events events) {
  std::make_shared<web_session>(std::move(from), std::move(asked),
                                std::move(events))
    ->open();
}

} // namespace auren::edge
