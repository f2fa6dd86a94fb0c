#include "gateway/edge/doorman.hpp"
#include "gateway/edge/gzip.hpp"
#include "gateway/edge/spool.hpp"
#include "messages/errc.hpp"
#include "tests/gateway/client.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <future>
#include <thread>

using namespace auren;
using namespace auren::test;
using namespace std::chrono_literals;

namespace {

void return_body(const std::shared_ptr<edge::exchange>& x) {
  x->reply({.content_type = "text/plain", .body = x->asked().body});
}

/// Bytes of this process that are in memory now.
size_t resident() {
  size_t pages = 0;
  std::ifstream file{"/proc/self/statm"};
  file >> pages >> pages;
  return pages * 4096;
}

std::string chunk(size_t size) {
  char head[32];
  std::snprintf(head, sizeof head, "%zx\r\n", size);
  return head + std::string(size, 'x') + "\r\n";
}

constexpr auto chunked_head = "POST /a HTTP/1.1\r\nHost: a\r\n"
                              "Transfer-Encoding: chunked\r\n\r\n";

edge::options spooling(uint64_t limit) {
  edge::options how;
  how.rule = [limit](const edge::request&) {
    return edge::body_rule{.limit = limit, .spool = true};
  };
  return how;
}

} // namespace

TEST_SUITE_BEGIN("edge.attacks");

TEST_CASE("300 heads that drip leave normal requests alone and end with 408") {
  edge::options how;
  how.limit.head_time = 1500ms;
  running node{return_body, how};
  std::vector<std::unique_ptr<client>> slow;
  for (int i = 0; i < 300; ++i) {
    slow.push_back(std::make_unique<client>(node.server.port()));
    slow.back()->send("GET / HTTP/1.1\r\nHost: a\r\nX-");
  }
  // Bytes that keep coming do not buy more time: a deadline is for the head.
  size_t answered = 0;
  while (node.server.counts().refused < 300) {
    client user{node.server.port()};
    CHECK(user.ask(post("/a", "still here")).body == "still here");
    ++answered;
    for (auto& one : slow)
      one->send("a");
  }
  CHECK(answered > 0);
  for (auto& one : slow) {
    CHECK(one->read().status == 408);
    CHECK(one->ended());
  }
}

TEST_CASE("a head that stops ends with 408 and the end") {
  edge::options how;
  how.limit.head_time = 300ms;
  running node{return_body, how};
  for (std::string head : {"G", "GET / HTTP/1.1\r\nHost: a\r\nX-", ""}) {
    client slow{node.server.port()};
    slow.send(head);
    CHECK(slow.read().status == 408);
    CHECK(slow.ended());
  }
}

TEST_CASE("64 MiB of chunks for a 1 MiB route are refused unread") {
  running node{return_body};
  auto before = resident();
  client user{node.server.port()};
  auto piece = chunk(64 * 1024);
  user.send(chunked_head);
  for (int i = 0; i < 1024 && user.send(piece); ++i) {
    // nop
  }
  CHECK(user.read().status == 413);
  CHECK(user.ended());
  // What a sanitizer keeps aside is not what the edge holds.
  CHECK(resident() < before + 24 * 1024 * 1024);
}

TEST_CASE("framing attacks are answered with 400 and the end") {
  running node{return_body};
  for (std::string attack :
       {"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG",
        "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "Content-Length: -1\r\n\r\n",
        "Content-Length: 99999999999999999999\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-2\r\n",
        "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n"}) {
    client user{node.server.port()};
    CHECK(user.ask("POST /a HTTP/1.1\r\nHost: a\r\n" + attack).status == 400);
    CHECK(user.ended());
  }
  CHECK(node.server.counts().requests == 0);
}

