#include "tests/flow/command.hpp"
#include "tests/flow/running_node.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>

using namespace auren;
using test::run;

namespace {

const std::string fixtures = "tests/actors/ingest/fixtures/";

std::vector<std::string>
import(const std::string& file, std::vector<std::string> where) {
  std::vector<std::string> words{"import", "--json", fixtures + file};
  words.insert(words.end(), where.begin(), where.end());
  words.insert(words.end(), {"--node.log_level", "error"});
  return words;
}

/// The answer without what differs each time.
nlohmann::json answer_of(const std::string& text) {
  auto answer = nlohmann::json::parse(text);
  for (auto name : {"answer_id", "trace_id", "time"})
    answer.erase(name);
  return answer;
}

bool is_one_line(const std::string& text) {
  return std::ranges::count(text, '\n') == 1 && text.starts_with("auren: ");
}

struct served : test::running_node {
  std::string url = app->url();
  std::string data = folder.path();
};

} // namespace

TEST_SUITE_BEGIN("flow.remote");

TEST_CASE("an import says the same wherever it happens") {
  for (std::string file : {"whoop", "export.xml", "long.csv"}) {
    CAPTURE(file);
    test::scratch alone;
    auto here = run(import(file, {"--data", alone.path()}));
    served held, named;
    auto there = run(import(file, {"--data", held.data}));
    auto by_url = run(import(file, {"--node", named.url}));
    CHECK_FALSE(here.out.empty());
    CHECK_EQ(there.out, here.out);
    CHECK_EQ(by_url.out, here.out);
    CHECK_EQ(there.code, here.code);
    CHECK_EQ(by_url.code, here.code);
    CHECK_EQ(there.err, here.err);
    // And what the node was sent is in the node.
    CHECK_FALSE(held.get("/api/v1/metrics").second["metrics"].empty());
  }
}

TEST_CASE("an answer is the same wherever it is asked for") {
  test::scratch alone;
  served held;
  for (auto& data : {alone.path(), held.data})
    REQUIRE_EQ(run(import("long.csv", {"--data", data})).err, "");
  std::vector<std::string> words{"ask", "How is my weight?", "--json",
                                 "--data"};
  auto with = [&](const std::string& data) {
    auto all = words;
    all.insert(all.end(), {data, "--node.log_level", "error"});
    return run(all);
  };
  auto here = with(alone.path());
  auto there = with(held.data);
  CHECK_EQ(here.code, 0);
  CHECK_EQ(there.code, 0);
  CHECK_EQ(answer_of(there.out), answer_of(here.out));
  CHECK_FALSE(answer_of(here.out)["answer"].get<std::string>().empty());
}

