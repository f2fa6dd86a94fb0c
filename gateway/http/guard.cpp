#include "gateway/http/guard.hpp"

#include "messages/context.pb.h"
#include "messages/errc.hpp"

namespace auren::http {

namespace {

/// The name in a Host header, without its port.
std::string_view host_name(std::string_view host) {
  if (host.starts_with('['))
    return host.substr(0, host.find(']') + 1);
  return host.substr(0, host.find(':'));
}

bool loopback(std::string_view host) {
  return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

/// Whether `origin` ("http://host:port") is the host that was asked.
bool same_origin(std::string_view origin, std::string_view host) {
  auto at = origin.find("://");
  return at != std::string_view::npos && origin.substr(at + 3) == host;
}

} // namespace

std::optional<edge::response> local_guard(call& asked) {
  auto host = asked.asked().header("Host");
  if (!loopback(host_name(host)))
    return edge::problem(errc::forbidden,
                         "this node answers to loopback names only");
  auto origin = asked.asked().header("Origin");
  bool reads = asked.matched != nullptr && asked.matched->method == "GET";
  if (!reads && !origin.empty() && !same_origin(origin, host))
    return edge::problem(errc::forbidden, "the request is another site's");
  Context me;
  me.set_tenant("home");
  me.set_person("me");
  me.set_subject("me");
  if (asked.matched != nullptr && !asked.matched->scope.empty())
    me.add_scopes(asked.matched->scope);
  me.add_scopes("admin");
  asked.caller = me;
  return std::nullopt;
}

} // namespace auren::http
