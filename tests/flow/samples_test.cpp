#include "tests/flow/running_node.hpp"

using namespace auren;
using test::heart_rate;

TEST_SUITE_BEGIN("flow.samples");

TEST_CASE_FIXTURE(test::running_node,
                  "what is answered with 201 can be read at once") {
  auto [status, reply] = post(
    "/api/v1/samples", {{"samples",
                         {heart_rate("2026-03-01T10:00:00+01:00", 61),
                          heart_rate("2026-03-01T10:01:00+01:00", 63)}}});
  CHECK_EQ(status, 201);
  CHECK_EQ(reply["accepted"], 2);
  CHECK_EQ(reply["position"], 1);
  auto [ok, range] = get("/api/v1/samples?metric=heart_rate&resolution=raw");
  CHECK_EQ(ok, 200);
  REQUIRE_EQ(range["points"].size(), 2u);
  CHECK_EQ(range["points"][1]["value"], 63);
  auto [fine, metrics] = get("/api/v1/metrics");
  CHECK_EQ(fine, 200);
  CHECK_EQ(metrics["metrics"][0]["latest"]["value"], 63);
}

TEST_CASE_FIXTURE(test::running_node,
                  "the same samples again are duplicates, also after a start") {
  nlohmann::json body{{"samples", {heart_rate("2026-03-01T10:00:00Z", 61)}}};
  CHECK_EQ(post("/api/v1/samples", body).second["accepted"], 1);
  CHECK_EQ(post("/api/v1/samples", body).second["duplicates"], 1);
  stop();
  start();
  auto [status, reply] = post("/api/v1/samples", body);
  CHECK_EQ(status, 201);
  CHECK_EQ(reply["duplicates"], 1);
  CHECK_EQ(reply["accepted"], 0);
}

TEST_CASE_FIXTURE(test::running_node,
                  "good samples are kept when others are refused") {
  auto bad = heart_rate("2026-03-01T10:00:00Z", 999);
  auto unknown = heart_rate("2026-03-01T10:00:00Z", 60);
  unknown["metric"] = "no_such_metric";
  auto [status, reply] = post(
    "/api/v1/samples",
    {{"samples", {heart_rate("2026-03-01T10:00:00Z", 61), bad, unknown}}});
  CHECK_EQ(status, 201);
  CHECK_EQ(reply["accepted"], 1);
  REQUIRE_EQ(reply["rejected"].size(), 2u);
  CHECK_EQ(reply["rejected"][0]["index"], 1);
  CHECK_EQ(reply["rejected"][0]["code"], "out_of_range");
  CHECK_EQ(reply["rejected"][1]["code"], "unknown_metric");
  auto [refused, problem] = post("/api/v1/samples", {{"samples", {bad}}});
  CHECK_EQ(refused, 422);
  CHECK_EQ(problem["code"], "refused");
}

TEST_CASE_FIXTURE(test::running_node, "an idempotency key is kept for ever") {
  httplib::Headers key{{"Idempotency-Key", "k1"}};
  nlohmann::json body{{"samples", {heart_rate("2026-03-01T10:00:00Z", 61)}}};
  auto first = post("/api/v1/samples", body, key).second;
  CHECK_EQ(first["accepted"], 1);
  CHECK_EQ(post("/api/v1/samples", body, key).second, first);
  nlohmann::json other{{"samples", {heart_rate("2026-03-01T10:05:00Z", 62)}}};
  auto [status, problem] = post("/api/v1/samples", other, key);
  CHECK_EQ(status, 422);
  CHECK_EQ(problem["code"], "idempotency_mismatch");
  // What was refused changed nothing: without the key it is new.
  CHECK_EQ(post("/api/v1/samples", other).second["accepted"], 1);
}

TEST_CASE_FIXTURE(test::running_node, "bad requests get their status") {
  CHECK_EQ(http->Post("/api/v1/samples", "{", "application/json")->status, 400);
  CHECK_EQ(http->Post("/api/v1/samples", "a", "text/plain")->status, 415);
  CHECK_EQ(http->Get("/api/v1/nothing")->status, 404);
  CHECK_EQ(http->Delete("/api/v1/samples")->status, 405);
  CHECK_EQ(http->Get("/api/v1/samples")->status, 400);
  CHECK_EQ(http->Get("/api/v1/samples?metric=x&from=yesterday")->status, 422);
  CHECK_EQ(http->Get("/api/v1/hypotheses/none")->status, 404);
  httplib::Headers foreign{{"Host", "evil.example"}};
  CHECK_EQ(http->Get("/api/v1/metrics", foreign)->status, 403);
  httplib::Headers other_site{{"Origin", "http://evil.example"}};
  CHECK_EQ(
    http->Post("/api/v1/samples", other_site, "{}", "application/json")->status,
    403);
}

TEST_CASE_FIXTURE(test::running_node, "a journal entry is an event") {
  auto [status, reply]
    = post("/api/v1/events", {{"type", "caffeine"},
                              {"time", "2026-03-01T10:00:00Z"},
                              {"data", {{"what", "espresso"}}}});
  CHECK_EQ(status, 201);
  auto [ok, events] = get("/api/v1/events?type=journal.recorded");
  CHECK_EQ(ok, 200);
  REQUIRE_EQ(events["events"].size(), 1u);
  CHECK_EQ(events["events"][0]["data"]["data"]["what"], "espresso");
  CHECK_EQ(events["events"][0]["event_id"], reply["event_id"]);
}

TEST_CASE_FIXTURE(test::running_node, "the API describes itself") {
  auto [status, description] = get("/openapi.json");
  CHECK_EQ(status, 200);
  CHECK_EQ(description["openapi"], "3.1.0");
  CHECK(description["paths"].contains("/api/v1/samples"));
  CHECK_EQ(get("/healthz").first, 200);
  CHECK_EQ(get("/readyz").first, 200);
  CHECK_EQ(get("/api/v1/health").second["state"], "ready");
  CHECK(http->Get("/metrics")->body.find("auren_events_position")
        != std::string::npos);
  CHECK(http->Get("/")->body.find("<html") != std::string::npos);
}

TEST_SUITE_END();
