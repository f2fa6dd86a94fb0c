#include "actors/knowledge/knowledge.hpp"
#include "tests/actors/knowledge/support.hpp"

using namespace auren;
using namespace auren::knowledge;
using auren::test::changed;
using auren::test::status;

namespace {

struct fixture : test::deterministic {
  test::record kept;
  events::event_log_actor log = system.spawn(test::fake_log, &kept);
  events::reader_actor reader = system.spawn(test::fake_reader, &kept);
  knowledge_actor actor;

  void start() {
    actor = system.spawn(knowledge::knowledge, knowledge_config{"home", "me"},
                         reader, log);
  }

  void stop() {
    if (actor)
      self->send_exit(actor, caf::exit_reason::user_shutdown);
    settle();
  }

  void tell(std::initializer_list<events::Event> facts) {
    events::Events told;
    for (auto& fact : facts)
      *told.add_events() = fact;
    self->send(actor, told);
    settle();
  }

  Knowledge list() {
    auto reply = ask<Knowledge>(actor, ListKnowledge{});
    REQUIRE(reply);
    return *reply;
  }

  ~fixture() {
    stop();
  }
};

} // namespace

TEST_SUITE_BEGIN("knowledge.actor");

TEST_CASE_FIXTURE(fixture, "it reads the stream at start in pages") {
  for (uint64_t v = 1; v <= 8; ++v)
    kept.hypotheses.push_back(
      changed(v, "h" + std::to_string(v), status::supported));
  start();
  CHECK(list().insights_size() == 8);
  settle();
  REQUIRE(kept.own.size() == 8);
  CHECK(kept.own[0].type() == "knowledge.gained");
  CHECK(kept.own[0].stream() == "person/me/knowledge");
}

TEST_CASE_FIXTURE(fixture, "a second life writes nothing twice") {
  kept.hypotheses
    = {changed(1, "a", status::supported), changed(2, "a", status::stale)};
  start();
  settle();
  REQUIRE(kept.own.size() == 2);
  auto first = list().SerializeAsString();
  stop();
  kept.own.pop_back(); // as if it had died before the second append
  kept.ids.erase(kept.ids.begin(), kept.ids.end());
  for (auto& event : kept.own)
    kept.ids.insert(event.event_id());
  start();
  CHECK(list().SerializeAsString() == first);
  settle();
  CHECK(kept.own.size() == 2);
}

TEST_CASE_FIXTURE(fixture, "what the registry tells is followed once") {
  start();
  settle();
  tell({changed(1, "a", status::supported)});
  tell({changed(1, "a", status::supported), changed(2, "a", status::stale)});
  CHECK(list().insights(0).status() == "weakened");
  CHECK(kept.own.size() == 2);
}

TEST_CASE_FIXTURE(fixture, "a gap is healed by reading") {
  start();
  settle();
  kept.hypotheses
    = {changed(1, "a", status::supported), changed(2, "b", status::supported),
       changed(3, "b", status::stale)};
  tell({kept.hypotheses[2]});
  REQUIRE(list().insights_size() == 2);
  CHECK(list().insights(1).status() == "weakened");
}

TEST_CASE_FIXTURE(fixture, "a told version that the store lacks ends") {
  start();
  settle();
  tell({changed(9, "a", status::supported)});
  CHECK(list().insights().empty());
}

TEST_CASE_FIXTURE(fixture, "other streams are not read") {
  start();
  auto other = changed(1, "a", status::supported);
  other.set_stream("person/you/hypotheses");
  tell({other});
  CHECK(list().insights().empty());
}

TEST_CASE_FIXTURE(fixture, "a store that does not answer is told and healed") {
  kept.hypotheses = {changed(1, "a", status::supported)};
  kept.read_fails = true;
  start();
  auto refused = ask<Knowledge>(actor, ListKnowledge{});
  REQUIRE_FALSE(refused);
  CHECK(code_of(refused.error()) == errc::storage_unavailable);
  kept.read_fails = false;
  CHECK(list().insights_size() == 1);
}

TEST_CASE_FIXTURE(fixture, "too many that wait are told so") {
  start(); // and no message is delivered: it has read nothing yet
  size_t answered = 0;
  size_t refused = 0;
  auto asker = system.spawn([&](caf::event_based_actor* who) -> caf::behavior {
    for (size_t i = 0; i < knowledge_state::most_waiting + 5; ++i)
      who->request(actor, caf::infinite, ListKnowledge{})
        .then([&](const Knowledge&) { ++answered; },
              [&](const caf::error& why) {
                refused += code_of(why) == errc::overloaded;
              });
    return {[](int) {}};
  });
  settle();
  CHECK(answered == knowledge_state::most_waiting);
  CHECK(refused == 5);
  self->send_exit(asker, caf::exit_reason::kill);
}

TEST_CASE_FIXTURE(fixture, "a refused append is tried again") {
  kept.append_fails = true;
  start();
  settle();
  tell({changed(1, "a", status::supported)});
  CHECK(list().insights_size() == 1);
  CHECK(kept.own.empty());
  kept.append_fails = false;
  tell({changed(2, "b", status::supported)});
  CHECK(kept.own.size() == 2);
}

TEST_CASE_FIXTURE(fixture, "experiments are read and followed, too") {
  kept.hypotheses = {changed(1, "a", status::supported, -0.3)};
  kept.experiments = {test::tried(1, "t", "effect", 0.8)};
  start();
  REQUIRE(list().insights_size() == 2);
  CHECK(list().insights(0).status() == "contradicted");
  tell({test::tried(2, "t", "undecided", 0.1, "experiment.recomputed")});
  CHECK(list().insights(0).status() == "current");
  CHECK(list().priors_size() > 0);
  auto written = kept.own.size();
  stop();
  kept.experiments.push_back(
    test::tried(2, "t", "undecided", 0.1, "experiment.recomputed"));
  start();
  CHECK(list().insights(0).status() == "current");
  CHECK(kept.own.size() == written);
}

TEST_CASE_FIXTURE(fixture, "the graph is asked for") {
  kept.hypotheses = {changed(1, "a", status::supported)};
  start();
  auto graph = ask<Graph>(actor, AskGraph{});
  REQUIRE(graph);
  CHECK(graph->edges_size() == 1);
}

TEST_SUITE_END();
