#include "gateway/edge/spool.hpp"
#include "gateway/http/router.hpp"
#include "messages/errc.hpp"
#include "tests/gateway/client.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <future>
#include <mutex>
#include <set>
#include <sstream>
#include <thread>

using namespace auren;
using namespace auren::test;
using http::call;
using http::route;
using reply = std::optional<edge::response>;

namespace {

http::handler say(std::string text) {
  return [text](const call&) -> reply {
    return edge::response{.content_type = "text/plain", .body = text};
  };
}

/// Answers with everything that the call brought.
reply describe(const call& asked) {
  std::string out = asked.matched->pattern;
  for (auto& [name, value] : asked.path)
    out += " " + name + "=" + value;
  for (auto& part : asked.uploads) {
    out += " [" + part.name + "|" + part.filename + "|" + part.content_type
           + "|" + part.content;
    if (part.file) {
      std::ostringstream bytes;
      bytes << std::ifstream{part.file->path()}.rdbuf();
      out += "file:" + std::to_string(bytes.str().size());
    }
    out += "]";
  }
  return edge::response{.content_type = "text/plain",
                        .body = out + " " + asked.asked().body};
}

std::vector<route> table() {
  return {
    {.method = "GET", .pattern = "/", .quick = true, .handle = say("root")},
    {.method = "GET", .pattern = "/things/{id}", .handle = describe},
    {.method = "DELETE", .pattern = "/things/{id}", .handle = describe},
    {.method = "POST",
     .pattern = "/things/{id}/parts/{part_id}",
     .request = "Part",
     .handle = describe},
    {.method = "GET", .pattern = "/things/best", .handle = say("the best")},
    {.method = "GET", .pattern = "/a.b(c", .handle = say("literal")},
    {.method = "POST",
     .pattern = "/json",
     .request = "Thing",
     .body_limit = 10,
     .quick = true,
     .handle = describe},
    {.method = "POST", .pattern = "/form", .handle = describe},
    {.method = "POST",
     .pattern = "/imports",
     .body_limit = 8'000'000,
     .spool = true,
     .consumes = {"text/*", "multipart/form-data"},
     .handle = describe},
    {.method = "GET",
     .pattern = "/breaks",
     .handle
     = [](const call&) -> reply { throw std::runtime_error("secret"); }},
  };
}

/// A router behind a real server.
struct routed {
  explicit routed(std::vector<route> lines = table(), http::router_options how
                                                      = {})
    : router(std::move(lines), std::move(how)),
      node([this](auto x) { router(std::move(x)); }, rules()),
      user(node.server.port()) {
    // nop
  }

  edge::options rules() {
    edge::options how;
    how.rule
      = [this](const edge::request& asked) { return router.rule(asked); };
    return how;
  }

  http::router router;
  running node;
  client user;
};

constexpr auto json_type = "Content-Type: application/json\r\n";

std::string form(size_t file_size) {
  return "--XX\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nhello"
         "\r\n--XX\r\nContent-Disposition: form-data; name=\"file\"; "
         "filename=\"../a.csv\"\r\nContent-Type: text/csv\r\n\r\n"
         + std::string(file_size, 'x') + "\r\n--XX--\r\n";
}

constexpr auto form_type = "Content-Type: multipart/form-data; boundary=XX\r\n";

} // namespace

TEST_SUITE_BEGIN("http.router");

TEST_CASE("paths find their lines and parameters") {
  routed test;
  auto& user = test.user;
  CHECK(user.ask(get("/")).body == "root");
  CHECK(user.ask(get("/things/7")).body == "/things/{id} id=7 ");
  CHECK(user.ask(get("/things/a%20%C3%A9+b")).body
        == "/things/{id} id=a \xc3\xa9+b ");
  CHECK(user.ask(get("/things/best")).body == "the best");
  CHECK(user.ask(get("/a.b(c")).body == "literal");
  CHECK(user.ask(post("/things/7/parts/8", "{}", json_type)).body
        == "/things/{id}/parts/{part_id} id=7 part_id=8 {}");
}

