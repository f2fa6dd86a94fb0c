#include "tests/storage/postgres/gate.hpp"

#include <sys/socket.h>
#include <sys/un.h>

#include <array>
#include <cstdlib>
#include <poll.h>
#include <stdexcept>
#include <string_view>
#include <unistd.h>

namespace auren::test {

namespace {

/// The message that ends a commit: type, length and tag.
constexpr std::string_view committed{"C\0\0\0\vCOMMIT\0", 12};

int socket_at(const std::filesystem::path& folder, sockaddr_un& address) {
  auto path = (folder / ".s.PGSQL.5432").string();
  address.sun_family = AF_UNIX;
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  return ::socket(AF_UNIX, SOCK_STREAM, 0);
}

/// Passes on what is there; returns it, or nothing at the end.
std::string take(int from) {
  std::array<char, 65536> bytes{};
  auto n = ::read(from, bytes.data(), bytes.size());
  return n > 0 ? std::string{bytes.data(), static_cast<size_t>(n)}
               : std::string{};
}

bool give(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    auto n = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n <= 0)
      return false;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

} // namespace

gate::gate(std::filesystem::path server) : server_(std::move(server)) {
  std::string pattern = "/tmp/auren-gate.XXXXXX";
  folder_ = ::mkdtemp(pattern.data());
  sockaddr_un address{};
  listener_ = socket_at(folder_, address);
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), sizeof address)
        != 0
      || ::listen(listener_, 64) != 0)
    throw std::runtime_error{"no door in " + folder_.string()};
  door_ = std::thread{[this] { accept_all(); }};
}

gate::~gate() {
  ::shutdown(listener_, SHUT_RDWR);
  door_.join();
  {
    std::lock_guard guard{mutex_};
    for (int one : open_)
      ::shutdown(one, SHUT_RDWR);
  }
  for (auto& one : sessions_)
    one.join();
  for (int one : open_)
    ::close(one);
  ::close(listener_);
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::string gate::through(const std::string& uri) const {
  auto at = uri.find(server_.string());
  return uri.substr(0, at) + folder_.string()
         + uri.substr(at + server_.string().size());
}

void gate::accept_all() {
  for (int client; (client = ::accept(listener_, nullptr, nullptr)) >= 0;)
    sessions_.emplace_back([this, client] { serve(client); });
}

void gate::serve(int client) {
  sockaddr_un address{};
  int server = socket_at(server_, address);
  {
    std::lock_guard guard{mutex_};
    open_.push_back(client);
    open_.push_back(server);
  }
  bool alive = !refuses()
               && ::connect(server, reinterpret_cast<sockaddr*>(&address),
                            sizeof address)
                    == 0;
  while (alive) {
    std::array<pollfd, 2> ends{{{client, POLLIN, 0}, {server, POLLIN, 0}}};
    alive = ::poll(ends.data(), ends.size(), -1) > 0;
    for (auto [from, to] : {std::pair{0u, server}, std::pair{1u, client}})
      if (alive && ends[from].revents != 0) {
        auto bytes = take(ends[from].fd);
        alive = !bytes.empty() && !(to == client && loses(bytes))
                && give(to, bytes);
      }
  }
  ::shutdown(client, SHUT_RDWR);
  ::shutdown(server, SHUT_RDWR);
}

bool gate::refuses() {
  if (to_refuse_ <= 0)
    return false;
  --to_refuse_;
  return true;
}

bool gate::loses(std::string_view answer) {
  if (answer.find(committed) == std::string_view::npos || to_lose_ <= 0)
    return false;
  --to_lose_;
  ++lost_;
  return true;
}

} // namespace auren::test
