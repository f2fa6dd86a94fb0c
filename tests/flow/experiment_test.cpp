#include "messages/time.hpp"
#include "tests/flow/running_node.hpp"

#include <thread>

using namespace auren;

namespace {

/// A node that knows the last 40 days of somebody's deep sleep.
struct trying_node : test::running_node {
  trying_node() {
    nlohmann::json samples = nlohmann::json::array();
    for (int day = 40; day > 0; --day)
      samples.push_back(
        {{"metric", "sleep_deep"},
         {"time", time::format(time::now_ms() - day * time::day_ms)},
         {"value", 60 + day * 7 % 20},
         {"unit", "min"},
         {"source", "test"}});
    REQUIRE_EQ(post("/api/v1/samples", {{"samples", samples}}).first, 201);
  }

  static nlohmann::json plan(const char* on) {
    return {{"cause", "evening_walk"},
            {"outcome", "sleep_deep"},
            {"on", on},
            {"off", "stay in"}};
  }

  std::pair<int, nlohmann::json>
  decide(const std::string& id, const nlohmann::json& how) {
    return post("/api/v1/experiments/" + id + "/decision", how);
  }

  /// Whether anybody is awake; asking that wakes nobody.
  bool anybody_awake() {
    auto said
      = post("/api/v1/admin/commands", {{"line", "people"}, {"json", true}});
    REQUIRE_EQ(said.first, 200);
    auto found = nlohmann::json::parse(said.second["text"].get<std::string>());
    return !found["people"].empty();
  }
};

} // namespace

TEST_SUITE_BEGIN("flow.experiment");

TEST_CASE_FIXTURE(trying_node, "an experiment is planned, accepted and kept") {
  auto [status, made] = post("/api/v1/experiments", plan("walk after dinner"));
  REQUIRE_EQ(status, 201);
  CHECK_EQ(made["status"], "proposed");
  CHECK_EQ(made["plan"]["proposer"], "person");
  auto id = made["id"].get<std::string>();
  auto [ok, begun] = decide(id, {{"decision", "accept"}});
  REQUIRE_EQ(ok, 200);
  CHECK_EQ(begun["status"], "running");
  auto commitment = begun["plan"]["commitment"].get<std::string>();
  CHECK_EQ(commitment.size(), 64);
  auto days = begun["days"];
  CHECK_GT(days.size(), 50);
  stop();
  start();
  auto [again, same] = get("/api/v1/experiments/" + id);
  CHECK_EQ(again, 200);
  CHECK_EQ(same["plan"]["commitment"], commitment);
  CHECK_EQ(same["days"], days); // the coins fell once and for all
  CHECK_EQ(get("/api/v1/experiments").second["experiments"].size(), 1);
  CHECK_EQ(
    get("/api/v1/experiments?status=declined").second["experiments"].size(), 0);
  auto [fine, stopped] = decide(id, {{"decision", "stop"}});
  CHECK_EQ(fine, 200);
  CHECK_EQ(stopped["status"], "stopped");
  CHECK_EQ(stopped["seed"].get<std::string>().size(), 64);
}

TEST_CASE_FIXTURE(trying_node,
                  "a restarted node wakes whose experiment runs, unasked") {
  auto made = post("/api/v1/experiments", plan("walk after dinner")).second;
  auto id = made["id"].get<std::string>();
  REQUIRE_EQ(decide(id, {{"decision", "accept"}}).first, 200);
  stop();
  start();
  for (int i = 0; i < 600 && !anybody_awake(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds{50});
  CHECK(anybody_awake());
}

TEST_CASE_FIXTURE(trying_node, "no seed leaves the node while it runs") {
  auto made = post("/api/v1/experiments", plan("walk after dinner")).second;
  auto id = made["id"].get<std::string>();
  REQUIRE_EQ(decide(id, {{"decision", "accept"}}).first, 200);
  auto [ok, events] = get("/api/v1/events?type=experiment.*");
  REQUIRE_EQ(ok, 200);
  REQUIRE_EQ(events["events"].size(), 2);
  for (auto& event : events["events"]) {
    CHECK_EQ(event["data"].value("seed", ""), "");
    CHECK_EQ(event["data"]["experiment"].value("seed", ""), "");
  }
}

TEST_CASE_FIXTURE(trying_node, "what needs a clinician does not begin alone") {
  auto drug = plan("take 5 mg of something");
  drug["abort"] = {{{"metric", "sleep_deep"}, {"below", 20}}};
  auto [status, made] = post("/api/v1/experiments", drug);
  REQUIRE_EQ(status, 201);
  auto id = made["id"].get<std::string>();
  auto [refused, problem] = decide(id, {{"decision", "accept"}});
  CHECK_EQ(refused, 422);
  CHECK_EQ(problem["code"], "refused");
  CHECK_EQ(decide(id, {{"decision", "accept"}, {"clinician", "Dr. Ada"}}).first,
           200);
}

TEST_CASE_FIXTURE(trying_node, "bad requests get their status") {
  auto no_outcome = plan("walk");
  no_outcome["outcome"] = "no_such_metric";
  CHECK_EQ(post("/api/v1/experiments", no_outcome).first, 422);
  CHECK_EQ(post("/api/v1/experiments", {{"nonsense", 1}}).first, 400);
  CHECK_EQ(get("/api/v1/experiments/none").first, 404);
  CHECK_EQ(get("/api/v1/experiments?status=none").first, 400);
  CHECK_EQ(decide("none", {{"decision", "accept"}}).first, 404);
  CHECK_EQ(post("/api/v1/experiments/none/days",
                {{"date", "2026-01-01"}, {"adherence", "followed"}})
             .first,
           404);
  CHECK_EQ(get("/api/v1/experiments").second["experiments"].size(), 0);
}

TEST_SUITE_END();
