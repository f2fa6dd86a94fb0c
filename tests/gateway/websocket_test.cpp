#include "messages/errc.hpp"
#include "tests/gateway/client.hpp"
#include "tests/gateway/frames.hpp"

#include <doctest/doctest.h>

#include <future>
#include <thread>
#include <zlib.h>

using namespace auren;
using namespace auren::test;
using namespace std::chrono_literals;
using socket_ptr = std::shared_ptr<edge::session>;

namespace {

auto shared(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

/// Upgrades every request and sends each message back.
struct echoing {
  explicit echoing(edge::options how = {}) : node(handle, std::move(how)) {}

  edge::websocket_events events() {
    return {.on_open = [this](const socket_ptr& s) { opened.set_value(s); },
            .on_text
            = [](const socket_ptr& s,
                 std::string_view text) { s->send(shared(std::string{text})); },
            .on_drained = [this](const socket_ptr&) { ++drained; },
            .on_close = [this](const socket_ptr&) { closed.set_value(); }};
  }

  std::promise<socket_ptr> opened;
  std::promise<void> closed;
  std::atomic<int> drained{0};
  edge::handler handle
    = [this](std::shared_ptr<edge::exchange> x) { x->upgrade(events()); };
  running node;
};

/// Opens a socket, sends `bytes`, returns the code that it is closed with.
unsigned code_after(const std::string& bytes, edge::options how = {}) {
  echoing test{std::move(how)};
  client user{test.node.server.port()};
  CHECK(open_websocket(user, "/ws").starts_with("HTTP/1.1 101"));
  user.send(bytes);
  auto got = read_frame(user);
  while (got.opcode == 10 || got.opcode == 1) // pongs and echoes before it
    got = read_frame(user);
  user.send(client_frame(8, {}));
  user.end();
  test.closed.get_future().get();
  return frame_code(got);
}

std::string deflated(std::string_view text) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -12, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, text.size()) + 16, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_SYNC_FLUSH);
  out.resize(stream.total_out - 4); // RFC 7692 7.2.1
  deflateEnd(&stream);
  return out;
}

/// A text frame that says it is compressed.
std::string compressed_frame(std::string_view bytes) {
  auto frame = client_frame(1, bytes);
  frame[0] = static_cast<char>(frame[0] | 0x40);
  return frame;
}

std::string inflated(std::string bytes) {
  bytes += std::string{"\0\0\xff\xff", 4}; // RFC 7692 7.2.2
  z_stream stream{};
  inflateInit2(&stream, -15);
  std::string out(100'000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  inflate(&stream, Z_SYNC_FLUSH);
  out.resize(stream.total_out);
  inflateEnd(&stream);
  return out;
}

} // namespace

TEST_SUITE_BEGIN("edge.websocket");

