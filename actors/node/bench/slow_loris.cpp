#include "actors/node/bench/bench.hpp"
#include "actors/node/bench/served.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <atomic>
#include <chrono>
#include <httplib.h>
#include <stdexcept>
#include <thread>
#include <unistd.h>
#include <vector>

namespace auren::node::bench {

namespace {

using clock = std::chrono::steady_clock;

constexpr size_t slow_ones = 300;
constexpr size_t requests = 2'000;
constexpr auto drip_every = std::chrono::milliseconds{200};

/// Connections that never finish their head: each drips a byte now and then,
/// and those that the edge has closed come back.
class dripping {
public:
  explicit dripping(uint16_t port) : port_(port), sockets_(slow_ones, -1) {
    for (auto& one : sockets_)
      open(one);
    thread_ = std::thread{[this] { drip(); }};
  }
  ~dripping() {
    over_ = true;
    thread_.join();
    for (auto one : sockets_)
      ::close(one);
  }
  dripping(const dripping&) = delete;
  dripping& operator=(const dripping&) = delete;

private:
  void open(int& one) const {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port_);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    one = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (::connect(one, reinterpret_cast<sockaddr*>(&to), sizeof to) != 0)
      throw std::runtime_error{"the node takes no more connections"};
    constexpr std::string_view head = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-";
    ::send(one, head.data(), head.size(), MSG_NOSIGNAL);
  }

  void drip() {
    while (!over_) {
      std::this_thread::sleep_for(drip_every);
      for (auto& one : sockets_)
        if (::send(one, "a", 1, MSG_NOSIGNAL) < 0) {
          ::close(one);
          open(one);
        }
    }
  }

  uint16_t port_;
  std::vector<int> sockets_;
  std::atomic<bool> over_{false};
  std::thread thread_;
};

} // namespace

std::vector<figure> slow_loris() {
  served ours;
  dripping others{ours.node->port()};
  httplib::Client http{"127.0.0.1", ours.node->port()};
  http.set_tcp_nodelay(true);
  http.set_keep_alive(false); // each request also needs a new connection
  std::vector<double> times;
  for (size_t i = 0; i < requests; ++i) {
    auto begin = clock::now();
    auto reply = http.Get("/api/v1/metrics");
    if (!reply || reply->status != 200)
      throw std::runtime_error{"a normal request was not answered"};
    times.push_back(
      std::chrono::duration<double, std::milli>(clock::now() - begin).count());
  }
  return {
    {fmt::format("{} slow-loris connections: normal request, p99", slow_ones),
     quantile(times, 0.99), 100, "ms", "limit", true}};
}

} // namespace auren::node::bench
