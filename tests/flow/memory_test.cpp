#include "tests/flow/command.hpp"
#include "tests/flow/running_node.hpp"

#include <chrono>
#include <thread>

using namespace auren;

namespace {

constexpr auto told = "Magnesium in the evening calmed my legs";

/// A node in which memories grow old within seconds.
struct quick_life : test::running_node {
  quick_life() {
    stop();
    configure = [](node::config& settings) {
      settings.memory.working = std::chrono::seconds{3};
      settings.memory.searched = std::chrono::seconds{5};
      settings.memory.sweep = std::chrono::milliseconds{50};
    };
    start();
  }

  std::string note() {
    auto [status, reply]
      = post("/api/v1/memories", {{"text", told}, {"importance", 0.2}});
    REQUIRE_EQ(status, 201);
    CHECK_EQ(reply["tier"], "working");
    return reply["memory_id"];
  }

  std::string repl(const std::string& line) {
    auto done = test::run({"repl", "--node", app->url(), "-e", line});
    CHECK_EQ(done.code, 0);
    CHECK_EQ(done.out.find("agnesium"), std::string::npos);
    return done.out;
  }

  /// Looks at the memory's way until `step` is part of it.
  void await(const std::string& id, const std::string& step) {
    CAPTURE(step);
    for (int i = 0; i < 600; ++i) {
      if (repl("memory " + id).find(step) != std::string::npos)
        return;
      std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
    FAIL("it never got there");
  }

  /// What everything is listed as, and how often this memory is among it.
  void check_there_once(const std::string& id) {
    auto [ok, one] = get("/api/v1/memories/" + id);
    CHECK_EQ(ok, 200);
    CHECK_EQ(one["text"], told);
    auto [listed, all] = get("/api/v1/memories?limit=1000");
    CHECK_EQ(listed, 200);
    CHECK_EQ(all["memories"].size(), 1u);
  }
};

} // namespace

TEST_SUITE_BEGIN("flow.memory");

TEST_CASE_FIXTURE(quick_life, "one memory's journey through the tiers") {
  auto id = note();
  check_there_once(id);
  await(id, "working -> semantic (age)");
  check_there_once(id);
  await(id, "semantic -> long_term (age)");
  check_there_once(id);
  auto stats = get("/api/v1/memory/stats").second;
  CHECK_EQ(stats["working_memories"].get<int>()
             + stats["semantic_memories"].get<int>()
             + stats["long_term_memories"].get<int>(),
           1);
  auto [asked, answer]
    = post("/api/v1/ask", {{"question", "What do you know of my magnesium?"}});
  CHECK_EQ(asked, 200);
  await(id, "-> working (use)");
  check_there_once(id);
  CHECK_NE(repl("memories").find(id), std::string::npos);
  auto trail = get("/api/v1/memories/" + id + "/trail").second;
  CHECK_EQ(trail["trails"][0]["memory_id"], id);
  CHECK_GE(trail["trails"][0]["uses"], 1);
  stop();
  start();
  check_there_once(id);
}

TEST_CASE_FIXTURE(test::running_node, "a fact that changed keeps its history") {
  auto tell = [&](const char* value, const char* from) {
    auto [status, reply]
      = post("/api/v1/memories",
             {{"text", std::string{"I live in "} + value},
              {"valid_from", from},
              {"fact", {{"attribute", "home town"}, {"value", value}}}});
    CHECK_EQ(status, 201);
  };
  tell("Paris", "2024-01-01T00:00:00Z");
  tell("Berlin", "2020-01-01T00:00:00Z"); // told late
  auto found = [&](const std::string& when) {
    return get("/api/v1/memories" + when).second["memories"];
  };
  REQUIRE_EQ(found("").size(), 1u);
  CHECK_EQ(found("")[0]["fact"]["value"], "Paris");
  REQUIRE_EQ(found("?as_of=2022-01-01").size(), 1u);
  CHECK_EQ(found("?as_of=2022-01-01")[0]["fact"]["value"], "Berlin");
}

TEST_CASE_FIXTURE(test::running_node, "opening the stream wakes its person") {
  CHECK_EQ(app->url().empty(), false);
  auto awake = [&] {
    auto done = test::run({"repl", "--node", app->url(), "-e", "people"});
    return done.out.find("home/me") != std::string::npos;
  };
  CHECK_FALSE(awake());
  bool woken = false;
  http->Get("/api/v1/stream/sse", [&](const char*, size_t) {
    for (int i = 0; i < 200 && !woken; ++i) {
      woken = awake();
      std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    return false;
  });
  CHECK(woken);
}

TEST_SUITE_END();