TEST_CASE("the folder's holder says where it is until it ends") {
  served node;
  auto file = node.data + "/address";
  struct stat found {};
  REQUIRE_EQ(::stat(file.c_str(), &found), 0);
  CHECK_EQ(found.st_mode & 0777, 0600);
  std::string line;
  std::getline(std::ifstream{file} >> std::ws, line);
  CHECK_EQ(line, node.url);
  node.stop();
  CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("an address that a killed node left is ignored") {
  test::scratch folder;
  auto file = folder.path() + "/address";
  std::ofstream{file} << "http://127.0.0.1:1\n";
  auto result = run(import("long.csv", {"--data", folder.path()}));
  CHECK_EQ(result.err, "");
  CHECK_NE(result.out.find("\"accepted\""), std::string::npos);
  CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("a node that cannot be reached is said in one line") {
  uint16_t port = 0;
  {
    served gone;
    port = gone.app->port();
  }
  auto url = "http://127.0.0.1:" + std::to_string(port);
  for (auto& words :
       {import("long.csv", {"--node", url}),
        std::vector<std::string>{"ask", "Why?", "--node", url},
        std::vector<std::string>{"repl", "-e", "status", "--node", url}}) {
    auto result = run(words);
    CHECK_EQ(result.code, node::unreachable);
    CHECK_NE(result.err.find("auren serve"), std::string::npos);
    CHECK(is_one_line(result.err));
  }
  auto wrong = run({"ask", "Why?", "--node", "here"});
  CHECK_EQ(wrong.code, node::usage);
  CHECK(is_one_line(wrong.err));
}

TEST_CASE("a file that a node cannot read fails as it does without one") {
  test::scratch alone;
  served node;
  for (auto& where : {alone.path(), node.data})
    for (std::string file : {"README.md", "tests/none.csv"}) {
      auto result
        = run({"import", file, "--data", where, "--node.log_level", "error"});
      CHECK_EQ(result.code, node::unreachable);
      CHECK_NE(result.err.find(file), std::string::npos);
      CHECK(is_one_line(result.err));
    }
}

TEST_CASE("serve and verify are refused on a folder that is held") {
  served node;
  for (std::string command : {"serve", "verify"}) {
    auto result = run({command, "--data", node.data});
    CHECK_EQ(result.code, node::unreachable);
    CHECK_NE(result.err.find("another auren"), std::string::npos);
    CHECK(is_one_line(result.err));
  }
  CHECK_EQ(run({"verify", "--node", node.url}).code, node::usage);
}

TEST_CASE("the console and doctor reach a running node") {
  served node;
  auto status = run({"repl", "-e", ".json status", "--node", node.url});
  CHECK_EQ(status.code, 0);
  CHECK_EQ(nlohmann::json::parse(status.out)["state"], "ready");
  CHECK_EQ(run({"repl", "-e", "nonsense", "--node", node.url}).code, 2);
  auto [code, words]
    = node.post("/api/v1/admin/completions", {{"line", "sta"}});
  CHECK_EQ(code, 200);
  CHECK_EQ(words["words"][0], "status");
  for (auto& where : {std::vector<std::string>{"--data", node.data},
                      std::vector<std::string>{"--node", node.url}}) {
    std::vector<std::string> asked{"doctor"};
    asked.insert(asked.end(), where.begin(), where.end());
    auto found = run(asked);
    CHECK_NE(found.out.find(node.url + " is ready"), std::string::npos);
    CHECK_EQ(found.out.find("RED    node"), std::string::npos);
  }
}

TEST_CASE("a user's data is seen by that user and nobody else") {
  test::scratch folder;
  auto there = [&](std::vector<std::string> words) {
    words.insert(words.end(),
                 {"--data", folder.path(), "--node.log_level", "error"});
    return run(std::move(words));
  };
  REQUIRE_EQ(there({"import", fixtures + "long.csv", "--user", "ada"}).err, "");
  auto knows_weight = [&](const std::string& user) {
    auto result = there({"ask", "How is my weight?", "--json", "--user", user});
    CHECK_EQ(result.code, 0);
    auto answer = nlohmann::json::parse(result.out);
    return std::ranges::any_of(
      answer["evidence"], [](auto& one) { return one["metric"] == "weight"; });
  };
  CHECK(knows_weight("ada"));
  CHECK_FALSE(knows_weight("me"));
  for (std::string name : {"", "a/b", "a b", "../x"})
    CHECK_EQ(there({"ask", "Why?", "--user", name}).code, node::usage);
}

TEST_CASE("a running node knows one user and says so") {
  served node;
  for (auto& words : {std::vector<std::string>{"import", fixtures + "long.csv"},
                      std::vector<std::string>{"ask", "Why?"}}) {
    auto all = words;
    all.insert(all.end(), {"--data", node.data, "--user", "ada"});
    auto result = run(all);
    CHECK_EQ(result.code, node::unreachable);
    CHECK_NE(result.err.find("knows the user me only"), std::string::npos);
    CHECK(is_one_line(result.err));
  }
}

TEST_CASE("discover can be asked about one user") {
  test::scratch folder;
  auto table = folder.path() + "/table.csv";
  std::ofstream out{table};
  out << "user,timestamp,metric,value,unit\n";
  for (std::string user : {"ada", "bob"})
    for (int day = 10; day < 30; ++day)
      out << user << ",2026-03-" << day << "T08:00:00Z,steps," << day
          << ",count\n";
  out.close();
  auto people = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"discover", table});
    auto result = run(more);
    CHECK_EQ(result.code, 0);
    return nlohmann::json::parse(result.out)["people"].size();
  };
  CHECK_EQ(people({}), 2u);
  CHECK_EQ(people({"--user", "bob"}), 1u);
  auto nobody = run({"discover", table, "--user", "eve"});
  CHECK_EQ(nobody.code, 1);
  CHECK(is_one_line(nobody.err));
}

TEST_SUITE_END();
