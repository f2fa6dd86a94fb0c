#include "gateway/edge/pending.hpp"

#include "gateway/edge/connection.hpp"
#include "messages/errc.hpp"

#include <utility>

namespace auren::edge {

namespace {

/// RFC 6455 4.2: a version that we speak and a key of 16 bytes in base64.
bool is_handshake(const request& asked) {
  return asked.websocket && asked.header("Sec-WebSocket-Version") == "13"
         && asked.header("Sec-WebSocket-Key").size() == 24;
}

bool is_same_host(const request& asked) {
  auto origin = asked.header("Origin");
  auto start = origin.find("://");
  return origin.empty()
         || (start != origin.npos
             && same_text(origin.substr(start + 3), asked.header("Host")));
}

bool may_come(const request& asked, const options& how) {
  return how.origin_allowed ? how.origin_allowed(asked) : is_same_host(asked);
}

response upgrade_needed() {
  auto answer = problem(426, errc::invalid_message, "Use a WebSocket here.");
  answer.headers.set("Upgrade", "websocket");
  answer.headers.set("Connection", "Upgrade");
  answer.headers.set("Sec-WebSocket-Version", "13");
  return answer;
}

} // namespace

pending::pending(std::weak_ptr<connection> to, reply_shape shape)
  : to_(std::move(to)), shape_(shape) {
  // nop
}

void pending::deliver(const request&, response answer) {
  auto to = to_.lock();
  if (!to)
    return;
  auto shape = shape_;
  shape.keep_alive = shape.keep_alive && !to->in().draining;
  auto bytes = encode(std::move(answer), shape);
  auto& thread = to->thread();
  thread.run([to = std::move(to), bytes = std::move(bytes)]() mutable {
    to->answer(std::move(bytes));
  });
}

std::shared_ptr<stream_writer>
pending::open_stream(const request& asked, response head) {
  auto wake = [weak = to_] {
    if (auto to = weak.lock())
      to->thread().run([to] { to->pump(); });
  };
  auto to = to_.lock();
  auto limit = to ? to->in().how.limit.stream_buffer : 0;
  auto body = std::make_shared<stream>(limit, !shape_.http10, wake);
  if (to && to->in().draining) {
    deliver(asked, problem(errc::draining)); // nobody would end it any more
  } else if (to) {
    auto bytes = encode_stream(head, shape_);
    auto& thread = to->thread();
    auto sent = thread.run([to, bytes, body, only = shape_.head_only] {
      only ? to->answer(bytes) : to->answer(bytes, body);
    });
    if (sent && !shape_.head_only)
      return writer_of(std::move(body));
  }
  body->client_left();
  return writer_of(std::move(body));
}

void pending::open_websocket(request asked, websocket_events events) {
  auto to = to_.lock();
  if (!to)
    return;
  if (to->in().draining)
    return deliver(asked, problem(errc::draining));
  if (!is_handshake(asked))
    return deliver(asked, upgrade_needed());
  if (!may_come(asked, to->in().how))
    return deliver(asked, problem(errc::forbidden, "Foreign origin."));
  to->thread().run(
    [to, asked = std::move(asked), events = std::move(events)]() mutable {
      to->become_websocket(std::move(asked), std::move(events));
    });
}

void pending::on_gone(std::function<void()> then) {
  {
    std::lock_guard lock{mutex_};
    if (!ended_) {
      then_ = std::move(then);
      return;
    }
  }
  if (gone_)
    then();
}

void pending::end(bool answered) {
  std::function<void()> then;
  {
    std::lock_guard lock{mutex_};
    ended_ = true;
    then = std::exchange(then_, nullptr);
  }
  if (answered)
    return;
  gone_ = true;
  if (then)
    then();
}

} // namespace auren::edge
