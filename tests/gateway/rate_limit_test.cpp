#include "gateway/http/guard.hpp"
#include "gateway/http/rate_limit.hpp"
#include "tests/gateway/requests.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::test;
using namespace std::chrono_literals;

namespace {

const http::route get_a{.method = "GET", .pattern = "/a"};

/// A limit whose clock the test moves.
struct clocked {
  std::chrono::steady_clock::time_point now{};
  http::rate_limit limit;

  explicit clocked(http::rate_options how)
    : limit([&] {
        how.now = [this] { return now; };
        return how;
      }()) {
    // nop
  }
};

} // namespace

TEST_SUITE_BEGIN("http.rate_limit");

TEST_CASE("a bucket is emptied at once and filled with time") {
  clocked test{{.rate = 10, .burst = 3}};
  for (int i = 0; i < 3; ++i)
    CHECK_FALSE(test.limit.take("a", 1));
  CHECK_EQ(test.limit.take("a", 1), 100ms);
  CHECK_EQ(test.limit.take("a", 2), 200ms);
  CHECK_FALSE(test.limit.take("b", 1)); // everybody has an own one
  test.now += 99ms;
  CHECK(test.limit.take("a", 1));
  test.now += 1ms;
  CHECK_FALSE(test.limit.take("a", 1));
  CHECK(test.limit.take("a", 1));
  test.now += 1h; // never fuller than full
  CHECK_FALSE(test.limit.take("a", 3));
  CHECK(test.limit.take("a", 1));
}

TEST_CASE("what costs more than a bucket takes a full one") {
  clocked test{{.rate = 1, .burst = 5}};
  CHECK_FALSE(test.limit.take("a", 100));
  CHECK_EQ(test.limit.take("a", 100), 5s);
  test.now += 5s;
  CHECK_FALSE(test.limit.take("a", 100));
}

TEST_CASE("a million clients cost no more than the limit remembers") {
  clocked test{{.rate = 1, .burst = 5, .clients = 100}};
  for (int i = 0; i < 1'000'000; ++i)
    test.limit.take(std::to_string(i), 1);
  CHECK_LE(test.limit.clients(), 100u);
  // Who is busy is remembered when others have rested.
  test.now += 1h;
  for (int i = 0; i < 5; ++i)
    CHECK_FALSE(test.limit.take("busy", 1));
  for (int i = 0; i < 99; ++i)
    test.limit.take("new " + std::to_string(i), 0);
  CHECK(test.limit.take("busy", 1));
}

TEST_CASE("over the limit it is 429 with Retry-After; by peer and by cost") {
  http::rate_options how{.rate = 0.5, .burst = 10};
  how.now = [] { return std::chrono::steady_clock::time_point{}; };
  auto guard
    = http::limited(http::local_guard, std::make_shared<http::rate_limit>(how));
  const http::route dear{.method = "POST", .pattern = "/ask", .cost = 10};
  auto host = fields_of({{"Host", "localhost"}});
  auto ask = [&](const http::route& line, const std::string& peer) {
    auto asked = call_of(line, host, peer);
    return guard(asked);
  };
  CHECK_FALSE(ask(dear, "127.0.0.1"));
  auto refused = ask(get_a, "127.0.0.1");
  REQUIRE(refused);
  CHECK_EQ(refused->status, 429);
  CHECK_EQ(refused->headers.get("Retry-After"), "2");
  CHECK_EQ(refused->headers.count("Retry-After"), 1u);
  CHECK_EQ(ask(dear, "127.0.0.1")->headers.get("Retry-After"), "20");
  CHECK_FALSE(ask(get_a, "127.0.0.2"));
  auto foreign = call_of(get_a, fields_of({{"Host", "evil.example"}}));
  CHECK_EQ(guard(foreign)->status, 403); // who is refused anyway
}

TEST_SUITE_END();
