#include "gateway/http/guard.hpp"

#include "messages/context.pb.h"
#include "messages/errc.hpp"

#include <arpa/inet.h>

#include <string>

namespace auren::http {

namespace {

/// The name in a Host header, without its port; empty when it is none.
std::string_view host_name(std::string_view host) {
  auto end = host.starts_with('[') ? host.find(']') + 1 : host.find(':');
  auto name = host.substr(0, end);
  auto rest = host.substr(name.size());
  return rest.empty() || rest.starts_with(':') ? name : std::string_view{};
}

/// Whether `host` is an address 127.x.y.z; "127.evil.example" is a name that
/// its owner may point anywhere.
bool loopback_address(std::string_view host) {
  in_addr address{};
  return ::inet_pton(AF_INET, std::string{host}.c_str(), &address) == 1
         && (ntohl(address.s_addr) >> 24) == 127;
}

bool loopback(std::string_view host) {
  return edge::same_text(host, "localhost") || host == "[::1]"
         || loopback_address(host);
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
