#include "gateway/edge/encode.hpp"

#include "gateway/edge/status.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace auren::edge {

namespace {

constexpr size_t worth_zipping = 1024;      // below it the head is the cost
constexpr size_t worth_sharing = 16 * 1024; // above it a copy is

/// Sent with every answer, also with errors: an answer that a browser could
/// run or frame is a hole whatever its status.
constexpr std::string_view security
  = "Content-Security-Policy: default-src 'none'; script-src 'self'; "
    "style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; object-src 'none'; "
    "frame-ancestors 'none'; form-action 'self'; "
    "require-trusted-types-for 'script'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: accelerometer=(), autoplay=(), camera=(), "
    "display-capture=(), fullscreen=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)\r\n";

bool is_text(std::string_view type) {
  return type.starts_with("text/") || type.starts_with("application/json")
         || type.starts_with("application/problem+json")
         || type.starts_with("application/javascript")
         || type.starts_with("image/svg+xml")
         || type.starts_with("application/manifest+json");
}

void field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(": ").append(value).append("\r\n");
}

/// A header of ours must not be split by a value that came from outside.
bool is_one_line(const fields::entry& x) {
  return x.second.find_first_of(std::string_view{"\r\n\0", 3})
         == std::string::npos;
}

void write_head(std::string& out, const response& answer, bool close,
                bool http10) {
  out.reserve(2048);
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\nDate: {}\r\n",
                 answer.status, reason_of(answer.status), http_date());
  if (!answer.content_type.empty())
    field(out, "Content-Type", answer.content_type);
  for (auto& entry : answer.headers)
    if (is_one_line(entry))
      field(out, entry.first, entry.second);
  if (answer.headers.count("Cache-Control") == 0)
    out += "Cache-Control: no-store\r\n";
  if (close)
    out += "Connection: close\r\n";
  else if (http10)
    out += "Connection: keep-alive\r\n";
  out += security;
}

bool has_body(int status) {
  return status >= 200 && status != 204 && status != 304;
}

void compress(response& answer, bool accepted) {
  auto worth = answer.shared_gzip
               || (is_text(answer.content_type)
                   && answer.bytes().size() >= worth_zipping);
  if (!worth || answer.headers.count("Content-Encoding") > 0)
    return;
  answer.headers.add("Vary", "Accept-Encoding");
  if (!accepted)
    return;
  answer.headers.set("Content-Encoding", "gzip");
  if (answer.shared_gzip)
    answer.shared = answer.shared_gzip;
  else
    answer.body = gzip(answer.bytes()), answer.shared = nullptr;
}

/// RFC 9110 12.5.3: a weight of zero means "not this one".
bool is_refused(std::string_view item) {
  auto weight = item.find("q=0");
  return weight != item.npos
         && item.find_first_of("123456789", weight) == item.npos;
}

bool accepts_gzip(std::string_view list) {
  while (!list.empty()) {
    auto end = std::min(list.find(','), list.size());
    auto item = list.substr(0, end);
    if (lists(item, "gzip"))
      return !is_refused(item);
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return false;
}

} // namespace

reply_shape shape_of(const request& asked, const framing& frame) {
  return {.head_only = asked.method == "HEAD",
          .keep_alive = frame.keep_alive,
          .http10 = frame.http10,
          .gzip = accepts_gzip(asked.header("Accept-Encoding"))};
}

outgoing encode(response answer, reply_shape shape) {
  compress(answer, shape.gzip);
  outgoing out{.text = {}, .last = answer.close || !shape.keep_alive};
  write_head(out.text, answer, out.last, shape.http10);
  auto bytes = answer.bytes();
  if (has_body(answer.status))
    fmt::format_to(std::back_inserter(out.text), "Content-Length: {}\r\n",
                   bytes.size());
  out.text += "\r\n";
  if (shape.head_only || !has_body(answer.status))
    return out;
  if (bytes.size() < worth_sharing)
    out.text += bytes;
  else if (answer.shared)
    out.shared = std::move(answer.shared);
  else
    out.shared = std::make_shared<const std::string>(std::move(answer.body));
  return out;
}

outgoing encode_stream(const response& head, reply_shape shape) {
  outgoing out{.text = {}};
  auto close = head.close || !shape.keep_alive || shape.http10;
  write_head(out.text, head, close, false);
  out.text += shape.http10 ? "\r\n" : "Transfer-Encoding: chunked\r\n\r\n";
  return out;
}

void encode_piece(std::string& out, std::string_view bytes, bool chunked) {
  if (!chunked) {
    out += bytes;
    return;
  }
  fmt::format_to(std::back_inserter(out), "{:x}\r\n", bytes.size());
  out.append(bytes).append("\r\n");
}

} // namespace auren::edge
