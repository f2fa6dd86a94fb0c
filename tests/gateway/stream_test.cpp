#include "messages/errc.hpp"
#include "tests/gateway/client.hpp"

#include <doctest/doctest.h>

#include <future>
#include <mutex>
#include <thread>

using namespace auren;
using namespace auren::test;
using namespace std::chrono_literals;

namespace {

using writer = std::shared_ptr<edge::stream_writer>;

/// Streams every request; the test has the writer.
struct streaming {
  explicit streaming(edge::options how = {}) : node(handle, std::move(how)) {}

  writer open(client& user) {
    user.send(get("/events"));
    auto out = got.get_future().get();
    CHECK(user.until("\r\n\r\n").find("Content-Type: text/event-stream")
          != std::string::npos);
    return out;
  }

  std::promise<writer> got;
  edge::handler handle = [this](std::shared_ptr<edge::exchange> x) {
    got.set_value(x->event_stream());
  };
  running node;
};

} // namespace

TEST_SUITE_BEGIN("edge.streams");

TEST_CASE("events arrive as they are written and the connection goes on") {
  streaming test;
  client user{test.node.server.port()};
  auto out = test.open(user);
  CHECK(out->write("data: 1\n\n"));
  CHECK(user.until("\n\n") == "9\r\ndata: 1\n\n");
  std::thread{[&] { CHECK(out->write("data: 2\n\n")); }}.join();
  CHECK(user.until("2\n\n") == "\r\n9\r\ndata: 2\n\n");
  out->finish();
  CHECK_FALSE(out->write("late"));
  CHECK(user.until("0\r\n\r\n") == "\r\n0\r\n\r\n");
  test.got = {};
  auto second = test.open(user);
  second = nullptr; // a writer that is dropped has finished
  CHECK(user.until("0\r\n\r\n") == "0\r\n\r\n");
}

TEST_CASE("a full buffer takes nothing until it is drained") {
  edge::options how;
  how.limit.stream_buffer = 1'000'000;
  streaming test{how};
  client user{test.node.server.port()};
  auto out = test.open(user);
  std::string piece(100'000, 'x');
  size_t taken = 0;
  while (out->write(piece)) // past what the two sockets hold
    ++taken;
  CHECK(taken >= 9);
  CHECK(out->buffered() <= 1'000'100 + 16 * taken);
  std::promise<void> drained;
  std::once_flag once;
  out->on_drained([&] { std::call_once(once, [&] { drained.set_value(); }); });
  for (size_t i = 0; i < taken; ++i)
    CHECK(user.until("\r\n").size() + user.bytes(100'002).size() == 100'009);
  drained.get_future().get();
  CHECK(out->write(piece));
}

TEST_CASE("a stream hears that its client left") {
  streaming test;
  client user{test.node.server.port()};
  auto out = test.open(user);
  std::promise<void> left;
  out->on_closed([&] { left.set_value(); });
  user.reset();
  left.get_future().get();
  CHECK(out->closed());
  CHECK_FALSE(out->write("x"));
}

TEST_CASE("a stream that is drained ends properly and says so") {
  streaming test;
  client user{test.node.server.port()};
  auto out = test.open(user);
  CHECK(out->write("data: 1\n\n"));
  std::promise<void> left;
  out->on_closed([&] { left.set_value(); });
  std::thread draining{[&] { CHECK(test.node.server.drain(20s)); }};
  left.get_future().get();
  CHECK(user.until("0\r\n\r\n") == "9\r\ndata: 1\n\n\r\n0\r\n\r\n");
  CHECK(user.ended());
  draining.join();
}

TEST_SUITE_END();
