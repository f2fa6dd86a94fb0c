#pragma once

#include "actors/node/app.hpp"
#include "tests/flow/store.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>
#include <httplib.h>
#include <string>
#include <vector>

namespace auren::test {

/// A folder of its own that goes with the test.
class scratch {
public:
  scratch() {
    std::string pattern
      = std::filesystem::temp_directory_path() / "auren-test.XXXXXX";
    path_ = ::mkdtemp(pattern.data());
  }
  ~scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  scratch(const scratch&) = delete;
  scratch& operator=(const scratch&) = delete;
  const std::string& path() const {
    return path_;
  }

private:
  std::string path_;
};

/// Returns the paths of all files in `folder` and below it.
inline std::vector<std::string> files_in(const std::string& folder) {
  std::vector<std::string> found;
  for (auto& entry : std::filesystem::recursive_directory_iterator{folder})
    if (entry.is_regular_file())
      found.push_back(entry.path());
  return found;
}

/// A whole node on a free port of loopback.
struct running_node {
  scratch folder;
  std::unique_ptr<node::app> app;
  std::unique_ptr<httplib::Client> http;
  std::function<void(node::config&)> configure; ///< For the next start.

  running_node() {
    start();
  }

  void start() {
    node::config settings;
    settings.node.data = folder.path();
    settings.storage.uri = store_of(folder.path());
    settings.node.log_level = "error";
    settings.gateway.http = "127.0.0.1:0";
    if (configure)
      configure(settings);
    auto started = node::app::start(settings);
    REQUIRE_MESSAGE(started, render(started.error()));
    app = std::move(*started);
    REQUIRE_FALSE(app->open_gateway());
    http = std::make_unique<httplib::Client>("127.0.0.1", app->port());
    http->set_read_timeout(20, 0);
  }

  void stop() {
    http.reset();
    REQUIRE(app->stop());
    app.reset();
  }

  /// Posts JSON and returns the reply's status and body.
  std::pair<int, nlohmann::json>
  post(const std::string& path, const nlohmann::json& body,
       const httplib::Headers& headers = {}) {
    auto reply
      = http->Post(path.c_str(), headers, body.dump(), "application/json");
    REQUIRE(reply);
    return {reply->status, nlohmann::json::parse(reply->body)};
  }

  std::pair<int, nlohmann::json> get(const std::string& path) {
    auto reply = http->Get(path.c_str());
    REQUIRE(reply);
    return {reply->status, nlohmann::json::parse(reply->body)};
  }
};

/// One heart rate sample.
inline nlohmann::json heart_rate(const std::string& time, double value) {
  return {{"metric", "heart_rate"},
          {"time", time},
          {"value", value},
          {"unit", "bpm"},
          {"source", "test"}};
}

} // namespace auren::test
