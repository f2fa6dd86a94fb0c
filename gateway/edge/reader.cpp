#include "gateway/edge/reader.hpp"

#include "messages/errc.hpp"

#include <algorithm>

namespace auren::edge {

void request_reader::restart() {
  *this = request_reader{*limit_};
}

request_reader::outcome request_reader::next(std::string_view& input) {
  switch (at_) {
    case place::head: return read_head(input);
    case place::judge: return judge(input);
    case place::body: return read_body(input);
    case place::whole: return outcome::whole;
    case place::refused: return outcome::refused;
  }
  return outcome::refused;
}

request_reader::outcome request_reader::read_head(std::string_view& input) {
  // RFC 9112 2.2: some clients send an empty line after a body.
  if (!started_ && input.starts_with("\r\n"))
    input.remove_prefix(2);
  if (!started_ && input == "\r")
    return outcome::more;
  started_ = started_ || !input.empty();
  if (auto refused = scanner_.look(input, *limit_))
    return refuse(std::move(*refused));
  if (scanner_.size() == 0)
    return outcome::more;
  auto head = input.substr(0, scanner_.size());
  if (auto refused = edge::read_head(head, asked, frame))
    return refuse(std::move(*refused));
  input.remove_prefix(head.size());
  at_ = place::judge;
  return outcome::head;
}

request_reader::outcome request_reader::judge(std::string_view& input) {
  if (frame.body == framing::kind::length && frame.length > body_limit)
    return refuse(problem(errc::too_large));
  at_ = frame.body == framing::kind::none ? place::whole : place::body;
  return next(input);
}

request_reader::outcome request_reader::read_body(std::string_view& input) {
  if (frame.body == framing::kind::length)
    return read_counted(input);
  switch (chunks_.next(input, data)) {
    case chunk_decoder::outcome::more: return outcome::more;
    case chunk_decoder::outcome::piece: return take_piece();
    case chunk_decoder::outcome::done: break;
    case chunk_decoder::outcome::bad:
      return refuse(
        problem(errc::invalid_message, "The chunks are malformed."));
  }
  at_ = place::whole;
  return outcome::whole;
}

request_reader::outcome request_reader::read_counted(std::string_view& input) {
  if (received_ == frame.length) {
    at_ = place::whole;
    return outcome::whole;
  }
  if (input.empty())
    return outcome::more;
  data = input.substr(0, static_cast<size_t>(std::min<uint64_t>(
                           frame.length - received_, input.size())));
  input.remove_prefix(data.size());
  return take_piece();
}

request_reader::outcome request_reader::take_piece() {
  received_ += data.size();
  if (received_ > body_limit || chunks_.left() > body_limit - received_)
    return refuse(problem(errc::too_large));
  return outcome::piece;
}

request_reader::outcome request_reader::refuse(response answer) {
  at_ = place::refused;
  refusal = std::move(answer);
  refusal->close = true;
  return outcome::refused;
}

} // namespace auren::edge
