#include "gateway/edge/gzip.hpp"
#include "messages/errc.hpp"
#include "tests/gateway/client.hpp"

#include <doctest/doctest.h>

#include <future>
#include <thread>

using namespace auren;
using namespace auren::test;
using edge::exchange;

namespace {

using held = std::shared_ptr<exchange>;

/// Answers with what it was asked.
void echo(const held& x) {
  auto& asked = x->asked();
  x->reply({.content_type = "text/plain",
            .body = asked.method + " " + asked.path + " " + asked.body});
}

/// Keeps every exchange for the test to answer.
struct keeper {
  edge::handler take = [this](held x) { got.set_value(std::move(x)); };
  std::promise<held> got;
  held wait() {
    return got.get_future().get();
  }
};

} // namespace

TEST_SUITE_BEGIN("edge.http");

TEST_CASE("every answer carries its date and the security headers") {
  running node{echo};
  client user{node.server.port()};
  for (auto bytes : {get("/a"), std::string{"BREW / HTTP/1.1\r\n"
                                            "Host: a\r\n\r\n"}}) {
    auto out = user.ask(bytes);
    CHECK(out.fields.at("date").ends_with(" GMT"));
    CHECK(out.fields.at("content-security-policy")
            .starts_with("default-src 'none'; script-src 'self';"));
    CHECK(out.fields.at("x-content-type-options") == "nosniff");
    CHECK(out.fields.at("referrer-policy") == "no-referrer");
    CHECK(out.fields.at("cross-origin-opener-policy") == "same-origin");
    CHECK(out.fields.at("cross-origin-resource-policy") == "same-origin");
    CHECK(out.fields.count("permissions-policy") == 1);
    CHECK(out.fields.at("cache-control") == "no-store");
  }
  CHECK(user.ended());
}

TEST_CASE("a refusal is a problem in JSON") {
  running node{echo};
  client user{node.server.port()};
  auto out = user.ask("GET / HTTP/1.1\r\n\r\n");
  CHECK(out.status == 400);
  CHECK(out.fields.at("content-type") == "application/problem+json");
  CHECK(out.body
        == "{\"type\":\"urn:auren:problem:invalid_message\","
           "\"title\":\"The request is malformed.\",\"status\":400,"
           "\"detail\":\"One Host field is needed.\","
           "\"code\":\"invalid_message\"}");
  CHECK(out.fields.at("connection") == "close");
}

TEST_CASE("pipelined requests are answered in their order") {
  running node{echo};
  client user{node.server.port()};
  user.send(get("/1") + post("/2", "GET /x HTTP/1.1\r\n\r\n") + get("/3")
            + post("/4", "abc"));
  CHECK(user.read().body == "GET /1 ");
  CHECK(user.read().body == "POST /2 GET /x HTTP/1.1\r\n\r\n");
  CHECK(user.read().body == "GET /3 ");
  CHECK(user.read().body == "POST /4 abc");
}

TEST_CASE("later answers keep the order of pipelined requests") {
  std::promise<held> first, second;
  running node{[&](held x) {
    (x->asked().path == "/1" ? first : second).set_value(std::move(x));
  }};
  client user{node.server.port()};
  user.send(get("/1") + get("/2"));
  auto one = first.get_future().get();
  std::thread{[&] { one->reply({.body = "one"}); }}.join();
  CHECK(user.read().body == "one");
  second.get_future().get()->reply({.body = "two"});
  CHECK(user.read().body == "two");
}

TEST_CASE("a body that comes byte by byte is whole") {
  running node{echo};
  client user{node.server.port()};
  for (auto c : post("/a", "0123456789"))
    REQUIRE(user.send({&c, 1}));
  CHECK(user.read().body == "POST /a 0123456789");
}

TEST_CASE("a client that closed its sending half gets its answer") {
  keeper kept;
  running node{kept.take};
  client user{node.server.port()};
  user.send(get("/a"));
  user.end();
  auto x = kept.wait();
  std::promise<void> left;
  x->on_gone([&] { left.set_value(); });
  left.get_future().get();
  CHECK(x->gone());
  CHECK(x->reply({.body = "still"}));
  CHECK(user.read().body == "still");
  CHECK(user.ended());
}

TEST_CASE("an answer for a client that left is dropped") {
  keeper kept;
  running node{kept.take};
  client user{node.server.port()};
  user.send(get("/a"));
  auto x = kept.wait();
  std::promise<void> left;
  x->on_gone([&] { left.set_value(); });
  user.reset();
  left.get_future().get();
  x->reply({.body = "too late"});
  CHECK(node.server.drain(std::chrono::seconds{20}));
}

