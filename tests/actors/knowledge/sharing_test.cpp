#include "actors/knowledge/knowledge.hpp"
#include "actors/knowledge/priors.hpp"
#include "actors/knowledge/sharing.hpp"
#include "tests/support/deterministic.hpp"

#include <random>
#include <set>

using namespace auren;
using namespace auren::knowledge;

namespace {

/// A log of many people and tenants, in memory.
struct big_log {
  using key = std::tuple<std::string, std::string, std::string>;
  std::map<key, std::vector<events::Event>> streams;
  bool fails = false;

  caf::result<events::Appended> append(const events::Append& command) {
    auto& who = command.context();
    if (fails)
      return caf::make_error(errc::storage_unavailable);
    auto event = command.events(0);
    auto& stream = streams[{who.tenant(), who.person(), event.stream()}];
    if (command.has_expected_version()
        && command.expected_version() != stream.size())
      return caf::make_error(errc::version_conflict);
    event.set_version(stream.size() + 1);
    if (event.recorded_at_us() == 0)
      event.set_recorded_at_us(event.occurred_at_us());
    stream.push_back(event);
    return events::Appended{};
  }

  events::Events read(const events::ReadStream& asked) {
    auto& who = asked.context();
    events::Events page;
    for (auto& one : streams[{who.tenant(), who.person(), asked.stream()}])
      if (one.version() > asked.after_version() && page.events_size() < 2)
        *page.add_events() = one;
    return page;
  }
};

events::event_log_actor::behavior_type
log_of_many(events::event_log_actor::pointer, big_log* kept) {
  return {
    [kept](const events::Append& command) { return kept->append(command); },
    [](const events::SaveSnapshot&) { return events::SnapshotSaved{}; },
    [](const events::Head&) { return events::Committed{}; },
  };
}

events::reader_actor::behavior_type
reader_of_many(events::reader_actor::pointer, big_log* kept) {
  return {
    [](const events::ReadLog&) { return events::Events{}; },
    [kept](const events::ReadStream& asked) { return kept->read(asked); },
    [](const events::LoadSnapshot&) -> caf::result<events::Snapshot> {
      return caf::make_error(errc::not_found);
    },
  };
}

/// Everybody's answer: the first relation at -0.5 SD per SD.
hypotheses::Hypotheses half_less() {
  hypotheses::Hypotheses all;
  auto& one = *all.add_hypotheses();
  one.mutable_prediction()->set_cause(priors()[0].cause());
  one.mutable_prediction()->set_effect(priors()[0].effect());
  one.mutable_prediction()->set_lag_days(priors()[0].lag_days());
  one.mutable_effect()->set_size(-0.5);
  one.set_evidence_days(100);
  one.set_status(hypotheses::Status::testing);
  return all;
}

struct commons : test::deterministic {
  big_log kept;
  std::set<std::string> asked;
  std::set<std::string> erased;
  std::map<std::string, std::vector<std::string>> tenants;
  sharing_links links;
  sharing_actor actor;

  commons() {
    links.on = true;
    links.terms.epsilon = 300; // hardly any noise: not what is tried here
    links.log = system.spawn(log_of_many, &kept);
    links.reader = system.spawn(reader_of_many, &kept);
    auto door = system.spawn([this]() -> caf::behavior {
      return {[this](const hypotheses::ListHypotheses& question)
                -> caf::result<hypotheses::Hypotheses> {
        auto& who = question.context();
        asked.insert(who.tenant() + '/' + who.person());
        if (erased.contains(who.person()))
          return caf::make_error(errc::erased);
        return half_less();
      }};
    });
    links.people
      = [door] { return caf::actor_cast<people::people_actor>(door); };
    links.everyone = [this](const std::string& tenant) {
      return caf::expected<std::vector<std::string>>{tenants[tenant]};
    };
    links.random = [engine = std::mt19937_64{4}]() mutable { return engine(); };
    links.now_ms = [] { return 1'795'400'000'000; };
    doors = door;
  }

