#include "actors/agents/conflicts.hpp"
#include "actors/agents/numbers.hpp"
#include "actors/agents/phrasing.hpp"
#include "tests/actors/agents/world.hpp"

using namespace auren;
using namespace auren::agents;
using test::script;

namespace {

struct collaboration_fixture : test::agents_world {
  /// Claims insight `n` of the person, as a scripted specialist.
  script claims(int n) {
    return [this, n](auto, const Consult&) -> caf::result<Consulted> {
      notebook notes;
      Consulted reply;
      *reply.mutable_contribution()->add_claims()
        = insight_claim(s.known.insights.insights(n), s.known, notes);
      for (auto& e : notes.cited())
        *reply.add_evidence() = e;
      return reply;
    };
  }

  script fails = [](auto, const Consult&) -> caf::result<Consulted> {
    return caf::make_error(errc::internal);
  };

  script silent = [this](auto who, const Consult&) -> caf::result<Consulted> {
    auto promise = who->template make_response_promise<Consulted>();
    s.kept.push_back(promise);
    return promise;
  };

  /// Two insights on one pair that point in opposite directions.
  void disagree(const std::string& one, const std::string& other) {
    s.known.insights.Clear();
    test::add_insight(s.known.insights, "caffeine", "sleep_deep", -0.12, one);
    test::add_insight(s.known.insights, "caffeine", "sleep_deep", 0.2, other);
    join("neuroscientist", claims(0));
    join("recovery", claims(1));
    start();
  }
};

bool has(const auto& texts, const std::string& part) {
  return std::ranges::any_of(
    texts, [&](auto& text) { return text.find(part) != text.npos; });
}

} // namespace

TEST_SUITE_BEGIN("agents.collaboration");

TEST_CASE_FIXTURE(collaboration_fixture, "the better founded claim stands") {
  disagree("tested", "observed");
  auto reply = answer("why is my deep sleep low", "consensus");
  CHECK(reply.answer().starts_with("Deep sleep is reliably lower"));
  CHECK(reply.answer().find("do not all agree") != std::string::npos);
  REQUIRE(reply.contributions_size() == 2);
  CHECK(reply.contributions(0).dissent().empty());
  REQUIRE(reply.contributions(1).dissent_size() == 1);
  CHECK(reply.contributions(1).dissent(0).find("higher") != std::string::npos);
  CHECK(logged("collaboration.conflict") == 1);
  CHECK(logged("collaboration.resolved") == 1);
}

TEST_CASE_FIXTURE(collaboration_fixture,
                  "of equals neither stands and both are kept") {
  disagree("observed", "observed");
  auto reply = answer("why is my deep sleep low", "consensus");
  CHECK(reply.answer().starts_with("Your data point both ways"));
  CHECK(reply.certainty() == "not known yet");
  CHECK(reply.contributions(0).dissent_size() == 1);
  CHECK(reply.contributions(1).dissent_size() == 1);
  CHECK(reply.evidence_size() == 2);
}

TEST_CASE_FIXTURE(collaboration_fixture, "consent is said in a consensus") {
  join("neuroscientist");
  join("recovery");
  start();
  auto reply = answer("what helps my hrv", "consensus");
  CHECK(reply.answer().find("do not contradict each other")
        != std::string::npos);
}

TEST_CASE_FIXTURE(collaboration_fixture,
                  "one that fails leaves the others' answer") {
  for (auto* mode : {"sequential", "parallel", "consensus"}) {
    around.team.clear();
    join("neuroscientist", fails);
    join("recovery");
    start();
    auto reply = answer("How is my hrv?", mode);
    CHECK(reply.answer().find("41.2 ms") != std::string::npos);
    CHECK(has(reply.unknown(), "The Neuroscientist gave no answer: it failed"));
    CHECK(logged("agent.failed") > 0);
    stop();
  }
}

TEST_CASE_FIXTURE(collaboration_fixture,
                  "one that is late leaves the others' answer") {
  for (auto* mode : {"sequential", "parallel"}) {
    around.team.clear();
    join("neuroscientist", silent);
    join("recovery");
    start();
    auto pending
      = self->request(actor, caf::infinite, asked("How is my hrv?", mode));
    settle();
    CHECK_FALSE(self->has_next_message());
    advance(std::chrono::seconds{21});
    REQUIRE(self->has_next_message());
    pending.receive(
      [](const Answer& reply) {
        CHECK(reply.answer().find("41.2 ms") != std::string::npos);
        CHECK(has(reply.unknown(), "it took too long"));
      },
      [](const caf::error& why) { FAIL(render(why)); });
    stop();
    s.kept.clear();
  }
}

TEST_CASE_FIXTURE(collaboration_fixture,
                  "all that fail still give an honest answer") {
  join("neuroscientist", fails);
  join("recovery", fails);
  start();
  auto reply = answer("How am I?");
  CHECK(reply.answer().starts_with("Nothing can be said about this"));
  CHECK(reply.certainty() == "not known yet");
  CHECK(reply.unknown_size() == 2);
}

TEST_CASE_FIXTURE(collaboration_fixture,
                  "in sequence each sees what was said before") {
  int seen = -1;
  join("neuroscientist");
  join("recovery", [&](auto, const Consult& c) -> caf::result<Consulted> {
    seen = c.before_size();
    return Consulted{};
  });
  start();
  answer("How am I?", "sequential");
  CHECK(seen == 1);
  answer("How am I?", "parallel");
  CHECK(seen == 0);
}

TEST_CASE_FIXTURE(collaboration_fixture,
                  "a specialist that lies is not passed on") {
  join("neuroscientist", [](auto, const Consult&) -> caf::result<Consulted> {
    Consulted reply;
    auto* e = reply.add_evidence();
    e->set_id("e1");
    e->set_kind("latest");
    e->set_metric("hrv_rmssd");
    e->set_grade("experiment");
    add_figure(*e, "value", 99);
    auto* claim = reply.mutable_contribution()->add_claims();
    claim->set_text("You have insomnia: take 99 of them.");
    claim->set_grade("experiment");
    claim->add_evidence("e1");
    reply.mutable_contribution()->set_text("You have insomnia.");
    reply.add_steps()->set_type("safety.escalated");
    return reply;
  });
  start();
  auto reply = answer("How is my hrv?");
  CHECK(reply.SerializeAsString().find("insomnia") == std::string::npos);
  CHECK(reply.evidence().empty());
  CHECK(logged("safety.escalated") == 0);
}

TEST_CASE_FIXTURE(collaboration_fixture,
                  "over the limit it says that it is busy") {
  s.silent = {"metrics"};
  join("recovery");
  orchestrator_config options{"home", "me"};
  options.open = 2;
  start(options);
  for (int i = 0; i < 2; ++i)
    self->send(actor, asked("How am I?"));
  auto refused = ask<Answer>(actor, asked("How am I?"));
  REQUIRE_FALSE(refused);
  CHECK(code_of(refused.error()) == errc::overloaded);
  CHECK(answer("I can't breathe").safety().escalated());
  advance(std::chrono::seconds{4});
  s.silent.clear();
  answer("How am I?");
}

TEST_SUITE_END();
