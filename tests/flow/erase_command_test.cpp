#include "tests/flow/command.hpp"
#include "tests/flow/erase_world.hpp"
#include "tests/support/redis_server.hpp"

#include <hiredis/hiredis.h>

#include <thread>

using namespace auren;
using namespace auren::test;

namespace {

/// How many people's states a Redis server has.
long long mirrored(const redis_server& server) {
  auto* context = redisConnectUnix(server.socket().c_str());
  REQUIRE(context);
  auto* reply = static_cast<redisReply*>(redisCommand(context, "DBSIZE"));
  REQUIRE(reply);
  auto n = reply->integer;
  freeReplyObject(reply);
  redisFree(context);
  return n;
}

/// Lives until the state of the one person there is was mirrored.
void live_mirrored(running_node& node, const redis_server& server) {
  for (int i = 0; i < 600 && mirrored(server) == 0; ++i) {
    auto minute = std::to_string(10 + i % 50);
    auto hour = std::to_string(10 + i / 50);
    auto time = "2026-03-01T" + hour + ":" + minute + ":00Z";
    REQUIRE_EQ(
      node.post("/api/v1/samples", {{"samples", {heart_rate(time, 61)}}}).first,
      201);
  }
  REQUIRE_EQ(mirrored(server), 1);
}

} // namespace

TEST_SUITE_BEGIN("flow.erase");

TEST_CASE("whoever is not erased keeps everything") {
  scratch folder, out;
  auto on = [&](std::vector<std::string> words) {
    words.insert(words.end(),
                 {"--data", folder.path(), "--node.log_level", "error"});
    return run(std::move(words));
  };
  for (std::string user : {"ada", "ben"})
    REQUIRE_EQ(
      on({"import", "tests/actors/ingest/fixtures/long.csv", "--user", user})
        .err,
      "");
  auto refused = on({"erase", "--user", "ada", "--confirm", "ben"});
  CHECK_EQ(refused.code, node::usage);
  auto done = on({"erase", "--user", "ada", "--confirm", "ada", "--json"});
  CHECK_EQ(done.err, "");
  CHECK_EQ(done.code, 0);
  CHECK_EQ(nlohmann::json::parse(done.out)["person"], "ada");
  CHECK_EQ(on({"verify"}).code, 0);
  auto gone
    = on({"export", "--format", "csv", "--user", "ada", out.path() + "/ada"});
  CHECK_EQ(gone.code, node::findings);
  CHECK_NE(gone.err.find("was erased"), std::string::npos);
  auto late
    = on({"import", "tests/actors/ingest/fixtures/long.csv", "--user", "ada"});
  CHECK_NE(late.code, 0);
  CHECK_NE(late.err.find("erased"), std::string::npos);
  auto kept = on({"export", "--format", "csv", "--user", "ben", "--json",
                  out.path() + "/ben"});
  CHECK_EQ(kept.code, 0);
  CHECK_GT(nlohmann::json::parse(kept.out)["files"]["samples.csv"], 0);
}

TEST_CASE("an erasure that was cut off is finished by the next start") {
  scratch folder;
  auto on = [&](std::vector<std::string> words) {
    words.insert(words.end(),
                 {"--data", folder.path(), "--node.log_level", "error"});
    return run(std::move(words));
  };
  REQUIRE_EQ(on({"import", "tests/actors/ingest/fixtures/long.csv"}).err, "");
  node::config settings;
  settings.node.data = folder.path();
  {
    auto parts = node::parts::open(settings);
    REQUIRE(parts);
    REQUIRE((*parts)->store->erase_person({"home", "me"}));
  } // and then the power went
  auto upload = folder.path() + "/uploads/686f6d65~6d65";
  fs::create_directories(upload);
  std::ofstream{upload + "/left"} << canaries[0];
  settings.node.log_level = "error";
  auto node = node::app::start(settings);
  REQUIRE(node);
  REQUIRE((*node)->stop());
  node->reset();
  CHECK_FALSE(fs::exists(upload));
  auto parts = node::parts::open(settings);
  REQUIRE(parts);
  auto store = (*parts)->storage->open_projections();
  REQUIRE(
    (*store)->add(storage::make_sample_chunks((*parts)->storage->keys())));
  auto chunks = (*parts)->storage->open_sample_chunks();
  CHECK((*chunks)->series({"home", "me"})->empty());
}

TEST_CASE("the console erases whom it names twice") {
  running_node node;
  REQUIRE_EQ(node
               .post("/api/v1/samples",
                     {{"samples", {heart_rate("2026-03-01T10:00:00Z", 61)}}})
               .first,
             201);
  auto tell = [&](const std::string& line) {
    auto [status, result]
      = node.post("/api/v1/admin/commands", {{"line", line}});
    CHECK_EQ(status, 200);
    return result;
  };
  CHECK_EQ(tell("erase me")["exit_code"], 2);
  CHECK_EQ(tell("erase me you")["exit_code"], 1);
  CHECK_EQ(node.get("/api/v1/today").first, 200);
  auto done = tell("erase me me");
  CHECK_EQ(done["exit_code"], 0);
  CHECK_NE(done["text"].get<std::string>().find("receipt"), std::string::npos);
  CHECK_EQ(node.get("/api/v1/today").first, 410);
}

TEST_CASE("the mirror of an erased person is emptied") {
  if (!redis_server::is_installed())
    return;
  redis_server server;
  running_node node;
  node.stop();
  node.configure = [&](node::config& settings) {
    settings.memory.redis = "unix:" + server.socket();
  };
  node.start();
  live_mirrored(node, server);
  auto reply = node.http->Delete("/api/v1/me?confirm=me");
  REQUIRE(reply);
  REQUIRE_EQ(reply->status, 200);
  auto receipt = nlohmann::json::parse(reply->body);
  CHECK(receipt["unfinished"].empty());
  CHECK_EQ(mirrored(server), 0);
}

TEST_SUITE_END();
