#include "tests/flow/command.hpp"
#include "tests/flow/running_node.hpp"

using namespace auren;

namespace {

/// A node whose people may share, and that has two releases to give.
struct sharing_node : test::running_node {
  sharing_node() {
    stop();
    configure = [](node::config& c) {
      c.knowledge.sharing = "on";
      c.knowledge.sharing_releases = 2;
    };
    start();
  }

  std::string repl(const std::string& line, int code = 0) {
    auto done = test::run({"repl", "--node", app->url(), "-e", line});
    CHECK_EQ(done.code, code);
    return done.out;
  }

  nlohmann::json consent(bool given) {
    auto [status, reply] = post(
      "/api/v1/consents", {{"purpose", "shared_learning"}, {"given", given}});
    REQUIRE_EQ(status, 200);
    return reply["consents"][0];
  }

  std::pair<int, nlohmann::json> release() {
    return post("/api/v1/admin/shared-releases", nlohmann::json::object());
  }
};

bool has(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_SUITE_BEGIN("flow.sharing");

TEST_CASE_FIXTURE(sharing_node, "consent, release, withdrawal and budget") {
  CHECK_EQ(get("/api/v1/consents").second["consents"][0]["given"], false);
  CHECK_EQ(consent(true)["by"], "me");
  repl("consent ann");
  repl("consent ben");
  repl("withdraw ben");
  CHECK(has(repl("consents ben"), "withdrawn by operator"));

  auto [status, made] = release();
  REQUIRE_EQ(status, 201);
  CHECK_EQ(made["consenting"], 2); // two: nothing can be told of them
  CHECK_EQ(made["unanswered"], 0);
  CHECK_EQ(made["release"]["effects"].size(), 0u);

  stop();
  start();
  CHECK_EQ(get("/api/v1/consents").second["consents"][0]["given"], true);
  auto shared = get("/api/v1/knowledge/shared").second;
  CHECK_EQ(shared["releases"].size(), 1u);
  CHECK_EQ(shared["budget"]["releases_left"], 1);
  CHECK_FALSE(shared.contains("consenting"));

  consent(false);
  CHECK(has(repl("release"), "1 people consent"));
  auto [spent, problem] = release();
  CHECK_EQ(spent, 422);
  CHECK(has(problem["detail"], "budget is spent"));
  CHECK(has(repl("shared"), "0 releases left"));
  auto metrics = http->Get("/metrics");
  REQUIRE(metrics);
  CHECK(has(metrics->body, "auren_knowledge_shared_releases_total 2"));
}

TEST_CASE_FIXTURE(sharing_node, "who was erased consents to nothing") {
  repl("consent ann");
  repl("erase ann ann");
  auto [status, made] = release();
  REQUIRE_EQ(status, 201);
  CHECK_EQ(made["consenting"], 0);
  repl("consent ann", 1); // their name is taken for nothing any more
}

TEST_CASE_FIXTURE(test::running_node, "shared learning is off by default") {
  auto [status, problem] = post(
    "/api/v1/consents", {{"purpose", "shared_learning"}, {"given", true}});
  CHECK_EQ(status, 422);
  CHECK_EQ(get("/api/v1/knowledge/shared").second["enabled"], false);
  CHECK_EQ(
    post("/api/v1/admin/shared-releases", nlohmann::json::object()).first, 422);
}

TEST_SUITE_END();
