#pragma once

#include "gateway/edge/options.hpp"
#include "gateway/edge/request.hpp"
#include "gateway/edge/response.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace auren::edge {

/// How the bytes after a head are to be read, and what follows the answer.
struct framing {
  enum class kind { none, length, chunked } body = kind::none;
  uint64_t length = 0; ///< With `length`: bytes of the body.
  bool keep_alive = true;
  bool expect_continue = false; ///< Wants "100 Continue" before its body.
  bool http10 = false;
};

/// Looks for the end of a head in bytes that are still arriving.
class head_scanner {
public:
  /// Looks at `buffer`, which starts with the head and only ever grows.
  /// @returns the answer for a head that breaks a limit or has a bare LF.
  std::optional<response> look(std::string_view buffer, const limits& limit);

  /// Returns the bytes of the whole head with its empty line; 0 before that.
  size_t size() const {
    return size_;
  }

private:
  std::optional<response>
  line_at(std::string_view buffer, size_t lf, const limits& limit);

  size_t seen_ = 0;       ///< Bytes that were looked at.
  size_t line_start_ = 0; ///< Of the line that is being read.
  size_t lines_ = 0;      ///< Whole lines, the request line included.
  size_t size_ = 0;
};

/// Reads a whole head (every line with its CRLF) into `asked` and `frame`.
/// @returns the answer when it is refused: 400 for whatever another parser
/// could read differently, 405 and 501 for methods, 417, 505.
std::optional<response>
read_head(std::string_view head, request& asked, framing& frame);

} // namespace auren::edge
