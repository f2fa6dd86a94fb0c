#include "gateway/edge/server.hpp"

#include "gateway/edge/connection.hpp"
#include "messages/errc.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <future>

namespace auren::edge {

namespace {

using acceptor
  = asio::basic_socket_acceptor<asio::ip::tcp, asio::io_context::executor_type>;

constexpr auto longest_tick = std::chrono::milliseconds{250};
constexpr int backlog = 4096;

/// An eighth of the shortest deadline: late by that much at most.
std::chrono::milliseconds tick_for(const limits& limit) {
  auto shortest = std::min({limit.head_time, limit.keep_alive, limit.body_idle,
                            limit.body_grace, limit.write_stall});
  return std::clamp(shortest / 8, std::chrono::milliseconds{5}, longest_tick);
}

void secure(house& home) {
  namespace ssl = asio::ssl;
  auto& context = home.tls.emplace(ssl::context::tls_server);
  context.set_options(ssl::context::default_workarounds | ssl::context::no_tlsv1
                      | ssl::context::no_tlsv1_1 | ssl::context::no_compression
                      | SSL_OP_NO_RENEGOTIATION);
  context.use_certificate_chain_file(home.how.certificate.string());
  context.use_private_key_file(home.how.key.string(), ssl::context::pem);
}

void set_up(tcp_socket& socket) {
  error_code ignored;
  socket.set_option(asio::ip::tcp::no_delay{true}, ignored);
  socket.set_option(asio::socket_base::keep_alive{true}, ignored);
}

/// Tells one over a limit so, as far as its socket takes it at once.
void turn_away(tcp_socket socket) {
  auto bytes = encode(problem(errc::overloaded), {.keep_alive = false});
  error_code ignored;
  socket.non_blocking(true, ignored);
  socket.write_some(asio::buffer(bytes.text), ignored);
}

} // namespace

/// The listening socket and the threads.
class server::impl {
public:
  impl(options how, handler handle)
    : home(std::make_shared<house>(std::move(how), std::move(handle))) {
    // nop
  }

  std::optional<std::string> start();
  void listen();
  void accept();
  void accepted(error_code error, tcp_socket socket, size_t index);
  void stop_accepting();
  void stop();

  std::shared_ptr<house> home;
  std::vector<std::shared_ptr<io_thread>> threads;
  std::optional<acceptor> door;
  std::optional<asio::steady_timer> pause;
  size_t next = 0;
  uint16_t port = 0;
};

std::optional<std::string> server::impl::start() {
  auto& how = home->how;
  try {
    if (!how.certificate.empty() || !how.key.empty())
      secure(*home);
    auto count = std::max<size_t>(1, how.threads);
    for (size_t i = 0; i < count; ++i)
      threads.push_back(std::make_shared<io_thread>(tick_for(how.limit)));
    listen();
  } catch (const std::exception& error) {
    threads.clear();
    return fmt::format("cannot listen on {}:{}: {}", how.address, how.port,
                       error.what());
  }
  for (auto& thread : threads)
    thread->start();
  threads[0]->run([this] { accept(); });
  return std::nullopt;
}

void server::impl::listen() {
  auto address = asio::ip::make_address(home->how.address);
  asio::ip::tcp::endpoint endpoint{address, home->how.port};
  auto& socket = door.emplace(threads[0]->context());
  pause.emplace(threads[0]->context());
  try {
    socket.open(endpoint.protocol());
    socket.set_option(asio::socket_base::reuse_address{true});
    socket.bind(endpoint);
    socket.listen(backlog);
    port = socket.local_endpoint().port();
  } catch (...) {
    door.reset();
    pause.reset();
    throw;
  }
}

void server::impl::accept() {
  auto index = next++ % threads.size();
  door->async_accept(threads[index]->context(),
                     [this, index](error_code error, tcp_socket socket) {
                       accepted(error, std::move(socket), index);
                     });
}

void server::impl::accepted(error_code error, tcp_socket socket, size_t index) {
  if (!door->is_open())
    return;
  if (error) { // no more descriptors, most likely: let some connections end
    pause->expires_after(std::chrono::milliseconds{50});
    pause->async_wait([this](error_code stopped) {
      if (!stopped && door->is_open())
        accept();
    });
    return;
  }
  error_code unknown;
  auto address = socket.remote_endpoint(unknown).address();
  auto remote = address.to_string();
  if (auto ticket = home->door.admit(remote, address.is_loopback())) {
    set_up(socket);
    auto thread = threads[index];
    auto one = std::make_shared<connection>(
      arrival{home, thread, transport{std::move(socket)}, std::move(remote),
              std::move(ticket)});
    thread->run([thread, one] {
      thread->add(one);
      one->start();
    });
  } else {
    turn_away(std::move(socket));
  }
  accept();
}

void server::impl::stop_accepting() {
  std::promise<void> closed;
  auto asked = threads[0]->run([&] {
    error_code ignored;
    door->close(ignored);
    pause->cancel();
    closed.set_value();
  });
  if (asked)
    closed.get_future().wait();
}

void server::impl::stop() {
  if (threads.empty())
    return;
  home->draining = true;
  stop_accepting();
  for (auto& thread : threads)
    thread->stop();
  home->disk.join();
  door.reset();
  pause.reset();
  threads.clear();
}

server::server(options how, handler handle)
  : impl_(std::make_unique<impl>(std::move(how), std::move(handle))) {
  // nop
}

server::~server() {
  stop();
}

std::optional<std::string> server::start() {
  return impl_->start();
}

uint16_t server::port() const {
  return impl_->port;
}

bool server::drain(std::chrono::milliseconds patience) {
  auto& my = *impl_;
  if (my.threads.empty())
    return true;
  my.home->draining = true;
  my.stop_accepting();
  for (auto& thread : my.threads)
    thread->run([&thread = *thread] { thread.drain(); });
  return my.home->door.wait_empty(patience);
}

void server::stop() {
  impl_->stop();
}

figures server::counts() const {
  auto& home = *impl_->home;
  return {.accepted = home.door.admitted(),
          .turned_away = home.door.turned_away(),
          .requests = home.requests,
          .refused = home.refused,
          .connections = home.door.inside(),
          .websockets = home.websockets};
}

} // namespace auren::edge
