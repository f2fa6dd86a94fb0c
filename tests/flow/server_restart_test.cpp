#include "messages/time.hpp"
#include "tests/flow/running_node.hpp"
#include "tests/support/postgres_server.hpp"

#include <fmt/format.h>

#include <chrono>
#include <set>
#include <thread>

using namespace auren;
using namespace std::chrono_literals;

namespace {

using clock = std::chrono::steady_clock;

/// A node whose record is in a PostgreSQL server that may be hurt.
struct node_on_postgres {
  test::scratch folder;
  test::postgres_server server;
  std::unique_ptr<node::app> app;
  std::set<int64_t> acknowledged;
  int64_t now_ms = 1'700'000'000'000;

  node_on_postgres() {
    node::config settings;
    settings.node.data = folder.path();
    settings.node.log_level = "off";
    settings.gateway.http = "127.0.0.1:0";
    settings.storage.uri = uri_of(server.make_database());
    auto started = node::app::start(settings);
    REQUIRE_MESSAGE(started, render(started.error()));
    app = std::move(*started);
    REQUIRE_FALSE(app->open_gateway());
  }

  std::string uri_of(const std::string& made) const {
    return fmt::format("postgresql://auren@/{}?host={}",
                       made.substr(made.rfind('=') + 1),
                       server.folder().string());
  }

  /// Posts one more sample; returns the status, 0 when nobody answered.
  int post() {
    httplib::Client http{"127.0.0.1", app->port()};
    http.set_read_timeout(20, 0);
    now_ms += 1000;
    nlohmann::json body{
      {"samples", {test::heart_rate(time::format(now_ms), 60)}}};
    auto reply = http.Post("/api/v1/samples", body.dump(), "application/json");
    if (reply && reply->status == 201)
      acknowledged.insert(now_ms);
    return reply ? reply->status : 0;
  }

  /// Returns the times of all samples; nothing when they cannot be read.
  std::multiset<int64_t> stored() {
    httplib::Client http{"127.0.0.1", app->port()};
    http.set_read_timeout(20, 0);
    std::multiset<int64_t> times;
    auto reply = http.Get("/api/v1/samples?metric=heart_rate&limit=10000");
    if (!reply || reply->status != 200)
      return times;
    auto body = nlohmann::json::parse(reply->body);
    for (auto& point : body["points"])
      times.insert(point["time_ms"].get<int64_t>());
    return times;
  }

  /// Posts until it is served, 10 s at most; returns whether it was.
  bool served_soon() {
    for (auto start = clock::now(); clock::now() - start < 10s;)
      if (post() == 201)
        return true;
    return false;
  }

  /// Posts for a while that must not be served.
  void be_refused(std::chrono::milliseconds how_long) {
    for (auto start = clock::now(); clock::now() - start < how_long;)
      CHECK_EQ(post(), 503);
  }
};

} // namespace

TEST_SUITE_BEGIN("flow.server_restart");

TEST_CASE("a node serves again by itself once its PostgreSQL does") {
  node_on_postgres node;
  REQUIRE_EQ(node.post(), 201);
  for (auto down : {0ms, 500ms, 3000ms}) {
    CAPTURE(down.count());
    node.server.crash();
    node.be_refused(down);
    node.server.start();
    REQUIRE(node.served_soon());
  }
  std::multiset<int64_t> kept;
  for (auto start = clock::now(); kept.empty() && clock::now() - start < 10s;)
    kept = node.stored();
  for (auto at : node.acknowledged)
    CHECK_EQ(kept.count(at), 1u);
  CHECK(node.app->stop());
}

TEST_SUITE_END();
