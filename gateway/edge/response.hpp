#pragma once

#include "gateway/edge/request.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace auren {
enum class errc : uint8_t;
}

namespace auren::edge {

/// What a request is answered with. The edge itself adds Date, lengths, the
/// security headers, `Cache-Control: no-store` where `headers` has no other,
/// and gzip for text of at least 1 KiB when the client accepts it.
struct response {
  int status = 200;
  std::string content_type{}; ///< Empty: no Content-Type, e.g. with 204.
  std::string body{};
  /// Used instead of `body` when set: a static asset, never copied.
  std::shared_ptr<const std::string> shared{};
  /// The same asset already compressed by gzip(), for those who accept it.
  std::shared_ptr<const std::string> shared_gzip{};
  fields headers{};
  bool close = false; ///< Ends the connection after this answer.

  /// Returns the bytes of the body, wherever they are.
  std::string_view bytes() const {
    return shared ? *shared : body;
  }
};

/// Returns an answer whose body is the JSON text `body`.
response json(int status, std::string body);

/// Returns an RFC 9457 problem (`type,title,status,detail,code`) for `code`;
/// `detail` says in words what is wrong, without health data. 429 and 503
/// carry `Retry-After: 1`.
response problem(errc code, std::string_view detail = {});

/// Like problem(), with another status than the code's own, e.g. 414.
response problem(int status, errc code, std::string_view detail);

/// Returns `bytes` in gzip's format.
std::string gzip(std::string_view bytes);

} // namespace auren::edge
