#pragma once

#include "gateway/edge/chunked.hpp"
#include "gateway/edge/head.hpp"

#include <optional>
#include <string_view>

namespace auren::edge {

/// Takes requests off a byte stream, one after the other: the whole protocol
/// without a socket. Feed it what arrived and do what it says.
class request_reader {
public:
  enum class outcome {
    more,    ///< Nothing to do until more bytes arrive.
    head,    ///< The head is whole: set `body_limit` and call again.
    piece,   ///< `data` is the next part of the body.
    whole,   ///< The request is whole: take it, then restart().
    refused, ///< Send `refusal` and close; nothing more can be read.
  };

  explicit request_reader(const limits& limit) : limit_(&limit) {}

  /// Goes one step on; takes what it used off the front of `input`.
  outcome next(std::string_view& input);

  /// Makes it ready for the next request on the same connection.
  void restart();

  /// Returns true once a byte of the present request was seen.
  bool started() const {
    return started_;
  }

  request asked;
  framing frame;
  std::string_view data; ///< A view into the input; with `piece`.
  std::optional<response> refusal;
  uint64_t body_limit = 0; ///< Bytes; more are refused with 413.

private:
  enum class place { head, judge, body, whole, refused };

  outcome read_head(std::string_view& input);
  outcome judge(std::string_view& input);
  outcome read_body(std::string_view& input);
  outcome read_counted(std::string_view& input);
  outcome take_piece();
  outcome refuse(response answer);

  const limits* limit_;
  place at_ = place::head;
  bool started_ = false;
  head_scanner scanner_;
  chunk_decoder chunks_;
  uint64_t received_ = 0; ///< Bytes of the body so far.
};

} // namespace auren::edge