TEST_CASE("unknown paths are 404 and other methods 405 with Allow") {
  routed test;
  auto& user = test.user;
  for (auto path : {"/things", "/things/", "/things/7/", "/things/7/parts",
                    "/aXb(c", "/json/x", "/THINGS/7"})
    CHECK(user.ask(get(path)).status == 404);
  CHECK(user.ask(get("/things/" + std::string(2'000, 'a'))).status == 404);
  auto out = user.ask(post("/things/7", "{}", json_type));
  CHECK(out.status == 405);
  CHECK(out.fields.at("allow") == "DELETE, GET, HEAD, OPTIONS");
  CHECK(out.body.find("\"code\":\"method_not_allowed\"") != out.body.npos);
  CHECK(user.ask(get("/json")).fields.at("allow") == "OPTIONS, POST");
}

TEST_CASE("HEAD is answered by GET and OPTIONS by the table") {
  routed test;
  test.user.send("HEAD /things/7 HTTP/1.1\r\nHost: a\r\n\r\n");
  auto head = test.user.read(true);
  CHECK(head.status == 200);
  CHECK(head.fields.at("content-length") == "18");
  auto options = test.user.ask("OPTIONS /things/7 HTTP/1.1\r\nHost: a\r\n\r\n");
  CHECK(options.status == 204);
  CHECK(options.fields.at("allow") == "DELETE, GET, HEAD, OPTIONS");
  CHECK(test.user.ask("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").status == 204);
}

TEST_CASE("only the declared content types and sizes are read") {
  routed test;
  auto& user = test.user;
  CHECK(user.ask(post("/json", "{}", json_type)).body == "/json {}");
  CHECK(user
          .ask(post("/json", "{}",
                    "Content-Type: Application/JSON; charset=utf-8\r\n"))
          .status
        == 200);
  CHECK(user.ask(post("/json", "{}")).status == 415);
  CHECK(user.ask(post("/json", "{}", "Content-Type: text/plain\r\n")).status
        == 415);
  CHECK(user.ask(post("/json", "")).status == 200);
  CHECK(user.ask(post("/json", "{         }", json_type)).status == 413);
}

TEST_CASE("a form in memory is taken apart") {
  routed test;
  CHECK(test.user.ask(post("/form", form(3), form_type)).body
        == "/form [file|../a.csv|text/csv|xxx] [note|||hello] " + form(3));
  auto broken = test.user.ask(post("/form", "--XX\r\nnonsense", form_type));
  CHECK(broken.status == 400);
}

TEST_CASE("a spooled form becomes one file for each upload") {
  routed test;
  auto& user = test.user;
  CHECK(user.ask(post("/imports", form(5'000'000), form_type)).body
        == "/imports [note|||hello] [file|../a.csv|text/csv|file:5000000] ");
  CHECK(user.ask(post("/imports", "--XX\r\nnonsense", form_type)).status
        == 400);
  CHECK(user.ask(post("/imports", "a,b", "Content-Type: text/csv\r\n")).body
        == "/imports ");
  CHECK(user.ask(post("/imports", "a,b", "Content-Type: image/png\r\n")).status
        == 415);
}

TEST_CASE("a handler may answer later and one that throws is 500") {
  std::promise<call> kept;
  auto lines = table();
  lines.push_back(
    {.method = "GET", .pattern = "/later", .handle = [&](call asked) -> reply {
       kept.set_value(std::move(asked));
       return std::nullopt;
     }});
  routed test{std::move(lines)};
  test.user.send(get("/later?x=1"));
  {
    auto asked = kept.get_future().get();
    CHECK(asked.query("x") == "1");
    CHECK(asked.query("y", "none") == "none");
    asked.exchange->reply({.body = "at last"});
  }
  CHECK(test.user.read().body == "at last");
  auto out = test.user.ask(get("/breaks"));
  CHECK(out.status == 500);
  CHECK(out.body.find("secret") == out.body.npos);
}

TEST_CASE("the guard sees every call before its handler") {
  http::router_options how;
  how.guard = [](call& asked) -> reply {
    if (asked.asked().header("Authorization").empty())
      return edge::problem(errc::unauthenticated);
    asked.caller = std::string{"me"};
    return std::nullopt;
  };
  auto lines = table();
  lines.push_back({.method = "GET",
                   .pattern = "/me",
                   .handle = [](const call& asked) -> reply {
                     return edge::response{
                       .body = std::any_cast<std::string>(asked.caller)};
                   }});
  routed test{std::move(lines), how};
  CHECK(test.user.ask(get("/")).status == 401);
  CHECK(test.user.ask(get("/things/7")).status == 401);
  CHECK(test.user.ask(get("/nowhere")).status == 404);
  CHECK(test.user.ask(get("/me", "Authorization: x\r\n")).body == "me");
}

TEST_CASE("calls over the queue are refused with 503") {
  std::promise<void> entered, go;
  auto gate = go.get_future().share();
  http::router_options how;
  how.workers = 1;
  how.queue = 1;
  std::once_flag once;
  routed test{{{.method = "GET",
                .pattern = "/slow",
                .handle = [&](const call&) -> reply {
                  std::call_once(once, [&] { entered.set_value(); });
                  gate.wait();
                  return edge::response{.status = 204};
                }}},
              how};
  client one{test.node.server.port()};
  one.send(get("/slow"));
  entered.get_future().get(); // the only worker is busy
  client two{test.node.server.port()}, three{test.node.server.port()};
  two.send(get("/slow"));
  three.send(get("/slow"));
  std::promise<answer> first;
  std::thread second{[&] { first.set_value(two.read()); }};
  // One of the two waits in the queue, the other is turned away at once.
  auto out = std::async(std::launch::async, [&] { return three.read(); });
  while (test.node.server.counts().requests < 3)
    std::this_thread::yield();
  go.set_value();
  auto statuses
    = std::multiset<int>{first.get_future().get().status, out.get().status};
  second.join();
  CHECK(statuses == std::multiset<int>{204, 503});
  CHECK(one.read().status == 204);
}

TEST_CASE("a table that cannot be is refused") {
  auto refuses = [](std::vector<route> lines) {
    CHECK_THROWS_AS(http::router{std::move(lines)}, std::invalid_argument);
  };
  auto line = [](std::string method, std::string pattern) {
    return route{.method = std::move(method),
                 .pattern = std::move(pattern),
                 .handle = say("")};
  };
  refuses({line("GET", "a")});
  refuses({line("GET", "/a//b")});
  refuses({line("GET", "/{a}/{a}")});
  refuses({line("GET", "/{}")});
  refuses({line("GET", "/{A-b}")});
  refuses({line("BREW", "/a")});
  refuses({line("GET", "/a"), line("GET", "/a")});
  refuses({line("GET", "/{a}"), line("POST", "/{b}")});
  refuses({{.method = "GET", .pattern = "/a"}});
}

TEST_SUITE_END();
