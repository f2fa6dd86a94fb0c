#include "tests/gateway/client.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace auren::test {

namespace {

std::map<std::string, std::string> fields_of(std::string_view head) {
  std::map<std::string, std::string> out;
  for (auto at = head.find("\r\n"); at != head.npos;) {
    auto start = at + 2;
    at = head.find("\r\n", start);
    auto line = head.substr(start, at - start);
    auto colon = line.find(": ");
    if (colon == line.npos)
      continue;
    std::string name{line.substr(0, colon)};
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    out[name] = line.substr(colon + 2);
  }
  return out;
}

edge::options on_any_port(edge::options how) {
  how.port = 0;
  return how;
}

} // namespace

client::client(uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  timeval patience{20, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0);
}

client::~client() {
  if (socket_ >= 0)
    ::close(socket_);
}

bool client::send(std::string_view bytes) {
  while (!bytes.empty()) {
    auto n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0)
      return false;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

void client::end() {
  ::shutdown(socket_, SHUT_WR);
}

void client::reset() {
  linger hard{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
  ::close(socket_);
  socket_ = -1;
}

bool client::more() {
  char block[64 * 1024];
  auto n = ::recv(socket_, block, sizeof block, 0);
  timed_out_ = n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
  if (n <= 0)
    return false;
  read_.append(block, static_cast<size_t>(n));
  return true;
}

std::string client::bytes(size_t n) {
  while (read_.size() < n && more()) {
    // nop
  }
  auto out = read_.substr(0, n);
  read_.erase(0, n);
  return out;
}

std::string client::until(std::string_view mark) {
  auto at = read_.find(mark);
  while (at == std::string::npos && more())
    at = read_.find(mark);
  return bytes(at == std::string::npos ? read_.size() : at + mark.size());
}

bool client::ended() {
  while (more())
    read_.clear();
  return !timed_out_;
}

answer client::read(bool head_only) {
  answer out;
  out.head = until("\r\n\r\n");
  if (!out.head.ends_with("\r\n\r\n") || !out.head.starts_with("HTTP/1.1 "))
    return out;
  out.status = std::stoi(out.head.substr(9, 3));
  out.fields = fields_of(out.head);
  if (head_only)
    return out;
  if (auto length = out.fields.find("content-length");
      length != out.fields.end())
    out.body = bytes(std::stoul(length->second));
  else if (out.fields["transfer-encoding"] == "chunked")
    for (;;) {
      auto size = std::stoul("0" + until("\r\n"), nullptr, 16);
      auto piece = bytes(size + 2);
      out.body += piece.substr(0, size);
      if (size == 0 || piece.size() < size + 2)
        break;
    }
  return out;
}

answer client::ask(std::string_view text) {
  send(text);
  return read();
}

std::string get(std::string_view path, std::string_view fields) {
  return "GET " + std::string{path} + " HTTP/1.1\r\nHost: localhost\r\n"
         + std::string{fields} + "\r\n";
}

std::string
post(std::string_view path, std::string_view body, std::string_view fields) {
  return "POST " + std::string{path} + " HTTP/1.1\r\nHost: localhost\r\n"
         + "Content-Length: " + std::to_string(body.size()) + "\r\n"
         + std::string{fields} + "\r\n" + std::string{body};
}

running::running(edge::handler handle, edge::options how)
  : server(on_any_port(std::move(how)), std::move(handle)) {
  auto why = server.start();
  REQUIRE_MESSAGE(!why, why.value_or(""));
}

} // namespace auren::test
