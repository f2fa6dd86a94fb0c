#include "messages/time.hpp"
#include "tests/flow/running_node.hpp"

#include <chrono>
#include <map>
#include <random>
#include <thread>

using namespace auren;

namespace {

constexpr int days = 130;
constexpr int32_t first = 20'000; ///< 2024-10-04

/// A node that knows 130 days of coffee and of the deep sleep after it.
struct corrected_node : test::running_node {
  std::vector<double> coffee, sleep;

  corrected_node() {
    std::mt19937 chance{11};
    std::normal_distribution<double> normal;
    for (int day = 0; day < days; ++day) {
      coffee.push_back(150 + 60 * std::abs(normal(chance)));
      auto before = day > 0 ? coffee[static_cast<size_t>(day - 1)] : 200;
      sleep.push_back(80 - 0.15 * (before - 200) + 4 * normal(chance));
    }
    // Together: what comes first would be lived through alone.
    auto all = samples("caffeine", "mg", 15, coffee);
    for (auto& one : samples("sleep_deep", "min", 7, sleep))
      all.push_back(one);
    REQUIRE_EQ(post("/api/v1/samples", {{"samples", all}}).first, 201);
  }

  static nlohmann::json samples(const char* metric, const char* unit, int hour,
                                const std::vector<double>& values) {
    auto out = nlohmann::json::array();
    for (size_t day = 0; day < values.size(); ++day)
      out.push_back({{"metric", metric},
                     {"time", time::format((first + static_cast<int64_t>(day))
                                             * time::day_ms
                                           + hour * 3'600'000)},
                     {"value", values[day]},
                     {"unit", unit},
                     {"source", "test"}});
    return out;
  }

  int tell_sleep(const std::vector<double>& values) {
    return post("/api/v1/samples",
                {{"samples", samples("sleep_deep", "min", 7, values)}})
      .first;
  }

  /// What counts for and against every hypothesis.
  std::map<std::string, std::string> evidence() {
    std::map<std::string, std::string> out;
    auto all = get("/api/v1/hypotheses").second;
    for (auto& one : all["hypotheses"])
      out[one["id"]] = std::to_string(one["evidence_days"].get<int>()) + " "
                       + one["evidence"].back()["log_e"].dump();
    return out;
  }

  /// Asks until `holds`, or for half a minute.
  template <class Holds>
  std::map<std::string, std::string> when(Holds holds) {
    using namespace std::chrono_literals;
    auto found = evidence();
    for (int tries = 0; tries < 300 && !holds(found); ++tries) {
      std::this_thread::sleep_for(100ms);
      found = evidence();
    }
    return found;
  }

  std::map<std::string, std::string> settled() {
    std::map<std::string, std::string> last;
    return when([&](auto& found) {
      bool same = !found.empty() && found == last;
      last = found;
      return same;
    });
  }
};

} // namespace

TEST_SUITE_BEGIN("flow.correct");

TEST_CASE_FIXTURE(corrected_node,
                  "a corrected sample changes the evidence that rests on it") {
  auto before = settled();
  REQUIRE_GE(before.size(), 1);
  auto wrong = sleep;
  for (size_t day = 90; day < 120; ++day)
    wrong[day] = 160 - wrong[day];
  REQUIRE_EQ(tell_sleep(wrong), 201);
  auto after = when([&](auto& found) { return found != before; });
  CHECK_NE(after, before);
  stop();
  start(); // what was counted anew is kept
  CHECK_EQ(settled(), after);
  REQUIRE_EQ(tell_sleep(sleep), 201);
  CHECK_EQ(when([&](auto& found) { return found == before; }), before);
}

TEST_SUITE_END();