TEST_CASE("20 000 header fields and a 64 KiB head are refused with 431") {
  running node{return_body};
  std::string many = "GET / HTTP/1.1\r\nHost: a\r\n";
  for (int i = 0; i < 20'000; ++i)
    many += "X-A: b\r\n";
  for (auto& attack :
       {many, "GET / HTTP/1.1\r\nA: " + std::string(65'536, 'a')}) {
    client user{node.server.port()};
    CHECK(user.ask(attack).status == 431);
    CHECK(user.ended());
  }
}

TEST_CASE("a body that stops or dribbles ends with 408") {
  edge::options how;
  how.limit.body_idle = 300ms;
  how.limit.body_grace = 300ms;
  running node{return_body, how};
  client stopped{node.server.port()};
  CHECK(stopped
          .ask("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n"
               "\r\nabc")
          .status
        == 408);
  client dribbling{node.server.port()};
  dribbling.send("POST /a HTTP/1.1\r\nHost: a\r\n"
                 "Content-Length: 100000\r\n\r\n");
  while (dribbling.send("x"))
    std::this_thread::sleep_for(5ms); // 200 bytes a second: the attack itself
  CHECK(dribbling.read().status == 408);
}

TEST_CASE("a client that does not read its answer is cut") {
  edge::options how;
  how.limit.write_stall = 300ms;
  auto large = std::make_shared<const std::string>(50'000'000, 'x');
  running node{[&](std::shared_ptr<edge::exchange> x) {
                 edge::response out;
                 out.shared = large;
                 x->reply(std::move(out));
               },
               how};
  client user{node.server.port()};
  user.send(get("/a"));
  CHECK(user.bytes(1) == "H"); // the answer is under way, and now we sleep
  CHECK(node.server.drain(20s));
}

TEST_CASE("a gzip bomb is refused at the limit") {
  running node{return_body};
  auto fields = "Content-Encoding: gzip\r\n";
  auto bomb = edge::gzip(std::string(64 * 1024 * 1024, '\0'));
  client user{node.server.port()}; // after the bomb, which takes its time
  auto before = resident();
  CHECK(user.ask(post("/a", bomb, fields)).status == 413);
  CHECK(resident() < before + 16 * 1024 * 1024);
  client good{node.server.port()};
  CHECK(good.ask(post("/a", edge::gzip("hello"), fields)).body == "hello");
  CHECK(good.ask(post("/a", "not gzip", fields)).status == 400);
  client nested{node.server.port()};
  CHECK(nested.ask(post("/a", "x", "Content-Encoding: gzip, gzip\r\n")).status
        == 415);
}

TEST_CASE("a spooled body is a file that goes with its request") {
  std::string body(3'000'000, 'x');
  std::filesystem::path kept;
  running node{[&](std::shared_ptr<edge::exchange> x) {
                 auto& spool = x->asked().spool;
                 REQUIRE(spool);
                 kept = spool->path();
                 CHECK(x->asked().body.empty());
                 CHECK(std::filesystem::file_size(kept) == spool->size());
                 x->reply({.body = std::to_string(spool->size())});
               },
               spooling(4'000'000)};
  client user{node.server.port()};
  CHECK(user.ask(post("/a", body)).body == "3000000");
  user.send(chunked_head);
  for (int i = 0; i < 30; ++i)
    user.send(chunk(100'000));
  CHECK(user.ask("0\r\n\r\n").body == "3000000");
  CHECK(user.ask(post("/a", std::string(4'000'001, 'x'))).status == 413);
  CHECK(user.ended());
  CHECK_FALSE(std::filesystem::exists(kept));
}

TEST_CASE("connections over the limit are turned away with 503") {
  edge::options how;
  how.limit.connections = 2;
  running node{return_body, how};
  client one{node.server.port()}, two{node.server.port()};
  CHECK(one.ask(get("/a")).status == 200);
  CHECK(two.ask(get("/a")).status == 200);
  client three{node.server.port()};
  auto out = three.read();
  CHECK(out.status == 503);
  CHECK(out.fields.at("retry-after") == "1");
  CHECK(three.ended());
  CHECK(node.server.counts().turned_away == 1);
}

TEST_CASE("an address outside of loopback has its own limit") {
  edge::limits limit;
  limit.connections_per_address = 2;
  edge::doorman door{limit};
  auto one = door.admit("10.0.0.1", false);
  auto two = door.admit("10.0.0.1", false);
  CHECK(two);
  CHECK_FALSE(door.admit("10.0.0.1", false));
  CHECK(door.admit("10.0.0.2", false));
  two = nullptr;
  CHECK(door.admit("10.0.0.1", false));
  CHECK(door.inside() == 1);
}

TEST_SUITE_END();
