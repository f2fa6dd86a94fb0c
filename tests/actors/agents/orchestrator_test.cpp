#include "actors/agents/numbers.hpp"
#include "messages/event_types.hpp"
#include "tests/actors/agents/world.hpp"

using namespace auren;
using namespace auren::agents;

namespace {

struct orchestrator_fixture : test::agents_world {
  orchestrator_fixture() {
    join("neuroscientist");
    join("recovery");
  }

  errc refused(const AskAgents& question) {
    auto reply = ask<Answer>(actor, question);
    REQUIRE_FALSE(reply);
    return code_of(reply.error());
  }
};

std::string first_line(const Answer& answer) {
  return answer.answer().substr(0, answer.answer().find('\n'));
}

} // namespace

TEST_SUITE_BEGIN("agents.orchestrator");

TEST_CASE_FIXTURE(orchestrator_fixture,
                  "the first line answers with its certainty") {
  start();
  auto reply = answer("Why is my deep sleep low?");
  CHECK(first_line(reply).find("deep sleep is lower on the day after more "
                               "caffeine")
        != std::string::npos);
  CHECK(first_line(reply).ends_with("[e1] (an observation; not yet tested)"));
  CHECK(reply.certainty() == "an observation; not yet tested");
  CHECK_FALSE(reply.safety().escalated());
  CHECK(reply.trace_id() == "0123456789abcdef0123456789abcdef");
  CHECK(reply.cost().tool_uses() > 0);
  CHECK(reply.cost().model_calls() == 0);
}

TEST_CASE_FIXTURE(orchestrator_fixture,
                  "every footnote has its evidence and its numbers") {
  start();
  for (auto* mode : {"sequential", "parallel", "consensus"}) {
    auto reply = answer("How are my hrv and my sleep?", mode);
    CHECK(reply.mode() == mode);
    std::set<std::string> ids;
    for (auto& e : reply.evidence())
      CHECK(ids.insert(e.id()).second);
    for (auto& c : reply.contributions())
      for (auto& claim : c.claims())
        for (auto& id : claim.evidence())
          CHECK(ids.contains(id));
    for (auto& n : numerals_in(reply.answer()).numbers)
      CHECK(std::ranges::any_of(reply.evidence(),
                                [&](auto& e) { return has_figure(e, n); }));
  }
}

TEST_CASE_FIXTURE(orchestrator_fixture,
                  "one question takes one snapshot for all") {
  start();
  answer("How am I?", "parallel");
  CHECK(s.readings == 5);
  answer("How am I?", "sequential");
  CHECK(s.readings == 10);
}

TEST_CASE_FIXTURE(orchestrator_fixture, "auto asks those whose domain it is") {
  start();
  auto sleep = answer("how is my deep sleep");
  CHECK(sleep.mode() == "sequential");
  REQUIRE(sleep.contributions_size() == 1);
  CHECK(sleep.contributions(0).agent() == "recovery");
  auto both = answer("how is my hrv");
  CHECK(both.mode() == "parallel");
  CHECK(both.contributions_size() == 2);
  CHECK(answer("what helps my hrv").mode() == "consensus");
}

TEST_CASE_FIXTURE(orchestrator_fixture,
                  "named agents are asked and no others") {
  start();
  auto question = asked("how is my deep sleep");
  question.add_agents("neuroscientist");
  auto reply = ask<Answer>(actor, question);
  REQUIRE(reply);
  REQUIRE(reply->contributions_size() == 1);
  CHECK(reply->contributions(0).agent() == "neuroscientist");
}