  ~commons() {
    stop();
    for (auto one : {caf::actor_cast<caf::actor>(links.log),
                     caf::actor_cast<caf::actor>(links.reader), doors})
      self->send_exit(one, caf::exit_reason::user_shutdown);
    settle();
  }

  void start() {
    stop();
    actor = system.spawn(sharing, links);
  }

  void stop() {
    if (actor)
      self->send_exit(actor, caf::exit_reason::user_shutdown);
    settle();
  }

  static Context who(const std::string& tenant, const std::string& person) {
    Context out;
    out.set_tenant(tenant);
    out.set_person(person);
    out.set_subject(person);
    return out;
  }

  caf::expected<Consents>
  say(const std::string& tenant, const std::string& person, bool given) {
    GiveConsent command;
    *command.mutable_context() = who(tenant, person);
    command.set_purpose(shared_learning);
    command.set_given(given);
    return ask<Consents>(actor, command);
  }

  void join(const std::string& tenant, int n) {
    for (int i = 0; i < n; ++i) {
      auto person = tenant + "-person-" + std::to_string(i);
      tenants[tenant].push_back(person);
      REQUIRE(say(tenant, person, true));
    }
  }

  caf::expected<ReleaseMade> release(const std::string& tenant) {
    ReleaseShared command;
    *command.mutable_context() = who(tenant, {});
    return ask<ReleaseMade>(actor, command);
  }

  Shared told_to(const std::string& tenant) {
    AskShared question;
    *question.mutable_context() = who(tenant, "somebody");
    auto reply = ask<Shared>(actor, question);
    REQUIRE(reply);
    return *reply;
  }

private:
  caf::actor doors;
};

} // namespace

TEST_SUITE_BEGIN("knowledge.sharing");

TEST_CASE_FIXTURE(commons, "off, nothing is taken, released or told") {
  links.on = false;
  start();
  auto refused = say("home", "ann", true);
  REQUIRE_FALSE(refused);
  CHECK(code_of(refused.error()) == errc::refused);
  CHECK(say("home", "ann", false)); // to say no is always possible
  CHECK_FALSE(told_to("home").enabled());
  CHECK(code_of(release("home").error()) == errc::refused);
  CHECK(kept.streams[{"home", "ann", "person/ann/consents"}].empty());
}

TEST_CASE_FIXTURE(commons, "nobody is asked who did not consent") {
  start();
  join("home", 2);
  tenants["home"].push_back("silent");
  auto made = release("home");
  REQUIRE(made);
  CHECK_EQ(made->consenting(), 2);
  CHECK_EQ(asked,
           std::set<std::string>{"home/home-person-0", "home/home-person-1"});
  CHECK(made->release().effects().empty()); // and two are too few
}

TEST_CASE_FIXTURE(commons, "an effect over enough people is released") {
  start();
  join("home", 40);
  auto made = release("home");
  REQUIRE(made);
  REQUIRE_EQ(made->release().effects_size(), 1);
  CHECK_EQ(made->release().effects(0).size(),
           doctest::Approx(-0.5).epsilon(0.1));
  auto told = told_to("home");
  REQUIRE_EQ(told.releases_size(), 1);
  CHECK_EQ(told.releases(0).SerializeAsString(),
           made->release().SerializeAsString());
  auto& stream = kept.streams[{"home", "", "tenant/sharing"}];
  REQUIRE_EQ(stream.size(), 1);
  CHECK_EQ(stream[0].payload().find("person"), std::string::npos);
}

TEST_CASE_FIXTURE(commons, "who withdrew or was erased is not in the next") {
  start();
  join("home", 40);
  CHECK_EQ(release("home")->consenting(), 40);
  asked.clear();
  REQUIRE(say("home", "home-person-7", false));
  erased.insert("home-person-8");
  auto made = release("home");
  REQUIRE(made);
  CHECK_EQ(made->consenting(), 38);
  CHECK_FALSE(asked.contains("home/home-person-7"));
  CHECK_EQ(made->release().effects(0).people(),
           doctest::Approx(38).epsilon(0.1));
  REQUIRE(say("home", "home-person-7", true));
  CHECK_EQ(release("home")->consenting(), 39);
}

