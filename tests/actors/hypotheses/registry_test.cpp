#include "tests/actors/hypotheses/registry_world.hpp"

using namespace auren;
using namespace auren::hypotheses;
using auren::test::registry_world;

namespace {

/// No hypothesis was registered twice, and none has evidence of a day that
/// its proposer could have seen, or of one day twice.
void check_honest(const std::vector<events::Event>& log) {
  std::map<std::string, std::string> registered_on;
  std::map<std::string, uint32_t> days;
  for (auto& event : log) {
    HypothesisChanged fact;
    if (event.type() == "hypothesis.looked")
      continue;
    REQUIRE(fact.ParseFromString(event.payload()));
    auto& h = fact.hypothesis();
    auto& born = h.prediction().registered_on();
    if (event.type() == "hypothesis.registered") {
      CHECK(registered_on.emplace(h.id(), born).second);
      CHECK_EQ(h.evidence_days(), 0);
    }
    if (event.type() == "hypothesis.proposed")
      continue;
    REQUIRE(registered_on.contains(h.id()));
    CHECK_EQ(registered_on[h.id()], born);
    auto since = *time::parse_day(h.updated()) - *time::parse_day(born);
    CHECK_LE(static_cast<int>(h.evidence_days()), std::max(since, 0));
    CHECK_GE(h.evidence_days(), days[h.id()]);
    days[h.id()] = h.evidence_days();
  }
}

/// What a person and their devices do in four months.
std::map<std::string, Hypothesis> live(registry_world& world) {
  REQUIRE(world.live_until(60));
  auto first = world.believe("stress_score", "recovery_score", 3);
  REQUIRE(world.live_until(66));
  auto second = world.believe("hrv_rmssd", "resting_heart_rate", 2, "decrease");
  REQUIRE(world.live_until(70));
  for (auto& [id, one] : world.everything())
    if (one.prediction().cause() == "hrv_rmssd"
        && one.prediction().proposer() == "person")
      world.retire(id);
  REQUIRE(world.live_until(100));
  world.everything();
  world.fatal.reset();
  return world.everything(); // by now it has caught up, if it died
}

} // namespace

TEST_SUITE_BEGIN("hypotheses.registry");

TEST_CASE_FIXTURE(registry_world,
                  "a belief counts the days after the newest that was known") {
  s.person = auren::test::catalogued_person(140);
  start();
  REQUIRE(live_until(100));
  auto made = believe("stress_score", "recovery_score", 3);
  REQUIRE_MESSAGE(made, render(made.error()));
  // Day 100 has begun: its data may have been seen.
  CHECK_EQ(made->prediction().registered_on(),
           date_of(s.person.first_day + 100));
  CHECK_EQ(made->evidence_days(), 0);
  REQUIRE(live_until(101));
  CHECK_EQ(everything()[made->id()].evidence_days(), 0);
  for (int day = 102; day <= 131; ++day) {
    REQUIRE(live_until(day));
    CHECK_EQ(everything()[made->id()].evidence_days(), day - 101);
  }
  check_honest(s.log);
}

TEST_CASE_FIXTURE(registry_world,
                  "killed at any message it loses and repeats nothing") {
  s.person = auren::test::catalogued_person(110);
  start();
  auto whole = live(*this);
  REQUIRE_GT(whole.size(), 2);
  check_honest(s.log);
  size_t died = 0;
  for (size_t at = 1; at <= steps; ++at) {
    CAPTURE(at);
    registry_world other;
    other.s.person = s.person;
    other.steps = 0;
    other.fatal = at;
    other.start();
    auto found = live(other);
    died += other.deaths;
    check_honest(other.s.log);
    REQUIRE_EQ(found.size(), whole.size());
    for (auto& [id, one] : whole) {
      REQUIRE(found.contains(id));
      CHECK_EQ(found[id].evidence_days(), one.evidence_days());
      CHECK_EQ(found[id].status(), one.status());
      CHECK_EQ(found[id].evidence().rbegin()->log_e(),
               one.evidence().rbegin()->log_e());
    }
  }
  CHECK_GT(died, 90);
}

TEST_CASE_FIXTURE(registry_world, "a belief outlives a restart before a look") {
  s.person = auren::test::catalogued_person(140);
  start();
  REQUIRE(live_until(100));
  auto made = believe("stress_score", "recovery_score", 3);
  REQUIRE(made);
  REQUIRE(live_until(110));
  auto before = everything()[made->id()];
  kill();
  REQUIRE(live_until(111));
  auto after = everything()[made->id()];
  CHECK_EQ(after.evidence_days(), before.evidence_days() + 1);
  CHECK_EQ(told("hypothesis.registered").size(), everything().size());
}

