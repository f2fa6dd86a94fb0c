#include "actors/node/tree.hpp"
#include "messages/time.hpp"
#include "tests/flow/running_node.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

#include <fstream>
#include <thread>

using namespace auren;
using test::heart_rate;
using namespace std::chrono_literals;

TEST_SUITE_BEGIN("flow.restart");

TEST_CASE("a node starts and stops 200 times without a hang") {
  test::scratch folder;
  node::config settings;
  settings.node.data = folder.path();
  settings.storage.uri = test::store_of(folder.path());
  settings.node.log_level = "error";
  for (int i = 0; i < 200; ++i) {
    auto started = node::app::start(settings);
    REQUIRE_MESSAGE(started, render(started.error()));
    REQUIRE((*started)->stop());
  }
}

TEST_CASE("a second process on the same folder is refused by name") {
  test::scratch folder;
  node::config settings;
  settings.node.data = folder.path();
  settings.storage.uri = test::store_of(folder.path());
  settings.node.log_level = "error";
  auto first = node::app::start(settings);
  REQUIRE(first);
  auto second = node::app::start(settings);
  REQUIRE_FALSE(second);
  CHECK(render(second.error()).find("another auren") != std::string::npos);
}

TEST_CASE_FIXTURE(test::running_node,
                  "every actor of a person may die and nothing is lost") {
  REQUIRE_EQ(post("/api/v1/samples",
                  {{"samples", {heart_rate("2026-03-01T10:00:00Z", 61)}}})
               .first,
             201);
  caf::scoped_actor self{app->system()};
  std::vector<std::string> paths;
  for (auto& [path, actor] : app->table().all())
    if (path.starts_with("node/people/home~me/"))
      paths.push_back(path);
  REQUIRE_GE(paths.size(), 8u);
  for (auto& path : paths) {
    supervision::RestartActor command;
    command.set_path(path);
    command.set_kill(true);
    self->request(app->root(), 5s, std::move(command))
      .receive([](const supervision::ActorRestarting&) {},
               [](const caf::error&) {});
  }
  int status = 0;
  for (int tries = 0; tries < 200 && status != 201; ++tries)
    status = post("/api/v1/samples",
                  {{"samples", {heart_rate("2026-03-01T10:01:00Z", 62)}}})
               .first;
  CHECK_EQ(status, 201);
  for (int tries = 0; tries < 200; ++tries) {
    auto [ok, range] = get("/api/v1/samples?metric=heart_rate");
    if (ok == 200) {
      CHECK_EQ(range["points"].size(), 2u);
      break;
    }
  }
}

TEST_CASE_FIXTURE(test::running_node,
                  "an upload goes on by itself when the node starts anew") {
  constexpr int all = 60'000;
  std::string csv = "metric,time,value,unit,source\n";
  for (int i = 0; i < all; ++i)
    csv += fmt::format("heart_rate,{},{},bpm,watch\n",
                       time::format(1'770'000'000'000 + i * 1000, 0),
                       60 + i % 40);
  auto begun = http->Post("/api/v1/imports", {{"X-Filename", "mine.csv"}}, csv,
                          "text/csv");
  REQUIRE_EQ(begun->status, 202);
  auto import
    = "/api/v1/imports/"
      + nlohmann::json::parse(begun->body)["import_id"].get<std::string>();
  auto state = [&] { return get(import).second["state"]; };
  REQUIRE_EQ(state(), "running");
  stop();
  CHECK_FALSE(test::files_in(folder.path() + "/uploads").empty());
  std::ofstream{folder.path() + "/uploads/upload-ABCDEF"} << "half of it";
  start();
  while (state() == "running")
    std::this_thread::sleep_for(10ms);
  CHECK_EQ(state(), "finished");
  CHECK(test::files_in(folder.path() + "/uploads").empty());
  auto days = get("/api/v1/samples?metric=heart_rate&resolution=day").second;
  int n = 0;
  for (auto& day : days["points"])
    n += day["count"].get<int>();
  CHECK_EQ(n, all);
  stop();
  start();
  auto [found, told] = get(import); // now the log knows it alone
  CHECK_EQ(found, 200);
  CHECK_EQ(told["state"], "finished");
}

TEST_SUITE_END();