TEST_CASE("the handshake agrees on the subprotocol and the compression") {
  echoing test;
  client user{test.node.server.port()};
  auto head = open_websocket(
    user, "/ws",
    "Sec-WebSocket-Protocol: other, auren.v1.json\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n");
  CHECK(head.find("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
        != std::string::npos);
  CHECK(head.find("Sec-WebSocket-Protocol: auren.v1.json\r\n")
        != std::string::npos);
  CHECK(head.find("permessage-deflate") != std::string::npos);
  CHECK(head.find("server_no_context_takeover") != std::string::npos);
  auto text = std::string(5'000, 'a');
  user.send(client_frame(1, text));
  auto back = read_frame(user);
  CHECK(back.compressed);
  CHECK(back.payload.size() < 100);
  CHECK(inflated(back.payload) == text);
}

TEST_CASE("messages come back whole and in pieces") {
  echoing test;
  client user{test.node.server.port()};
  open_websocket(user, "/ws");
  user.send(client_frame(1, "hello") + client_frame(1, "frag", false)
            + client_frame(9, "ping") + client_frame(0, "ment", false)
            + client_frame(0, "ed", true));
  CHECK(read_frame(user).payload == "hello");
  auto pong = read_frame(user);
  CHECK(pong.opcode == 10);
  CHECK(pong.payload == "ping");
  CHECK(read_frame(user).payload == "fragmented");
  for (auto c : client_frame(1, "byte by byte"))
    user.send({&c, 1});
  CHECK(read_frame(user).payload == "byte by byte");
  user.send(client_frame(8, "\x03\xe8"));
  CHECK(frame_code(read_frame(user)) == 1000);
  CHECK(user.ended());
  user.end(); // else the server waits for it
  test.closed.get_future().get();
}

TEST_CASE("a frame that comes with the handshake is not lost") {
  std::promise<std::shared_ptr<edge::exchange>> asked;
  running node{
    [&](std::shared_ptr<edge::exchange> x) { asked.set_value(std::move(x)); }};
  client user{node.server.port()};
  user.send(get("/ws", "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                       "Sec-WebSocket-Version: 13\r\n"
                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
            + client_frame(1, "early"));
  auto x = asked.get_future().get();
  CHECK(x->upgrade({.on_text = [](const socket_ptr& s, std::string_view text) {
    s->send(shared(std::string{text}));
  }}));
  user.until("\r\n\r\n");
  CHECK(read_frame(user).payload == "early");
}

TEST_CASE("each breach of the protocol has its code") {
  CHECK(code_after(client_frame(1, "x", true, false)) == 1002);
  CHECK(code_after(client_frame(3, "x")) == 1002);
  CHECK(code_after(client_frame(0, "x")) == 1002);
  CHECK(code_after(client_frame(9, "x", false)) == 1002);
  CHECK(code_after(client_frame(9, std::string(126, 'x'))) == 1002);
  CHECK(code_after(client_frame(8, "\x03\xed")) == 1002);
  CHECK(code_after(client_frame(2, "binary")) == 1003);
  CHECK(code_after(client_frame(1, "\xc0\xaf")) == 1007);
  CHECK(code_after(client_frame(1, "\xed\xa0\x80")) == 1007);
  CHECK(code_after(client_frame(1, std::string(65'537, 'x'))) == 1009);
  CHECK(code_after(client_frame(1, std::string(40'000, 'x'), false)
                   + client_frame(0, std::string(40'000, 'x')))
        == 1009);
  std::string endless = "\x81\xff";
  endless += std::string{"\x7f\xff\xff\xff\xff\xff\xff\xff", 8};
  CHECK(code_after(endless + "mask") == 1009);
}

TEST_CASE("a compressed message counts as long as it is when it is unpacked") {
  constexpr auto agree
    = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"
      "\r\n";
  auto bomb = deflated(std::string(30'000'000, ' '));
  CHECK(bomb.size() < 60'000); // the limit is of 65'536
  struct {
    std::string payload;
    unsigned code;
  } const table[] = {
    {bomb, 1009},
    {deflated(std::string(65'537, ' ')), 1009},
    {"this is no deflate stream", 0}, // cut without a word
    {deflated("\xff\xfe"), 1007},
  };
  for (auto& [payload, code] : table) {
    echoing test;
    client user{test.node.server.port()};
    auto head = open_websocket(user, "/ws", agree);
    REQUIRE(head.find("permessage-deflate") != head.npos);
    user.send(compressed_frame(payload));
    auto got = read_frame(user);
    CHECK(got.opcode == (code == 0 ? 0 : 8));
    CHECK(frame_code(got) == code);
    user.end();
    test.closed.get_future().get();
  }
  // Without the agreement the bit itself is a breach.
  CHECK(code_after(compressed_frame(deflated("hello"))) == 1002);
}

TEST_CASE("a flood of pings ends with 1008") {
  std::string flood;
  for (int i = 0; i < 1'000; ++i)
    flood += client_frame(9, "x");
  CHECK(code_after(flood) == 1008);
}

TEST_CASE("only the same host may open a socket from a browser") {
  echoing test;
  auto port = test.node.server.port();
  client foreign{port}, null{port}, plain{port}, old{port};
  CHECK(open_websocket(foreign, "/ws", "Origin: https://evil.example\r\n")
          .starts_with("HTTP/1.1 403"));
  CHECK(open_websocket(null, "/ws", "Origin: null\r\n")
          .starts_with("HTTP/1.1 403"));
  CHECK(plain.ask(get("/ws")).status == 426);
  CHECK(old
          .ask(get("/ws", "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                          "Sec-WebSocket-Version: 8\r\n"))
          .fields.at("sec-websocket-version")
        == "13");
  client same{port};
  CHECK(open_websocket(same, "/ws", "Origin: http://localhost\r\n")
          .starts_with("HTTP/1.1 101"));
}

TEST_CASE("a session sends from any thread and says when it is drained") {
  echoing test;
  client user{test.node.server.port()};
  open_websocket(user, "/ws");
  auto session = test.opened.get_future().get();
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&] {
      for (int i = 0; i < 250; ++i)
        CHECK(session->send(shared("message")));
    });
  for (int i = 0; i < 1'000; ++i)
    REQUIRE(read_frame(user).payload == "message");
  for (auto& thread : threads)
    thread.join();
  session->close(4401, "signed out");
  CHECK(frame_code(read_frame(user)) == 4401);
  CHECK_FALSE(session->send(shared("late")));
  user.send(client_frame(8, "\x11\x31"));
  test.closed.get_future().get();
  CHECK(session->queued_bytes() == 0);
  CHECK(test.drained > 0);
}

TEST_CASE("a client that does not read is closed when its queue is full") {
  edge::options how;
  how.limit.websocket_queue = 100'000;
  echoing test{how};
  client user{test.node.server.port()};
  open_websocket(user, "/ws");
  auto session = test.opened.get_future().get();
  size_t most = 0;
  while (session->send(shared(std::string(50'000, 'x'))))
    most = std::max(most, session->queued_bytes());
  CHECK(most <= 100'000);
  CHECK(session->closed());
  test.closed.get_future().get(); // though the client never answers the close
}

TEST_CASE("a silent client is pinged and dropped when it does not answer") {
  edge::options how;
  how.limit.websocket_ping = 100ms;
  echoing test{how};
  client user{test.node.server.port()};
  open_websocket(user, "/ws");
  CHECK(read_frame(user).opcode == 9);
  CHECK(user.ended());
  test.closed.get_future().get();
}

TEST_SUITE_END();
