#include "tests/flow/erase_world.hpp"

#include <future>

using namespace auren;
using namespace auren::test;

namespace {

/// Goes in by every way there is.
void live(node_on& node) {
  nlohmann::json sample = heart_rate("2026-03-01T10:00:00Z", 61);
  sample["source"] = "canary-source-3917";
  sample["external_id"] = "canary-external-3917";
  CHECK_EQ(node.post("/api/v1/samples", {{"samples", {sample}}},
                     {{"Idempotency-Key", "canary-request-3917"}}),
           201);
  CHECK_EQ(
    node.post("/api/v1/events", {{"type", "journal"},
                                 {"time", "2026-03-01T10:00:00Z"},
                                 {"data", {{"text", "canary-journal-3917"}}}}),
    201);
  CHECK_EQ(
    node.post(
      "/api/v1/events",
      {{"type", "journal"},
       {"time", "2026-03-01T10:00:00Z"},
       {"data", {{"question", "canary metric 3917"}, {"answer", true}}}}),
    201);
  CHECK_EQ(node.post("/api/v1/memories", {{"text", "canary-memory-3917"}}),
           201);
  auto kept = node.get("/api/v1/memories")["memories"];
  REQUIRE_FALSE(kept.empty());
  auto id = kept[0]["memory_id"].get<std::string>();
  auto patched
    = node.http->Patch(("/api/v1/memories/" + id).c_str(),
                       R"({"text":"canary-revised-3917"})", "application/json");
  REQUIRE(patched);
  CHECK_EQ(patched->status, 200);
  CHECK_EQ(node.post("/api/v1/ask", {{"question", "canary-question-3917?"}}),
           200);
  httplib::Headers named{{"X-Filename", "canary-filename-3917.csv"}};
  auto sent = node.http->Post("/api/v1/imports", named,
                              "timestamp,metric,value,unit,source\n"
                              "2026-03-02T10:00:00Z,heart_rate,62,bpm,"
                              "canary-import-3917\n",
                              "text/csv");
  REQUIRE(sent);
  auto import = nlohmann::json::parse(sent->body)["import_id"];
  for (std::string state = "running"; state == "running";)
    state = node.get("/api/v1/imports/" + import.get<std::string>())["state"];
  auto metrics = node.get("/api/v1/metrics")["metrics"];
  CHECK_EQ(metrics.size(), 2u); // heart rate, and what was asked
}

/// Listens until the node ends it; returns whether it was ended in order.
std::future<bool> listen(const node_on& node, std::promise<void>& begun) {
  return std::async(std::launch::async, [port = node.app->port(), &begun] {
    httplib::Client http{"127.0.0.1", port};
    http.set_read_timeout(30, 0);
    bool heard = false;
    auto reply = http.Get("/api/v1/stream/sse", [&](const char*, size_t) {
      if (!std::exchange(heard, true))
        begun.set_value();
      return true;
    });
    return static_cast<bool>(reply);
  });
}

void check_refused(node_on& node) {
  auto sample = heart_rate("2026-03-03T10:00:00Z", 63);
  CHECK_EQ(node.post("/api/v1/samples", {{"samples", {sample}}}), 410);
  CHECK_EQ(node.post("/api/v1/events", {{"type", "note"},
                                        {"time", "2026-03-01T10:00:00Z"},
                                        {"data", {{"a", 1}}}}),
           410);
  CHECK_EQ(node.post("/api/v1/memories", {{"text", "late"}}), 410);
  CHECK_EQ(node.post("/api/v1/ask", {{"question", "Who am I?"}}), 410);
  node.get("/api/v1/today", 410);
  auto sent = node.http->Post("/api/v1/imports",
                              "timestamp,metric,value,unit\n", "text/csv");
  REQUIRE(sent);
  CHECK_EQ(sent->status, 410);
}

void erased_everywhere(bool postgres) {
  node_on node{postgres};
  live(node);
  check_silent(node);
  auto wrapped = node.wrapped_key();
  REQUIRE_GT(wrapped.size(), 64u);
  CHECK_FALSE(holding(node.disk(), wrapped).empty()); // the scan can find it

  auto unsure = erase(node, 422, "");
  CHECK_EQ(erase(node, 422, "you")["code"], "refused");
  CHECK_EQ(node.get("/api/v1/memories")["memories"].size(), 1u);

  std::promise<void> begun;
  auto listening = listen(node, begun);
  begun.get_future().wait();
  auto receipt = erase(node, 200, "me");
  CHECK(listening.get());
  CHECK_EQ(receipt["person"], "me");
  CHECK_EQ(receipt["counts"]["keys"], 1);
  CHECK_EQ(receipt["counts"]["listeners"], 1);
  CHECK_EQ(receipt["counts"]["people awake"], 1);
  CHECK_GE(receipt["counts"]["events"], 8);
  CHECK_GT(receipt["position"], 0);
  CHECK_FALSE(receipt["remains"].empty());
  CHECK(receipt["unfinished"].empty());

  check_refused(node);
  check_silent(node);
  CHECK_EQ(node.wrapped_key(), "");
  auto left = holding(node.disk(), wrapped);
  if (postgres) // its log keeps what was, until it is overwritten
    std::erase_if(left, [](auto& file) {
      return file.find("/pg_wal/") != std::string::npos;
    });
  for (auto& file : left)
    FAIL_CHECK(file);
  for (auto& entry : fs::directory_iterator{node.folder.path() + "/uploads"})
    FAIL_CHECK(entry.path().string());

  node.stop();
  node.start(); // and nothing comes back
  check_refused(node);
  auto again = erase(node, 200, "me"); // may be asked twice
  CHECK_EQ(again["counts"]["events"], receipt["counts"]["events"]);
  CHECK_EQ(node.wrapped_key(), "");
}

} // namespace