TEST_CASE_FIXTURE(commons, "tenants have nothing of each other") {
  start();
  join("home", 40);
  join("clinic", 3);
  REQUIRE(release("home"));
  CHECK(told_to("clinic").releases().empty());
  CHECK_EQ(told_to("clinic").budget().rho_spent(), 0);
  asked.clear();
  CHECK_EQ(release("clinic")->consenting(), 3);
  for (auto& one : asked)
    CHECK(one.starts_with("clinic/clinic-"));
}

TEST_CASE_FIXTURE(commons, "the budget is spent for ever, over restarts") {
  start();
  join("home", 30);
  for (uint32_t i = 0; i < links.terms.releases; ++i) {
    REQUIRE(release("home"));
    start();
    CHECK_EQ(told_to("home").budget().releases_left(),
             links.terms.releases - i - 1);
  }
  auto refused = release("home");
  REQUIRE_FALSE(refused);
  CHECK(code_of(refused.error()) == errc::refused);
  CHECK_EQ(told_to("home").releases_size(),
           static_cast<int>(links.terms.releases));
}

TEST_CASE_FIXTURE(commons, "what is not durable is not told and can be tried") {
  start();
  join("home", 30);
  kept.fails = true;
  CHECK(code_of(release("home").error()) == errc::storage_unavailable);
  kept.fails = false;
  CHECK(told_to("home").releases().empty());
  CHECK(release("home"));
}

TEST_CASE_FIXTURE(commons,
                  "a consent holds for its own terms and its own node") {
  start();
  join("home", 30);
  auto& imported
    = kept.streams[{"home", "home-person-0", "person/home-person-0/consents"}];
  imported[0].set_recorded_at_us(imported[0].occurred_at_us() + 86'400'000'000);
  CHECK_EQ(release("home")->consenting(), 29);
  links.terms.epsilon = 400;
  start();
  CHECK_EQ(release("home")->consenting(), 0);
  REQUIRE(say("home", "home-person-1", true)); // for the new terms
  CHECK_EQ(release("home")->consenting(), 1);
}

TEST_CASE_FIXTURE(commons, "a consent says when, by whom and for how much") {
  start();
  auto given = say("home", "ann", true);
  REQUIRE(given);
  CHECK_EQ(given->consents(0).by(), "ann");
  CHECK_EQ(given->consents(0).epsilon(), links.terms.epsilon);
  REQUIRE(say("home", "ann", true)); // twice is once
  CHECK_EQ(kept.streams[{"home", "ann", "person/ann/consents"}].size(), 1);
  GiveConsent other;
  *other.mutable_context() = who("home", "ann");
  other.set_purpose("advertising");
  other.set_given(true);
  CHECK(code_of(ask<Consents>(actor, other).error()) == errc::invalid_message);
}

TEST_CASE_FIXTURE(commons, "what was released stands among the priors") {
  start();
  join("home", 40);
  REQUIRE(release("home"));
  knowledge_config of{"home", "ann"};
  of.sharing = actor;
  auto of_ann = system.spawn(knowledge::knowledge, of, links.reader, links.log);
  auto reply = ask<Knowledge>(of_ann, ListKnowledge{});
  REQUIRE(reply);
  CHECK(reply->insights().empty());
  auto& last = *reply->priors().rbegin();
  CHECK_EQ(last.origin(), "shared");
  CHECK_EQ(last.cause(), priors()[0].cause());
  stop(); // and without it, they are left out
  reply = ask<Knowledge>(of_ann, ListKnowledge{});
  REQUIRE(reply);
  CHECK_EQ(reply->priors().rbegin()->origin(), "studies");
  self->send_exit(of_ann, caf::exit_reason::user_shutdown);
  settle();
}

TEST_SUITE_END();