TEST_CASE_FIXTURE(registry_world, "what the log refuses was never said") {
  s.person = auren::test::catalogued_person(120);
  start();
  REQUIRE(live_until(100));
  auto before = everything();
  s.failing = errc::overloaded;
  auto refused = believe("stress_score", "recovery_score", 2);
  REQUIRE_FALSE(refused);
  CHECK(refused.error() == errc::overloaded);
  CHECK_EQ(everything().size(), before.size());
  s.failing.reset();
  CHECK(believe("stress_score", "recovery_score", 2));
  CHECK_EQ(everything().size(), before.size() + 1);
  check_honest(s.log);
}

TEST_CASE_FIXTURE(registry_world, "a log that fails ends it with its callers") {
  s.person = auren::test::catalogued_person(120);
  start();
  REQUIRE(live_until(60));
  s.failing = errc::storage_unavailable;
  auto refused = believe("stress_score", "recovery_score", 2);
  CHECK(refused.error() == errc::storage_unavailable);
  CHECK(down_reason(actor) == errc::storage_unavailable);
}

TEST_CASE_FIXTURE(registry_world, "only new and corrected days are read") {
  s.person = auren::test::catalogued_person(120);
  start();
  REQUIRE(live_until(60));
  CHECK_EQ(std::ranges::count(s.read_from, ""), 1); // all, once
  REQUIRE(live_until(61));
  CHECK_EQ(s.read_from.back(), date_of(s.person.first_day + 60));
  // A correction of day 40 arrives with day 62.
  s.person.values(40, 0) += 1;
  s.today = s.person.first_day + 62;
  Advance command;
  command.set_through(date_of(s.today - 1));
  command.set_changed_from(date_of(s.person.first_day + 40));
  REQUIRE(insist<Advanced>(command));
  CHECK_EQ(s.read_from.back(), date_of(s.person.first_day + 40));
  // What was not answered is asked again.
  s.forgetful = errc::restarting;
  command.set_changed_from(date_of(s.person.first_day + 7));
  command.set_through(date_of(s.today));
  CHECK_FALSE(insist<Advanced>(command));
  s.forgetful.reset();
  REQUIRE(live_until(63));
  CHECK_EQ(s.read_from.back(), date_of(s.person.first_day + 7));
  // Whoever does not say what changed may have changed anything.
  command.clear_changed_from();
  command.set_through(date_of(s.today));
  REQUIRE(insist<Advanced>(command));
  CHECK_EQ(s.read_from.back(), "");
}

TEST_CASE_FIXTURE(registry_world, "too many commands are refused at once") {
  s.person = auren::test::catalogued_person(70);
  s.today = s.person.first_day + 69;
  start();
  ProposeHypothesis command;
  command.set_direction("increase");
  auto limit = registry_state::queue_limit;
  std::vector<caf::typed_response_promise<Hypothesis>> answers;
  size_t refused = 0;
  size_t answered = 0;
  auto asker = system.spawn([&](caf::event_based_actor* who) -> caf::behavior {
    for (size_t i = 0; i < limit + 9; ++i)
      who->request(actor, caf::infinite, command)
        .then([&](const Hypothesis&) { ++answered; },
              [&](const caf::error& why) {
                refused += code_of(why) == errc::overloaded;
                ++answered;
              });
    return {[](int) {}};
  });
  settle();
  CHECK_EQ(answered, limit + 9);
  CHECK_GE(refused, 8);
  CHECK_LE(refused, 9);
  self->send_exit(asker, caf::exit_reason::kill);
}

TEST_CASE_FIXTURE(registry_world, "a question waits until the stream is read") {
  s.person = auren::test::catalogued_person(80);
  start();
  REQUIRE(live_until(70));
  auto before = everything();
  REQUIRE_GT(before.size(), 0);
  kill();
  CHECK_EQ(everything().size(), before.size()); // asked while it reads
}

TEST_CASE_FIXTURE(registry_world,
                  "whoever does not wait any more gets nothing") {
  s.person = auren::test::catalogued_person(80);
  start();
  REQUIRE(live_until(70));
  auto before = everything().size();
  ProposeHypothesis command;
  command.mutable_context()->set_deadline_ms(1);
  command.set_cause("stress_score");
  command.set_effect("resting_heart_rate");
  command.set_lag_days(3);
  command.set_direction("increase");
  auto answer = insist<Hypothesis>(command);
  CHECK(answer.error() == errc::deadline_exceeded);
  CHECK_EQ(everything().size(), before);
}

TEST_CASE_FIXTURE(registry_world, "a long record is lived through in pieces") {
  s.person = auren::test::catalogued_person(400);
  start();
  auto reply = live_until(390);
  REQUIRE_MESSAGE(reply, render(reply.error()));
  CHECK_EQ(reply->through(), date_of(s.person.first_day + 389));
  auto looks
    = std::ranges::count(s.log, "hypothesis.looked", &events::Event::type);
  CHECK_GE(looks, 5);
  check_honest(s.log);
}

TEST_SUITE_END();