TEST_CASE_FIXTURE(orchestrator_fixture, "what cannot be taken is refused") {
  start();
  CHECK(refused(asked("")) == errc::invalid_message);
  CHECK(refused(asked(" \n\t")) == errc::invalid_message);
  CHECK(refused(asked(std::string(4001, 'a'))) == errc::too_large);
  CHECK(refused(asked("how?", "anarchy")) == errc::refused);
  auto stranger = asked("how?");
  stranger.add_agents("astrologer");
  CHECK(refused(stranger) == errc::refused);
  auto late = asked("how?");
  late.mutable_context()->set_deadline_ms(1);
  CHECK(refused(late) == errc::deadline_exceeded);
  CHECK(s.log.empty());
  std::string umlauts;
  for (int i = 0; i < 4000; ++i)
    umlauts += "ä";
  CHECK(ask<Answer>(actor, asked(umlauts)));
}

TEST_CASE_FIXTURE(orchestrator_fixture,
                  "a red flag comes first and asks nobody") {
  start();
  auto reply = answer("my wife says it's nothing but my chest hurts");
  CHECK(reply.safety().escalated());
  CHECK(first_line(reply) == reply.safety().advice());
  CHECK(reply.contributions().empty());
  CHECK(s.readings == 0);
  REQUIRE(s.log.size() == 2);
  CHECK(s.log[0].type() == "safety.escalated");
  CHECK(s.log[1].type() == "answer.given");
}

