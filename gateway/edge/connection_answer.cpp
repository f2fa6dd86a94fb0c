// The writing half of a connection: answers out, deadlines, the end.

#include "gateway/edge/connection.hpp"
#include "gateway/edge/session.hpp"
#include "messages/errc.hpp"

#include <array>
#include <utility>

namespace auren::edge {

namespace {

using namespace std::chrono_literals;

constexpr auto never = steady_clock::time_point::max();
constexpr auto linger_time = 5s;

} // namespace

void connection::answer(outgoing bytes) {
  if (phase_ != phase::busy)
    return;
  phase_ = phase::answering;
  current_->end(true);
  send(std::move(bytes));
}

void connection::answer(outgoing head, std::shared_ptr<stream> body) {
  if (phase_ != phase::busy)
    return body->client_left();
  phase_ = phase::streaming;
  current_->end(true);
  stream_ = std::move(body);
  send(std::move(head));
  read(); // to notice when the client leaves
}

void connection::pump() {
  if (phase_ != phase::streaming || !out_.empty())
    return;
  auto next = stream_->take();
  if (next.last)
    phase_ = phase::answering;
  if (!next.bytes.empty())
    send({.text = std::move(next.bytes)});
  else if (next.last)
    all_written();
}

void connection::become_websocket(request asked, websocket_events events) {
  if (phase_ != phase::busy)
    return;
  auto self = shared_from_this();
  phase_ = phase::closed;
  current_->end(true);
  own_.wire.give_back({in_.data() + from_, to_ - from_});
  own_.thread->remove(this);
  arrival parts{own_.in, own_.thread, std::move(own_.wire), own_.remote,
                std::move(own_.ticket)};
  open_session(std::move(parts), std::move(asked), std::move(events));
}

void connection::refuse(response why) {
  why.close = true;
  ++own_.in->refused;
  phase_ = phase::answering;
  deadline_ = never;
  spool_ = nullptr;
  body_ = {};
  send(encode(std::move(why), shape_of(reader_.asked, reader_.frame)));
}

void connection::send(outgoing bytes) {
  last_answer_ = last_answer_ || bytes.last;
  out_.push_back(std::move(bytes));
  if (out_.size() == 1)
    write_some();
}

void connection::write_some() {
  auto& front = out_.front();
  auto text = asio::buffer(front.text);
  auto shared
    = front.shared ? asio::buffer(*front.shared) : asio::const_buffer{};
  auto past = std::min(sent_, text.size());
  std::array<asio::const_buffer, 2> rest{text + past, shared + (sent_ - past)};
  write_deadline_ = steady_clock::now() + limit_.write_stall;
  own_.wire.async_write_some(
    rest, [self = shared_from_this()](error_code error, size_t n) {
      self->wrote(error, n);
    });
}

void connection::wrote(error_code error, size_t n) {
  write_deadline_ = never;
  if (phase_ == phase::closed)
    return;
  if (error)
    return finish();
  sent_ += n;
  auto& front = out_.front();
  auto whole = front.text.size() + (front.shared ? front.shared->size() : 0);
  if (sent_ >= whole) {
    out_.pop_front();
    sent_ = 0;
  }
  out_.empty() ? all_written() : write_some();
}

void connection::all_written() {
  if (phase_ == phase::streaming) {
    stream_->wrote();
    return pump();
  }
  if (phase_ != phase::answering)
    return; // "100 Continue" is out
  if (last_answer_ || own_.in->draining)
    linger();
  else
    next_request();
}

void connection::next_request() {
  stream_ = nullptr;
  served_ = true;
  phase_ = phase::idle;
  zipped_ = false;
  body_ = {};
  reader_.restart();
  if (!reading_ && from_ == to_ && in_.size() > 16 * 1024) {
    in_ = {};
    from_ = to_ = 0;
  }
  expect_within(from_ == to_ ? limit_.keep_alive : limit_.head_time);
  advance();
  if (read_all_)
    ended_by_client();
}

/// Closing at once would reset the connection while the client still sends,
/// and the reset would take the answer from its hands.
void connection::linger() {
  stream_ = nullptr;
  phase_ = phase::lingering;
  expect_within(own_.in->draining ? 500ms : linger_time);
  error_code ignored;
  own_.wire.socket().shutdown(tcp_socket::shutdown_send, ignored);
  read();
}

void connection::tick(steady_clock::time_point now) {
  if (now >= write_deadline_)
    return finish();
  if (now < deadline_)
    return;
  auto slow = phase_ == phase::body
              || (phase_ == phase::idle && (reader_.started() || !served_));
  if (slow)
    refuse(problem(errc::timed_out));
  else
    finish();
}

void connection::drain() {
  if (phase_ == phase::handshake
      || (phase_ == phase::idle && !reader_.started()))
    finish();
  else if (phase_ == phase::streaming)
    stream_->shut();
}

void connection::finish() {
  if (phase_ == phase::closed)
    return;
  auto self = shared_from_this();
  phase_ = phase::closed;
  own_.wire.close();
  spool_ = nullptr;
  if (current_)
    current_->end(false);
  if (stream_)
    std::exchange(stream_, nullptr)->client_left();
  own_.ticket = nullptr;
  own_.thread->remove(this);
}

} // namespace auren::edge
