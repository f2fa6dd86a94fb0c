#include "gateway/edge/exchange.hpp"

#include "messages/errc.hpp"

namespace auren::edge {

exchange::exchange(request asked, std::shared_ptr<responder> to)
  : asked_(std::move(asked)), to_(std::move(to)) {
  // nop
}

exchange::~exchange() {
  if (claim())
    to_->deliver(asked_, problem(errc::internal));
}

bool exchange::reply(response answer) {
  if (!claim())
    return false;
  to_->deliver(asked_, std::move(answer));
  return true;
}

bool exchange::fail(errc code, std::string_view detail) {
  return reply(problem(code, detail));
}

std::shared_ptr<stream_writer> exchange::stream(response head) {
  if (!claim())
    return nullptr;
  return to_->open_stream(asked_, std::move(head));
}

std::shared_ptr<stream_writer> exchange::event_stream() {
  return stream({.content_type = "text/event-stream"});
}

bool exchange::upgrade(websocket_events events) {
  if (!claim())
    return false;
  to_->open_websocket(asked_, std::move(events));
  return true;
}

bool exchange::gone() const {
  return to_->gone();
}

void exchange::on_gone(std::function<void()> then) {
  to_->on_gone(std::move(then));
}

} // namespace auren::edge