TEST_CASE_FIXTURE(orchestrator_fixture, "a red flag comes before any refusal") {
  start();
  auto oddly = asked("I have chest pain", "turbo");
  oddly.add_agents("astrologer");
  auto reply = ask<Answer>(actor, oddly);
  REQUIRE_MESSAGE(reply, render(reply.error()));
  CHECK(reply->safety().escalated());
  std::string story(30'000, 'a');
  for (size_t i = 7; i < story.size(); i += 8)
    story[i] = ' ';
  CHECK(refused(asked(story)) == errc::too_large);
  for (auto& text :
       {"I have chest pain. " + story, story + " and now I have chest pain"}) {
    auto escalated = ask<Answer>(actor, asked(text));
    REQUIRE_MESSAGE(escalated, render(escalated.error()));
    CHECK(escalated->safety().category() == "chest pain");
  }
}

TEST_CASE_FIXTURE(orchestrator_fixture,
                  "which notes were recalled is told by id alone") {
  start();
  auto reply = answer("How did I sleep?");
  auto found
    = std::ranges::find(s.log, "memory.recalled", &events::Event::type);
  REQUIRE(found != s.log.end());
  memory::MemoryRecalled fact;
  REQUIRE(fact.ParseFromString(found->payload()));
  CHECK(fact.answer_id() == reply.answer_id());
  REQUIRE(fact.memory_id_size() == 1);
  CHECK(fact.memory_id(0) == "m1");
  CHECK(found->payload().find("coffee") == std::string::npos);
  CHECK(events::find_event_type("memory.recalled")->urgency
        == events::Class::analytical);
  s.known.memories.clear_hits();
  answer("How did I sleep?");
  CHECK(logged("memory.recalled") == 1);
}

TEST_CASE_FIXTURE(orchestrator_fixture,
                  "a red flag is told even when the log is down") {
  s.failing.insert("append");
  start();
  CHECK(answer("I can't breathe").safety().escalated());
  CHECK(refused(asked("how am i")) == errc::storage_unavailable);
}

TEST_CASE_FIXTURE(orchestrator_fixture,
                  "a reading that is a red flag comes first too") {
  auto* spo2 = s.known.metrics.mutable_metrics(4);
  spo2->mutable_latest()->set_value(86);
  start();
  auto reply = answer("How did I sleep?");
  CHECK(reply.safety().rule() == "low-oxygen");
  CHECK(first_line(reply).starts_with("Seek care now: your latest blood oxygen "
                                      "saturation was 86 %"));
  CHECK(reply.answer().find("sleep was 5 h 54 min") != std::string::npos);
  CHECK(logged("safety.escalated") == 1);
  CHECK(s.log[0].type() == "safety.escalated");
}

TEST_CASE_FIXTURE(orchestrator_fixture,
                  "every step is an event with the trace") {
  start();
  auto reply = answer("Why is my deep sleep low?");
  for (auto* type : {"collaboration.started", "agent.started", "agent.thought",
                     "agent.tool_used", "agent.claimed", "agent.finished",
                     "collaboration.finished", "answer.given"}) {
    CAPTURE(type);
    CHECK(logged(type) > 0);
  }
  for (auto& event : s.log) {
    auto recalled = event.type() == "memory.recalled"; // counts as a use there
    CHECK(event.stream()
          == (recalled ? "person/me/memories" : "person/me/agents"));
    CHECK(event.trace_id() == reply.trace_id());
    auto fact = events::decode(event);
    REQUIRE(fact);
    if (auto* acted = dynamic_cast<AgentActed*>(fact.get()))
      CHECK(acted->answer_id() == reply.answer_id());
  }
  CHECK(s.log.back().type() == "answer.given");
}

TEST_CASE_FIXTURE(orchestrator_fixture,
                  "a part that cannot be read is said missing") {
  s.failing = {"insights", "days"};
  start();
  auto reply = answer("How is my hrv?");
  CHECK(reply.answer().find("41.2 ms") != std::string::npos);
  std::string unknown;
  for (auto& line : reply.unknown())
    unknown += line;
  CHECK(unknown.find("What was found could not be read") != std::string::npos);
  CHECK(unknown.find("The last weeks could not be read") != std::string::npos);
}

TEST_CASE_FIXTURE(orchestrator_fixture,
                  "a stage that never answers is waited for briefly") {
  s.silent = {"hypotheses"};
  start();
  auto pending = self->request(actor, caf::infinite, asked("How is my hrv?"));
  settle();
  CHECK_FALSE(self->has_next_message());
  advance(std::chrono::seconds{4});
  REQUIRE(self->has_next_message());
  pending.receive(
    [](const Answer& reply) {
      CHECK(reply.answer().find("41.2 ms") != std::string::npos);
    },
    [](const caf::error& why) { FAIL(render(why)); });
}

TEST_CASE_FIXTURE(orchestrator_fixture,
                  "answers are read from memory and from the record") {
  orchestrator_config options{"home", "me"};
  options.kept = 1;
  start(options);
  std::vector<Answer> given;
  for (auto* text : {"How is my hrv?", "How is my sleep?", "How is my spo2?"})
    given.push_back(answer(text));
  auto read = [&](const std::string& id) {
    ReadAnswer question;
    question.set_answer_id(id);
    return ask<Answer>(actor, question);
  };
  stop();
  start(options);
  for (auto& one : given) {
    auto found = read(one.answer_id());
    REQUIRE(found);
    CHECK(found->SerializeAsString() == one.SerializeAsString());
  }
  auto missing = read("nobody");
  REQUIRE_FALSE(missing);
  CHECK(code_of(missing.error()) == errc::not_found);
}

TEST_CASE_FIXTURE(orchestrator_fixture, "feedback is kept with its answer") {
  start();
  auto given = answer("How is my hrv?");
  GiveFeedback feedback;
  feedback.set_answer_id(given.answer_id());
  feedback.set_helpful(true);
  feedback.set_comment("clear");
  CHECK(ask<FeedbackGiven>(actor, feedback));
  CHECK(ask<FeedbackGiven>(actor, feedback));
  REQUIRE(logged("answer.rated") == 2);
  CHECK(s.log[s.log.size() - 1].event_id()
        == s.log[s.log.size() - 2].event_id());
  feedback.set_answer_id("nobody");
  auto refused = ask<FeedbackGiven>(actor, feedback);
  REQUIRE_FALSE(refused);
  CHECK(code_of(refused.error()) == errc::not_found);
}

TEST_CASE_FIXTURE(orchestrator_fixture, "the agents introduce themselves") {
  start();
  auto all = ask<Agents>(actor, ListAgents{});
  REQUIRE(all);
  REQUIRE(all->agents_size() == 2);
  CHECK(all->agents(0).title() == "Neuroscientist");
}

TEST_SUITE_END();
