#include "actors/ingest/catalogue.hpp"
#include "actors/knowledge/ageing.hpp"
#include "actors/knowledge/contradiction.hpp"
#include "actors/knowledge/graph.hpp"
#include "actors/knowledge/paths.hpp"
#include "actors/knowledge/priors.hpp"
#include "messages/time.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace auren;
using namespace auren::knowledge;

namespace {

Insight
insight(const std::string& id, double units, double half_width,
        const char* grade = "observed", const char* last = "2026-03-01") {
  Insight out;
  out.set_id(id);
  out.set_cause("caffeine");
  out.set_effect("sleep_deep");
  out.set_lag_days(1);
  out.set_grade(grade);
  out.set_status("current");
  out.set_confidence(0.9);
  out.set_last_evidence(last);
  out.mutable_estimate()->set_size(units / 10);
  out.mutable_estimate()->set_units(units);
  out.mutable_estimate()->set_ci_low(units - half_width);
  out.mutable_estimate()->set_ci_high(units + half_width);
  return out;
}

Edge& add_edge(Graph& graph, const char* cause, const char* effect,
               const char* grade = "tested", const char* status = "current") {
  auto& edge = *graph.add_edges();
  edge.set_cause(cause);
  edge.set_effect(effect);
  edge.set_grade(grade);
  edge.set_status(status);
  edge.set_size(-0.5);
  edge.set_confidence(0.8);
  edge.set_lag_days(1);
  return edge;
}

} // namespace

TEST_SUITE_BEGIN("knowledge.standing");

TEST_CASE("a confidence loses half of what it knows in 180 silent days") {
  auto one = insight("a", -3, 1);
  auto day = *time::parse_day("2026-03-01");
  age(one, day);
  CHECK(one.confidence_now() == doctest::Approx(0.9));
  age(one, day + 180);
  CHECK(one.confidence_now() == doctest::Approx(0.7));
  CHECK(one.confidence() == 0.9); // what was found stays as it was
  CHECK(one.retest_on() == time::format_day(day + retest_after_days));
  age(one, day - 5); // a clock that is behind adds nothing
  CHECK(one.confidence_now() == doctest::Approx(0.9));
  one.clear_last_evidence();
  age(one, day);
  CHECK(one.retest_on().empty());
}

TEST_CASE("intervals decide whether two findings contradict each other") {
  CHECK(contradict(insight("a", -3, 1), insight("b", 2, 1)));
  CHECK_FALSE(contradict(insight("a", -3, 5), insight("b", 2, 5)));
  CHECK_FALSE(contradict(insight("a", 3, 1), insight("b", 9, 1)));
  auto later = insight("b", 2, 1);
  later.set_lag_days(4);
  CHECK_FALSE(contradict(insight("a", -3, 1), later));
  later.set_effect("sleep_rem");
  CHECK_FALSE(contradict(insight("a", -3, 1), later));
}

TEST_CASE("the higher grade wins, and who loses says to whom") {
  auto low = insight("a", -3, 1), high = insight("b", 2, 1, "tested");
  settle({&low, &high});
  CHECK(low.status() == "contradicted");
  CHECK(low.contradicts(0) == "b");
  CHECK(high.status() == "current");
  CHECK(high.contradicts().empty());
}

TEST_CASE("within a grade the newer one is current when days are apart") {
  auto old = insight("a", -3, 1, "tested", "2025-06-01");
  auto now = insight("b", 2, 1, "tested", "2026-03-01");
  settle({&old, &now});
  CHECK(old.status() == "weakened");
  CHECK(now.status() == "current");
}

TEST_CASE("the same days for and against leave both in doubt") {
  auto one = insight("a", -3, 1), other = insight("b", 2, 1);
  settle({&one, &other});
  for (auto* i : {&one, &other}) {
    CHECK(i->status() == "contradicted");
    CHECK(i->confidence() == 0.5);
    CHECK(i->contradicts_size() == 1);
  }
}

TEST_CASE("a condition that was found resolves it") {
  auto one = insight("a", -3, 1), other = insight("b", 2, 1);
  one.set_condition("on weekends");
  settle({&one, &other});
  CHECK(one.status() == "current");
  CHECK(other.status() == "weakened");
}

TEST_CASE("paths lead over what was found, shortest first, never in circles") {
  Graph graph;
  add_edge(graph, "caffeine", "sleep_deep");
  add_edge(graph, "sleep_deep", "mood", "observed");
  add_edge(graph, "mood", "caffeine");
  add_edge(graph, "caffeine", "stress", "tested", "contradicted");
  add_edge(graph, "stress", "mood");
  add_paths(graph, "caffeine", "mood");
  REQUIRE(graph.paths_size() == 1); // what is contradicted leads nowhere
  auto& path = graph.paths(0);
  CHECK(path.steps_size() == 2);
  CHECK(path.grade() == "observed"); // of the weakest step
  CHECK(path.lag_days() == 2);
  CHECK(path.size() == doctest::Approx(0.25));
  CHECK(path.confidence() == doctest::Approx(0.64));
  CHECK(path.sentence().find("a guess") != std::string::npos);
  Graph none = graph;
  none.clear_paths();
  add_paths(none, "", "");
  CHECK(none.paths().empty());
  add_paths(none, "", "caffeine");
  for (auto& one : none.paths())
    CHECK(one.steps(one.steps_size() - 1).effect() == "caffeine");
}

TEST_CASE("priors are of the catalogue, with sources, and kept apart") {
  std::set<std::string> seen;
  for (auto& one : priors()) {
    CAPTURE(one.cause());
    CHECK(ingest::catalogue::standard().find(one.cause()) != nullptr);
    CHECK(ingest::catalogue::standard().find(one.effect()) != nullptr);
    CHECK(one.source().size() > 15);
    CHECK(std::abs(one.direction()) == 1);
    CHECK(seen.insert(one.cause() + ">" + one.effect()).second);
  }
  CHECK(seen.size() >= 10);
  Knowledge known;
  *known.add_insights() = insight("a", -3, 1);
  auto before = known.insights(0).SerializeAsString();
  add_priors(known);
  CHECK(known.insights_size() == 1);
  CHECK(known.insights(0).SerializeAsString() == before);
  for (auto& one : known.priors())
    CHECK(one.standing()
          == (one.cause() == "caffeine" && one.effect() == "sleep_deep"
                ? "agrees"
                : "untested"));
}

TEST_SUITE_END();
