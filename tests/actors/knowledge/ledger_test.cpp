#include "actors/knowledge/graph.hpp"
#include "actors/knowledge/insight.hpp"
#include "actors/knowledge/ledger.hpp"
#include "tests/actors/knowledge/support.hpp"

#include <random>

using namespace auren;
using namespace auren::knowledge;
using auren::test::changed;
using auren::test::status;

TEST_SUITE_BEGIN("knowledge.ledger");

TEST_CASE("an insight is gained and tested and never deleted") {
  ledger known{"person/me/knowledge"};
  CHECK(known.fold(changed(1, "a", status::registered)).empty());
  CHECK(known.fold(changed(2, "a", status::testing)).empty());
  CHECK(known.list().insights().empty());
  auto gained = known.fold(changed(3, "a", status::supported));
  REQUIRE(gained.size() == 1);
  CHECK(gained[0].type() == "knowledge.gained");
  CHECK(known.list().insights(0).grade() == "observed");
  CHECK(known.fold(changed(4, "a", status::knowledge)).at(0).type()
        == "knowledge.gained");
  CHECK(known.list().insights(0).grade() == "tested");
  CHECK(known.fold(changed(5, "a", status::stale)).at(0).type()
        == "knowledge.weakened");
  CHECK(known.fold(changed(6, "a", status::contradicted)).at(0).type()
        == "knowledge.contradicted");
  CHECK(known.fold(changed(7, "a", status::retired)).at(0).type()
        == "knowledge.withdrawn");
  REQUIRE(known.list().insights_size() == 1);
  auto last = known.list().insights(0);
  CHECK(last.status() == "withdrawn");
  CHECK(last.since() == "2026-03-04");
  CHECK(last.provenance_size() == 5);
}

TEST_CASE("what was never claimed is not taken back") {
  for (auto value : {status::refuted, status::inconclusive, status::stale,
                     status::contradicted, status::retired}) {
    ledger known{"s"};
    CHECK(known.fold(changed(1, "a", value)).empty());
    CHECK(known.list().insights().empty());
  }
}

TEST_CASE("numbers move without an event and keep their newest source") {
  ledger known{"s"};
  known.fold(changed(1, "a", status::supported, -0.31));
  auto evidence
    = changed(2, "a", status::supported, -0.28, "hypothesis.evidence");
  CHECK(known.fold(evidence).empty());
  auto insight = known.list().insights(0);
  CHECK(insight.estimate().size() == -0.28);
  CHECK(insight.provenance(1) == ids::dashed(evidence.event_id()));
}

TEST_CASE("a seen version is skipped and an erased payload only counts") {
  ledger known{"s"};
  auto event = changed(5, "a", status::supported);
  CHECK_FALSE(known.fold(event).empty());
  CHECK(known.fold(event).empty());
  CHECK(known.fold(changed(4, "a", status::retired)).empty());
  CHECK(known.list().insights(0).status() == "current");
  auto erased = changed(6, "a", status::retired);
  erased.clear_payload();
  CHECK(known.fold(erased).empty());
  CHECK(known.version() == 6);
}

TEST_CASE("folding in any cut gives the same facts with the same ids") {
  std::mt19937 random{7};
  std::vector<events::Event> all;
  for (uint64_t v = 1; v <= 400; ++v)
    all.push_back(changed(v,
                          std::string(1, static_cast<char>('a' + random() % 6)),
                          static_cast<status::Value>(random() % 11)));
  auto run = [&](int repeats) {
    ledger known{"s"};
    std::string facts;
    for (auto& event : all)
      for (int i = 0; i < repeats; ++i)
        for (auto& fact : known.fold(event))
          facts += fact.SerializeAsString();
    return facts + known.list().SerializeAsString();
  };
  CHECK(run(1) == run(3));
}

TEST_CASE("words are no stronger than the grade") {
  auto observed = insight_of([] {
    hypotheses::HypothesisChanged fact;
    fact.ParseFromString(changed(1, "a", status::supported).payload());
    return fact.hypothesis();
  }());
  CHECK(observed.sentence().find("looks like") != std::string::npos);
  CHECK(observed.sentence().find("other causes are not excluded")
        != std::string::npos);
  auto tested = observed;
  tested.set_grade("tested");
  CHECK(sentence_of(tested).find(
          "Deep sleep is reliably lower on the day after more")
        != std::string::npos);
  tested.set_grade("experiment");
  CHECK(sentence_of(tested).find("lowered") != std::string::npos);
}

TEST_CASE("an experiment is known by its model") {
  hypotheses::Hypothesis h;
  h.set_status(status::knowledge);
  CHECK(grade_of(h) == "tested");
  h.mutable_prediction()->set_model("experiment/1");
  CHECK(grade_of(h) == "experiment");
}

