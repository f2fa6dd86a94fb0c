#include "gateway/http/api.hpp"
#include "messages/message_types.hpp"
#include "tests/gateway/client.hpp"
#include "tests/gateway/frames.hpp"

#include <caf/all.hpp>
#include <doctest/doctest.h>

using namespace auren;
using namespace auren::test;

namespace {

streams::hub_actor::behavior_type fake_hub(streams::hub_actor::pointer) {
  return {
    [](const events::Committed&) {},
    [](const streams::Subscribe&, const caf::strong_actor_ptr&) {
      return streams::Subscribed{};
    },
    [](const streams::Unsubscribe&) {},
    [](const streams::AskStreamStats&) { return streams::StreamStats{}; },
  };
}

struct wire_types : caf::actor_system_config {
  wire_types() {
    wire::add_message_types(*this);
  }
};

/// The routes of the live stream behind a real socket, with nobody behind
/// them but a hub that says nothing.
struct live {
  wire_types config;
  caf::actor_system system{config};
  streams::hub_actor hub = system.spawn(fake_hub);
  http::api api{system, links(), {}};
  http::router router{http::streams_routes(api)};
  running node{[this](auto x) { router(std::move(x)); }};

  http::api_links links() const {
    http::api_links result;
    result.hub = hub;
    return result;
  }

  ~live() {
    node.server.stop();
    api.stop();
    caf::anon_send_exit(hub, caf::exit_reason::user_shutdown);
  }
};

/// Sends `text` and returns the answer; what the hub says at the beginning is
/// passed over.
std::string ask(client& user, const std::string& text) {
  user.send(client_frame(1, text));
  auto got = read_frame(user);
  while (got.payload.starts_with("{\"hello\""))
    got = read_frame(user);
  return got.payload;
}

} // namespace

TEST_SUITE_BEGIN("http.live");

TEST_CASE("whatever a listener says is answered and harms nobody") {
  live test;
  client user{test.node.server.port()};
  REQUIRE(open_websocket(user, "/api/v1/stream").starts_with("HTTP/1.1 101"));
  CHECK(ask(user, R"({"ping":7})") == R"({"pong":7})");
  for (std::string bad :
       {std::string{"x"}, std::string{"[]"}, std::string{"{}"},
        "{\"ping\":" + std::string(30'000, '[') + std::string(30'000, ']')
          + "}",
        std::string(60'000, '['), std::string{R"({"subscribe":[]})"},
        std::string{R"({"subscribe":{"classes":"critical"}})"},
        std::string{R"({"subscribe":{"classes":["none"]}})"},
        std::string{R"({"subscribe":{"types":[1]}})"},
        std::string{R"({"subscribe":{},"after":-1})"},
        std::string{R"({"subscribe":{},"after":1e300})"}}) {
    CAPTURE(bad.substr(0, 60));
    CHECK(ask(user, bad).starts_with(R"({"error":)"));
  }
  CHECK(ask(user, R"({"ping":8})") == R"({"pong":8})");
}

TEST_SUITE_END();
