#pragma once

#include "gateway/edge/head.hpp"
#include "gateway/edge/request.hpp"
#include "gateway/edge/response.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace auren::edge {

/// Bytes on their way out: `text`, then `shared` when it is set.
struct outgoing {
  std::string text;
  std::shared_ptr<const std::string> shared{};
  bool last = false; ///< The connection ends after these.
};

/// What of a request the bytes of its answer depend on; small, so that the
/// request itself can be gone by then.
struct reply_shape {
  bool head_only = false; ///< HEAD: no body.
  bool keep_alive = true;
  bool http10 = false;
  bool gzip = false; ///< The client accepts gzip.
};

/// Returns the shape for `asked`; without a request, that of a refusal.
reply_shape shape_of(const request& asked, const framing& frame);

/// Returns a whole answer as bytes, compressed where it pays.
outgoing encode(response answer, reply_shape shape);

/// Returns the head of an answer whose body follows in pieces: chunks, or
/// for HTTP/1.0 until the connection ends.
outgoing encode_stream(const response& head, reply_shape shape);

/// Adds one piece of a streamed body to `out`.
void encode_piece(std::string& out, std::string_view bytes, bool chunked);

} // namespace auren::edge
