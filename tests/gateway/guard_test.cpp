#include "gateway/http/guard.hpp"
#include "tests/gateway/requests.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::test;

namespace {

const http::route get_any{.method = "GET", .pattern = "/a"};
const http::route writing{.method = "POST", .pattern = "/a"};

int status_of(const std::optional<edge::response>& refused) {
  return refused ? refused->status : 200;
}

int status_of_host(const std::string& host) {
  auto asked = call_of(get_any, fields_of({{"Host", host}}));
  return status_of(http::local_guard(asked));
}

int status_of_origin(const http::route& line, const std::string& origin) {
  auto asked = call_of(
    line, fields_of({{"Host", "127.0.0.1:8080"}, {"Origin", origin}}));
  return status_of(http::local_guard(asked));
}

} // namespace

TEST_SUITE_BEGIN("http.guard");

TEST_CASE("only loopback names and addresses are answered") {
  for (std::string good :
       {"localhost", "localhost:8080", "LOCALHOST:8080", "127.0.0.1",
        "127.0.0.1:8080", "127.8.9.10:1", "[::1]", "[::1]:8080"}) {
    CAPTURE(good);
    CHECK_EQ(status_of_host(good), 200);
  }
  for (std::string bad :
       {"", "evil.example", "127.evil.example", "127.0.0.1.evil.example",
        "127.0.0.1.nip.io:8080", "localhost.evil.example", "localhost.",
        "0.0.0.0", "[::]", "[::2]", "[::1].evil.example", "128.0.0.1",
        "127.0.0", "127.0.0.256", "2130706433", "0x7f.0.0.1", "::1"}) {
    CAPTURE(bad);
    CHECK_EQ(status_of_host(bad), 403);
  }
}

TEST_CASE("another site may neither change nor be told anything") {
  CHECK_EQ(status_of_origin(writing, "http://127.0.0.1:8080"), 200);
  for (std::string foreign :
       {"http://evil.example", "null", "http://127.0.0.1", "", "evil",
        "http://127.0.0.1:8081", "http://localhost:8080",
        "http://127.0.0.1:8080.evil.example", "http://127.0.0.1:8080@evil"}) {
    CAPTURE(foreign);
    if (!foreign.empty()) // a program sends none
      CHECK_EQ(status_of_origin(writing, foreign), 403);
    // Reading is harmless: no answer allows another origin to see it.
    CHECK_EQ(status_of_origin(get_any, foreign), 200);
  }
}

TEST_SUITE_END();
