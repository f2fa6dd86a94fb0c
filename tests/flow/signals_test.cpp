#include "messages/time.hpp"
#include "tests/flow/command.hpp"
#include "tests/flow/running_node.hpp"

#include <chrono>
#include <thread>

using namespace auren;

namespace {

/// A person who has measured every morning up to today.
struct measured_life : test::running_node {
  int32_t today = time::local_day(time::now_ms(), 0);

  nlohmann::json
  morning(const char* metric, const char* unit, int ago, double value) {
    return {{"metric", metric},
            {"time", time::format_day(today - ago) + "T00:00:01+00:00"},
            {"value", value},
            {"unit", unit},
            {"source", "ring"}};
  }

  nlohmann::json submit(nlohmann::json samples) {
    auto [status, reply]
      = post("/api/v1/samples", {{"samples", std::move(samples)}});
    REQUIRE_EQ(status, 201);
    return reply;
  }

  std::string repl(const std::string& line) {
    auto done = test::run({"repl", "--node", app->url(), "-e", line});
    CHECK_EQ(done.code, 0);
    return done.out;
  }

  /// Asks until a day was looked at.
  nlohmann::json alerts() {
    for (int i = 0; i < 400; ++i) {
      auto [status, all] = get("/api/v1/alerts");
      REQUIRE_EQ(status, 200);
      if (all["day"] == time::format_day(today - 1))
        return all;
      std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
    FAIL("no day was looked at");
    return {};
  }
};

} // namespace

TEST_SUITE_BEGIN("flow.signals");

TEST_CASE_FIXTURE(measured_life, "an alert is raised when a day closes") {
  auto samples = nlohmann::json::array();
  for (int ago = 120; ago >= 0; --ago)
    samples.push_back(
      morning("resting_heart_rate", "bpm", ago, ago == 1 ? 68 : 55 + ago % 3));
  submit(samples);
  auto all = alerts();
  REQUIRE_EQ(all["alerts"].size(), 1u);
  CHECK_EQ(all["alerts"][0]["finding"]["detector"], "resting_heart_rate_high");
  CHECK_GE(all["detectors"].size(), 25u);
  CHECK_NE(repl("alerts").find("resting_heart_rate_high"), std::string::npos);

  auto [status, next]
    = get("/api/v1/forecast?metric=resting_heart_rate&days=3");
  CHECK_EQ(status, 200);
  REQUIRE_EQ(next["days"].size(), 3u);
  CHECK_EQ(next["days"][0]["day"], time::format_day(today));
  CHECK_LT(next["days"][0]["low"], next["days"][0]["high"]);
  CHECK_EQ(get("/api/v1/forecast?metric=nonsense").first, 422);
  CHECK_EQ(get("/api/v1/forecast?metric=resting_heart_rate&days=0").first, 400);
  auto [known, weight] = get("/api/v1/forecast?metric=weight");
  CHECK_EQ(known, 200);
  CHECK_EQ(weight["reason"], "there are no values");
  CHECK_NE(repl("forecast resting_heart_rate").find("bpm"), std::string::npos);

  stop();
  start();
  CHECK_EQ(alerts()["alerts"].size(), 1u);
}

TEST_CASE_FIXTURE(measured_life, "a doubted value is no part of a baseline") {
  auto samples = nlohmann::json::array();
  for (int ago = 20; ago >= 0; --ago)
    samples.push_back(morning("spo2", "%", ago, ago == 5 ? 70 : 97 + ago % 2));
  CHECK_EQ(submit(samples)["doubted"], 1);
  auto days = [&] {
    auto metrics = get("/api/v1/metrics").second["metrics"];
    REQUIRE_EQ(metrics.size(), 1u);
    return metrics[0]["baseline"]["n"].get<int>();
  };
  CHECK_EQ(days(), 19);
  auto [status, doubts] = get("/api/v1/doubts?state=open");
  CHECK_EQ(status, 200);
  REQUIRE_EQ(doubts["doubts"].size(), 1u);
  CHECK_EQ(doubts["open_by_rule"]["implausible"], 1);
  auto id = doubts["doubts"][0]["id"].get<std::string>();
  auto settle = [&](bool confirmed) {
    return post("/api/v1/doubts/" + id, {{"confirmed", confirmed}}).first;
  };
  CHECK_EQ(settle(true), 200);
  CHECK_EQ(days(), 20);
  CHECK_NE(repl("doubts").find("(confirmed)"), std::string::npos);
  CHECK_EQ(settle(false), 200); // and back again
  CHECK_EQ(days(), 19);
  CHECK_NE(repl("confirm " + id).find(id), std::string::npos);
  CHECK_EQ(days(), 20);
  stop();
  start();
  CHECK_EQ(days(), 20);
  CHECK_EQ(post("/api/v1/doubts/ab", {{"confirmed", true}}).first, 404);
  CHECK_EQ(get("/api/v1/doubts?state=odd").first, 400);
}

TEST_SUITE_END();