TEST_CASE("only the first answer counts and none at all is 500") {
  running node{[](held x) {
    if (x->asked().path == "/none")
      return;
    CHECK(x->reply({.body = "first"}));
    CHECK_FALSE(x->reply({.body = "second"}));
    CHECK_FALSE(x->fail(errc::refused));
  }};
  client user{node.server.port()};
  CHECK(user.ask(get("/two")).body == "first");
  auto out = user.ask(get("/none"));
  CHECK(out.status == 500);
  CHECK(out.body.find("\"code\":\"internal\"") != std::string::npos);
  CHECK(user.ask(get("/two")).body == "first");
}

TEST_CASE("a handler that throws is answered with 500 without its words") {
  running node{[](held) { throw std::runtime_error("secret"); }};
  client user{node.server.port()};
  auto out = user.ask(get("/a"));
  CHECK(out.status == 500);
  CHECK(out.body.find("secret") == std::string::npos);
}

TEST_CASE("HEAD has the head of GET and no body") {
  running node{echo};
  client user{node.server.port()};
  user.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n");
  auto out = user.read(true);
  CHECK(out.status == 200);
  CHECK(out.fields.at("content-length") == "8");
  CHECK(user.ask(get("/b")).body == "GET /b ");
}

TEST_CASE("HTTP 1.0 and Connection close end the connection") {
  running node{echo};
  client old{node.server.port()};
  CHECK(old.ask("GET /a HTTP/1.0\r\n\r\n").fields.at("connection") == "close");
  CHECK(old.ended());
  client kept{node.server.port()};
  auto first = kept.ask("GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
  CHECK(first.fields.at("connection") == "keep-alive");
  CHECK(kept.ask(get("/b", "Connection: close\r\n")).status == 200);
  CHECK(kept.ended());
}

TEST_CASE("a body that waits for 100 Continue gets it") {
  running node{echo};
  client user{node.server.port()};
  user.send("POST /a HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n"
            "Expect: 100-continue\r\n\r\n");
  CHECK(user.until("\r\n\r\n") == "HTTP/1.1 100 Continue\r\n\r\n");
  CHECK(user.ask("abc").body == "POST /a abc");
}

TEST_CASE("a body over the limit is refused without 100 Continue") {
  running node{echo};
  client user{node.server.port()};
  auto out = user.ask("POST /a HTTP/1.1\r\nHost: a\r\n"
                      "Content-Length: 1048577\r\n"
                      "Expect: 100-continue\r\n\r\n");
  CHECK(out.status == 413);
  CHECK(user.ended());
}

TEST_CASE("text of some length is compressed for those who accept it") {
  std::string text(20'000, 'a');
  running node{[&](held x) {
    x->reply({.content_type = "application/json", .body = text});
  }};
  client user{node.server.port()};
  auto plain = user.ask(get("/a"));
  CHECK(plain.body == text);
  CHECK(plain.fields.at("vary") == "Accept-Encoding");
  auto small = user.ask(get("/a", "Accept-Encoding: br, gzip\r\n"));
  CHECK(small.fields.at("content-encoding") == "gzip");
  CHECK(small.body.size() < 200);
  std::string back;
  CHECK(edge::gunzip(small.body, text.size(), back) == edge::unzipped::whole);
  CHECK(back == text);
  CHECK(user.ask(get("/a", "Accept-Encoding: gzip; q=0.0\r\n")).body == text);
  CHECK(user.ask(get("/a", "Accept-Encoding: br, gzip;q=0.5\r\n"))
          .fields.count("content-encoding")
        == 1);
}

TEST_CASE("a shared asset is sent whole and in its compressed form") {
  auto asset = std::make_shared<const std::string>(3'000'000, 'x');
  auto zipped = std::make_shared<const std::string>(edge::gzip(*asset));
  running node{[&](held x) {
    edge::response out{.content_type = "text/css"};
    out.shared = asset;
    out.shared_gzip = zipped;
    out.headers.set("Cache-Control", "max-age=31536000, immutable");
    x->reply(std::move(out));
  }};
  client user{node.server.port()};
  auto plain = user.ask(get("/a"));
  CHECK(plain.body == *asset);
  CHECK(plain.fields.at("cache-control") == "max-age=31536000, immutable");
  CHECK(user.ask(get("/a", "Accept-Encoding: gzip\r\n")).body == *zipped);
}

TEST_SUITE_END();
