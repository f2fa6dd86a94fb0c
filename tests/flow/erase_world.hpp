#pragma once

#include "messages/ids.hpp"
#include "tests/flow/running_node.hpp"
#include "tests/support/postgres_server.hpp"

#include <libpq-fe.h>

#include <fstream>
#include <map>
#include <sqlite3.h>
#include <sstream>

namespace auren::test {

namespace fs = std::filesystem;

/// A word for each way in, so that a leak has a name.
inline const std::vector<std::string> canaries
  = {"canary-source-3917", "canary-external-3917", "canary-journal-3917",
     "canary-memory-3917", "canary-revised-3917",  "canary-question-3917",
     "canary-import-3917", "canary_metric_3917",   "canary-filename-3917",
     "canary-request-3917"};

/// What libpq calls a connection string, as the URI that a setting takes.
inline std::string as_uri(const std::string& words) {
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
  scratch folder;
  std::string uri = "sqlite:";
  std::unique_ptr<node::app> app;
  std::unique_ptr<httplib::Client> http;

  explicit node_on(bool postgres) {
    if (postgres)
      uri = postgres_server::shared().make_database();
    start();
  }
  ~node_on() {
    app.reset();
    if (uri != "sqlite:")
      postgres_server::shared().drop_database(uri);
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
    auto& server = postgres_server::shared();
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
inline std::vector<std::string>
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

inline void check_silent(const node_on& node) {
  auto folders = node.disk();
  for (auto& canary : canaries)
    CHECK_MESSAGE(holding(folders, canary).empty(), canary);
}

inline nlohmann::json
erase(node_on& node, int status, const std::string& confirm) {
  auto reply = node.http->Delete(("/api/v1/me?confirm=" + confirm).c_str());
  REQUIRE(reply);
  CHECK_EQ(reply->status, status);
  return nlohmann::json::parse(reply->body);
}

} // namespace auren::test