TEST_SUITE_BEGIN("flow.erase");

TEST_CASE("an erased person is gone from every byte of the folder") {
  erased_everywhere(false);
}

TEST_CASE("a memory that was forgotten is told to nobody any more") {
  node_on node{false};
  CHECK_EQ(node.post("/api/v1/memories", {{"text", "canary-memory-3917"}}),
           201);
  CHECK_EQ(node.post("/api/v1/memories", {{"text", "kept-memory-3917"}}), 201);
  auto told = [&](const std::string& path, const std::string& what) {
    auto reply = node.http->Get(path.c_str());
    REQUIRE(reply);
    return reply->body.find(what) != std::string::npos;
  };
  const std::vector<std::string> places{"/api/v1/memories", "/api/v1/events",
                                        "/api/v1/export"};
  for (auto& place : places)
    CHECK(told(place, "canary-memory-3917"));
  auto memories = node.get("/api/v1/memories")["memories"];
  REQUIRE_EQ(memories.size(), 2u);
  for (auto& one : memories)
    if (one["text"] == "canary-memory-3917") {
      auto path = "/api/v1/memories/" + one["memory_id"].get<std::string>();
      auto reply = node.http->Delete(path.c_str());
      REQUIRE(reply);
      CHECK_EQ(reply->status, 200);
    }
  for (int i = 0; i < 2; ++i) {
    for (auto& place : places) {
      CAPTURE(place);
      CHECK_FALSE(told(place, "canary-memory-3917"));
      CHECK(told(place, "kept-memory-3917"));
    }
    node.stop();
    node.start();
  }
}

TEST_CASE("the scan finds what is not sealed") {
  node_on node{false};
  std::ofstream{node.folder.path() + "/leak"} << "x" << canaries[0] << "y";
  CHECK_EQ(holding(node.disk(), canaries[0]).size(), 1u);
}

TEST_CASE("an erased person is gone from every table of the database") {
  erased_everywhere(true);
}

TEST_SUITE_END();