TEST_CASE("the graph has a node per metric and an edge per insight") {
  ledger known{"s"};
  known.fold(changed(1, "a", status::supported, 0.4));
  known.fold(changed(2, "b", status::supported, -0.2));
  known.fold(changed(3, "c", status::supported, -0.2));
  known.fold(changed(4, "c", status::retired));
  auto graph = graph_of(known.list());
  REQUIRE(graph.nodes_size() == 3);
  CHECK(graph.nodes(0).id() == "caffeine_a");
  CHECK(graph.nodes(0).label() == "Caffeine a");
  CHECK(graph.nodes(0).group() == "habit");
  CHECK(graph.nodes(1).label() == "Deep sleep");
  CHECK(graph.nodes(1).group() == "sleep");
  REQUIRE(graph.edges_size() == 2);
  CHECK(graph.edges(0).size() == 0.4);
  CHECK(graph.edges(1).insight() == "b");
}

TEST_CASE("an experiment is knowledge of the highest grade") {
  ledger known{"s"};
  auto facts = known.fold(test::tried(1, "t", "effect"));
  REQUIRE(facts.size() == 1);
  CHECK(facts[0].type() == "knowledge.gained");
  auto insight = known.list().insights(0);
  CHECK(insight.grade() == "experiment");
  CHECK(insight.confidence() == 0.99);
  CHECK(insight.sentence().find("raised") != std::string::npos);
  CHECK(insight.last_evidence() == "2026-03-05");
  CHECK(insight.provenance(0) == ids::dashed(facts[0].causation_id()));
  CHECK(known.version() == 0);
  CHECK(known.trials_version() == 1);
}

TEST_CASE("an experiment that decides nothing is no knowledge") {
  ledger known{"s"};
  CHECK(known.fold(test::tried(1, "t", "undecided")).empty());
  CHECK(known.fold(test::tried(2, "u", "")).empty());
  CHECK(known.list().insights().empty());
}

TEST_CASE("an experiment wins over what was observed, and gives it back") {
  ledger known{"s"};
  known.fold(changed(1, "a", status::supported, -0.31));
  auto facts = known.fold(test::tried(1, "t", "effect", 0.8));
  REQUIRE(facts.size() == 2);
  CHECK(facts[0].type() == "knowledge.contradicted");
  CHECK(facts[1].type() == "knowledge.gained");
  CHECK(facts[0].event_id() != facts[1].event_id());
  auto observed = known.list().insights(0);
  CHECK(observed.status() == "contradicted");
  CHECK(observed.contradicts(0) == "t");
  CHECK(observed.reason().find("randomised") != std::string::npos);
  CHECK(observed.estimate().size() == -0.31); // its record is kept
  // Its data were corrected, and now it decides nothing.
  facts = known.fold(
    test::tried(2, "t", "undecided", 0.1, "experiment.recomputed"));
  REQUIRE(facts.size() == 2);
  CHECK(facts[0].type() == "knowledge.gained");
  CHECK(facts[1].type() == "knowledge.weakened");
  CHECK(known.list().insights(0).status() == "current");
  CHECK(known.list().insights(0).contradicts().empty());
}

TEST_CASE("an experiment without an effect contradicts one observed") {
  ledger known{"s"};
  known.fold(test::tried(1, "t", "no_effect_that_matters", 0.01));
  known.fold(changed(1, "a", status::supported, 0.3));
  CHECK(known.list().insights(1).status() == "contradicted");
  auto graph = graph_of(known.list());
  for (auto& edge : graph.edges())
    CHECK(edge.insight() != "t"); // no effect is no edge
}

TEST_CASE("what agrees is left alone") {
  ledger known{"s"};
  known.fold(changed(1, "a", status::supported, 0.3));
  CHECK(known.fold(test::tried(1, "t", "effect", 0.8)).size() == 1);
  CHECK(known.list().insights(0).status() == "current");
}

TEST_CASE("what depends on something is weakened, not contradicted") {
  ledger known{"s"};
  known.fold(changed(1, "a", status::supported, 0.3));
  auto event = changed(2, "a", status::contradicted, 0.3);
  hypotheses::HypothesisChanged fact;
  fact.ParseFromString(event.payload());
  auto& found = *fact.mutable_hypothesis()->mutable_moderator();
  found.set_condition("on weekends");
  event.set_payload(fact.SerializeAsString());
  CHECK(known.fold(event).at(0).type() == "knowledge.weakened");
  auto insight = known.list().insights(0);
  CHECK(insight.condition() == "on weekends");
  CHECK(insight.sentence().find("on weekends only") != std::string::npos);
}

TEST_SUITE_END();
