#include "gateway/edge/response.hpp"

#include "messages/errc.hpp"
#include "messages/json.hpp"

namespace auren::edge {

namespace {

void member(std::string& out, std::string_view name, std::string_view value) {
  out += out.empty() ? '{' : ',';
  json::quote(out, name);
  out += ':';
  json::quote(out, value);
}

} // namespace

response json(int status, std::string body) {
  return {.status = status,
          .content_type = "application/json",
          .body = std::move(body)};
}

response problem(errc code, std::string_view detail) {
  return problem(http_status(code), code, detail);
}

response problem(int status, errc code, std::string_view detail) {
  auto name = to_string(code);
  std::string body;
  member(body, "type", "urn:auren:problem:" + name);
  member(body, "title", sentence(code));
  body += ",\"status\":" + std::to_string(status);
  member(body, "detail", detail.empty() ? sentence(code) : detail);
  member(body, "code", name);
  body += '}';
  response answer{.status = status,
                  .content_type = "application/problem+json",
                  .body = std::move(body)};
  if (status == 429 || status == 503)
    answer.headers.set("Retry-After", "1");
  return answer;
}

} // namespace auren::edge
