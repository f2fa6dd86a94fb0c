#include "messages/errc.hpp"
#include "tests/gateway/client.hpp"
#include "tests/gateway/frames.hpp"

#include <doctest/doctest.h>

#include <future>
#include <thread>

using namespace auren;
using namespace auren::test;
using namespace std::chrono_literals;

namespace {

/// Keeps exchanges on /held, streams on /events, a WebSocket on /ws.
struct household {
  edge::handler handle = [this](std::shared_ptr<edge::exchange> x) {
    std::lock_guard lock{mutex};
    if (x->asked().path == "/held")
      held.push_back(std::move(x));
    else if (x->asked().path == "/events")
      streams.push_back(x->event_stream());
    else if (x->asked().path == "/ws")
      x->upgrade({});
    else
      x->reply({.body = "now"});
    arrived.notify_all();
  };

  void wait_held() {
    std::unique_lock lock{mutex};
    arrived.wait(lock, [this] { return !held.empty(); });
  }

  std::mutex mutex;
  std::condition_variable arrived;
  std::vector<std::shared_ptr<edge::exchange>> held;
  std::vector<std::shared_ptr<edge::stream_writer>> streams;
};

} // namespace

TEST_SUITE_BEGIN("edge.stop");

TEST_CASE("a server with all kinds of open connections stops 50 times") {
  for (int i = 0; i < 50; ++i) {
    household home;
    running node{home.handle};
    auto port = node.server.port();
    client held{port}, events{port}, socket{port}, half{port}, silent{port},
      idle{port};
    held.send(get("/held"));
    events.send(get("/events"));
    CHECK(events.until("\r\n\r\n").starts_with("HTTP/1.1 200"));
    CHECK(open_websocket(socket, "/ws").starts_with("HTTP/1.1 101"));
    half.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
    CHECK(idle.ask(get("/a")).body == "now");
    home.wait_held();
    if (i % 2 == 0)
      node.server.drain(0ms);
    node.server.stop();
    for (auto* one : {&held, &events, &socket, &half, &silent, &idle})
      CHECK(one->ended());
    home.held[0]->reply({.body = "too late"});
    CHECK_FALSE(home.streams[0]->write("too late"));
  }
}

TEST_CASE("draining answers what is in flight and lets nobody in") {
  household home;
  running node{home.handle};
  client user{node.server.port()}, idle{node.server.port()},
    socket{node.server.port()};
  CHECK(idle.ask(get("/a")).status == 200);
  open_websocket(socket, "/ws");
  user.send(get("/held"));
  home.wait_held();
  std::thread draining{[&] { CHECK(node.server.drain(20s)); }};
  CHECK(idle.ended()); // so the drain has begun
  CHECK(frame_code(read_frame(socket)) == 1012);
  socket.send(client_frame(8, "\x03\xf4"));
  CHECK(home.held[0]->reply({.body = "done"}));
  auto out = user.read();
  CHECK(out.body == "done");
  CHECK(out.fields.at("connection") == "close");
  CHECK(user.ended());
  user.reset();
  socket.reset();
  draining.join();
  node.server.stop();
  node.server.stop();
}

TEST_CASE("what a callback throws harms nobody else") {
  running node{[](std::shared_ptr<edge::exchange> x) {
    if (x->asked().path != "/ws")
      return void(x->reply({.body = "fine"}));
    x->upgrade({.on_text = [](const auto&, std::string_view) {
      throw std::runtime_error("broken");
    }});
  }};
  client socket{node.server.port()};
  open_websocket(socket, "/ws");
  socket.send(client_frame(1, "boom"));
  for (int i = 0; i < 8; ++i) { // on every io thread
    client user{node.server.port()};
    CHECK(user.ask(get("/a")).body == "fine");
  }
}

TEST_CASE("a port that is taken is refused in words") {
  household home;
  running node{home.handle};
  edge::options how;
  how.port = node.server.port();
  edge::server second{how, home.handle};
  auto why = second.start();
  REQUIRE(why);
  CHECK(why->find(std::to_string(how.port)) != std::string::npos);
}

TEST_SUITE_END();
