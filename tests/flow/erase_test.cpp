#include "messages/ids.hpp"
#include "tests/flow/command.hpp"
#include "tests/flow/running_node.hpp"
#include "tests/support/postgres_server.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <fstream>
#include <future>
#include <map>
#include <sqlite3.h>
#include <sstream>
#include <thread>

using namespace auren;
using test::run;

namespace {

namespace fs = std::filesystem;

/// A word for each way in, so that a leak has a name.
const std::vector<std::string> canaries
  = {"canary-source-3917", "canary-external-3917", "canary-journal-3917",
     "canary-memory-3917", "canary-revised-3917",  "canary-question-3917",
     "canary-import-3917", "canary_metric_3917",   "canary-filename-3917",
     "canary-request-3917"};

/// What libpq calls a connection string, as the URI that a setting takes.
std::string as_uri(const std::string& words) {
  if (words.starts_with("postgres"))
    return words;
  std::map<std::string, std::string> parts;
  std::istringstream in{words};
  for (std::string word; in >> word;)
    parts[word.substr(0, word.find('='))] = word.substr(word.find('=') + 1);
  return "postgresql:///" + parts["dbname"] + "?host=" + parts["host"]
         + "&user=" + parts["user"];
}

/// A node on either store; the store's files are where `disk` says.
struct node_on {
  test::scratch folder;
  std::string uri = "sqlite:";
  std::unique_ptr<node::app> app;
  std::unique_ptr<httplib::Client> http;

  explicit node_on(bool postgres) {
    if (postgres)
      uri = test::postgres_server::shared().make_database();
    start();
  }
  ~node_on() {
    app.reset();
    if (uri != "sqlite:")
      test::postgres_server::shared().drop_database(uri);
  }

  void start() {
    node::config settings;
    settings.node.data = folder.path();
    settings.node.log_level = "error";
    settings.gateway.http = "127.0.0.1:0";
    settings.storage.uri = uri == "sqlite:" ? uri : as_uri(uri);
    auto started = node::app::start(settings);
    REQUIRE_MESSAGE(started, render(started.error()));
    app = std::move(*started);
    REQUIRE_FALSE(app->open_gateway());
    http = std::make_unique<httplib::Client>("127.0.0.1", app->port());
    http->set_read_timeout(60, 0);
  }

  void stop() {
    http.reset();
    REQUIRE(app->stop());
    app.reset();
  }

  int post(const std::string& path, const nlohmann::json& body,
           const httplib::Headers& headers = {}) {
    auto reply
      = http->Post(path.c_str(), headers, body.dump(), "application/json");
    REQUIRE(reply);
    return reply->status;
  }

  nlohmann::json get(const std::string& path, int status = 200) {
    auto reply = http->Get(path.c_str());
    REQUIRE(reply);
    CHECK_EQ(reply->status, status);
    return nlohmann::json::parse(reply->body);
  }

  bool is_server() const {
    return uri != "sqlite:";
  }

  /// Every folder whose bytes were ever this record's.
  std::vector<fs::path> disk() const {
    if (!is_server())
      return {folder.path()};
    auto& server = test::postgres_server::shared();
    server.run(uri, "CHECKPOINT"); // what is in buffers is on disk then
    return {folder.path(), server.folder()};
  }

  /// The only person's wrapped key, as it is stored.
  std::string wrapped_key() const {
    std::string found;
    if (is_server()) {
      auto* db = PQconnectdb(uri.c_str());
      auto* rows = PQexec(db, "SELECT encode(wrapped, 'hex') FROM"
                              " auren_keys.keys WHERE person = 'me'");
      if (PQntuples(rows) == 1)
        found = ids::unhex(PQgetvalue(rows, 0, 0));
      PQclear(rows);
      PQfinish(db);
      return found;
    }
    sqlite3* db = nullptr;
    sqlite3_open((folder.path() + "/keys.db").c_str(), &db);
    sqlite3_stmt* query = nullptr;
    sqlite3_prepare_v2(db, "SELECT wrapped FROM keys WHERE person = 'me'", -1,
                       &query, nullptr);
    if (sqlite3_step(query) == SQLITE_ROW)
      found.assign(static_cast<const char*>(sqlite3_column_blob(query, 0)),
                   static_cast<size_t>(sqlite3_column_bytes(query, 0)));
    sqlite3_finalize(query);
    sqlite3_close(db);
    return found;
  }
};

/// Returns the files below `folders` that hold `what`. A server's files come
/// and go meanwhile.
std::vector<std::string>
holding(const std::vector<fs::path>& folders, const std::string& what) {
  std::vector<std::string> found;
  for (auto& folder : folders)
    for (auto& entry : fs::recursive_directory_iterator{folder}) {
      std::ifstream in{entry.path(), std::ios::binary};
      std::stringstream bytes;
      bytes << in.rdbuf();
      if (bytes.view().find(what) != std::string_view::npos)
        found.push_back(entry.path());
    }
  return found;
}

void check_silent(const node_on& node) {
  auto folders = node.disk();
  for (auto& canary : canaries)
    CHECK_MESSAGE(holding(folders, canary).empty(), canary);
}

/// Goes in by every way there is.
void live(node_on& node) {
  nlohmann::json sample = test::heart_rate("2026-03-01T10:00:00Z", 61);
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

nlohmann::json erase(node_on& node, int status, const std::string& confirm) {
  auto reply = node.http->Delete(("/api/v1/me?confirm=" + confirm).c_str());
  REQUIRE(reply);
  CHECK_EQ(reply->status, status);
  return nlohmann::json::parse(reply->body);
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
  auto sample = test::heart_rate("2026-03-03T10:00:00Z", 63);
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

TEST_CASE("whoever is not erased keeps everything") {
  test::scratch folder, out;
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
  test::scratch folder;
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
  test::running_node node;
  REQUIRE_EQ(
    node
      .post("/api/v1/samples",
            {{"samples", {test::heart_rate("2026-03-01T10:00:00Z", 61)}}})
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

TEST_SUITE_END();

TEST_SUITE_BEGIN("flow.erase.long");

// VACUUM keeps what an older snapshot of another session may still see.
TEST_CASE("an erased person is gone from every table of the database") {
  erased_everywhere(true);
}

TEST_SUITE_END();
