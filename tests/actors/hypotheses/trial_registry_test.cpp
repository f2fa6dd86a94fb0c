#include "actors/hypotheses/trial_plan.hpp"
#include "actors/hypotheses/trial_registry.hpp"
#include "messages/ids.hpp"
#include "tests/actors/hypotheses/registry_world.hpp"

using namespace auren;
using namespace auren::hypotheses;

namespace {

constexpr int64_t first_day = 20'000;
constexpr int before = 60; ///< Days of the record when it is proposed.

/// A registry of experiments with its stages as vectors, and a clock.
struct trial_registry_world : auren::test::deterministic {
  auren::test::registry_stage s;
  std::shared_ptr<supervision::addresses> table
    = std::make_shared<supervision::addresses>();
  supervision::supervisor_actor conductors;
  experiment_links links;
  experiments_keeper actor;
  std::shared_ptr<int64_t> now_ms = std::make_shared<int64_t>();
  int kept_awake = 0;

  trial_registry_world() {
    s.person = hypotheses::test::make_person(
      {.days = 200, .width = 2, .missing = 0, .seed = 5});
    s.person.first_day = first_day;
    s.person.metrics[0].name = "hrv_rmssd";
    s.person.metrics[1].name = "resting_heart_rate";
    supervision::environment tree;
    tree.table = table;
    supervision::supervisor_spec spec;
    spec.name = "experiment";
    conductors = supervision::start_tree(system, spec, tree);
    links.memory = system.spawn(auren::test::fake_days, &s);
    links.log = system.spawn(auren::test::fake_log, &s);
    links.reader = system.spawn(auren::test::fake_reader, &s);
    links.knowledge = system.spawn(auren::test::fake_knowledge, &s);
    links.conductors = conductors;
    links.table = table;
    links.conductors_path = "experiment";
    links.by = &ingest::catalogue::standard();
    links.now_ms = [clock = now_ms] { return *clock; };
    links.stay_awake = [this] { ++kept_awake; };
    evening_of(before);
    start();
  }

  ~trial_registry_world() {
    self->send_exit(actor, caf::exit_reason::kill);
    self->send_exit(conductors, caf::exit_reason::kill);
    actor = nullptr;
    conductors = nullptr;
    links = {};
    settle();
  }

  void start() {
    Context who;
    who.set_tenant("home");
    who.set_person("me");
    actor = system.spawn(experiments, who, links);
    settle();
  }

  void restart() {
    self->send_exit(actor, caf::exit_reason::kill);
    settle();
    start();
  }

  /// It is 20:00 of day `day` of the record, and that day has begun.
  void evening_of(int day) {
    s.today = first_day + day;
    *now_ms = (first_day + day) * time::day_ms + 20 * 3'600'000;
  }

  /// Days go by; the clock is looked at in the evening of each.
  void live(int from, int to) {
    for (int day = from; day <= to; ++day) {
      evening_of(day);
      advance(trial_registry_state::tick);
    }
  }

  caf::expected<Experiment> propose(const char* on = "walk in the morning") {
    ProposeExperiment command;
    auto& plan = *command.mutable_plan();
    plan.set_cause("morning_walk");
    plan.set_outcome("hrv_rmssd");
    plan.set_on(on);
    plan.set_off("stay in");
    plan.set_block_days(1);
    plan.set_pairs(10);
    return ask<Experiment>(actor, command);
  }

  caf::expected<Experiment>
  decide(const std::string& id, const char* what, const char* who = "") {
    DecideExperiment command;
    command.set_id(id);
    command.set_decision(what);
    command.set_clinician(who);
    return ask<Experiment>(actor, command);
  }

  Experiment read(const std::string& id) {
    ReadExperiment question;
    question.set_id(id);
    auto found = ask<Experiment>(actor, question);
    REQUIRE(found);
    return *found;
  }

  ptrdiff_t told(const std::string& type) const {
    return std::count_if(s.log.begin(), s.log.end(), [&](auto& event) {
      return event.type() == "experiment." + type;
    });
  }
};

} // namespace

TEST_SUITE_BEGIN("hypotheses.trial_registry");

TEST_CASE_FIXTURE(trial_registry_world,
                  "an experiment goes on over restarts and says it once") {
  auto made = propose();
  REQUIRE_MESSAGE(made, render(made.error()));
  CHECK_EQ(made->status(), ExperimentStatus::proposed);
  live(before + 1, before + 2);
  CHECK_EQ(told("reminded"), 0); // nothing begins before it is accepted
  auto begun = decide(made->id(), "accept");
  REQUIRE_MESSAGE(begun, render(begun.error()));
  CHECK_EQ(begun->days_size(), 20);
  CHECK_EQ(begun->plan().start(), date_of(first_day + before + 3));
  for (int day = before + 3; day <= before + 30; ++day) {
    live(day, day);
    restart();
    advance(trial_registry_state::tick);
  }
  CHECK_EQ(told("reminded"), 20);
  CHECK_EQ(told("finished"), 1);
  CHECK_EQ(told("recomputed"), 0);
  auto over = read(made->id());
  CHECK_EQ(over.status(), ExperimentStatus::finished);
  CHECK(over.result().has_p_value());
  CHECK_EQ(over.seed().size(), 64);
  CHECK_FALSE(over.result().sentence().empty());
  CHECK_EQ(static_cast<size_t>(over.provenance_size()) + 20, s.log.size());
  CHECK_EQ(s.known.size(), s.log.size()); // knowledge was told all of it
}

TEST_CASE_FIXTURE(trial_registry_world,
                  "no seed is told before the end, and the commitment holds") {
  auto made = propose();
  REQUIRE(made);
  auto begun = decide(made->id(), "accept");
  REQUIRE(begun);
  CHECK(begun->seed().empty());
  CHECK(read(made->id()).seed().empty());
  live(before + 1, before + 30);
  auto over = read(made->id());
  CHECK_EQ(commitment_of(over.plan(), ids::unhex(over.seed())),
           begun->plan().commitment());
}

TEST_CASE_FIXTURE(trial_registry_world,
                  "a corrected day of one that is over gives another result") {
  auto made = propose();
  REQUIRE(decide(made->id(), "accept"));
  live(before + 1, before + 30);
  auto first = read(made->id()).result();
  s.person.values(before + 5, 0) += 40;
  Advance told_of;
  told_of.set_through(date_of(first_day + before + 29));
  told_of.set_changed_from(date_of(first_day + before + 5));
  self->send(actor, told_of);
  settle();
  CHECK_EQ(told("recomputed"), 1);
  CHECK_NE(read(made->id()).result().difference(), first.difference());
}

TEST_CASE_FIXTURE(trial_registry_world,
                  "who tries something is kept awake, and nobody else") {
  auto made = propose();
  live(before + 1, before + 2);
  CHECK_EQ(kept_awake, 0);
  REQUIRE(decide(made->id(), "accept"));
  live(before + 3, before + 4);
  CHECK_EQ(kept_awake, 2);
  REQUIRE(decide(made->id(), "stop"));
  live(before + 5, before + 6);
  CHECK_EQ(kept_awake, 2);
}

TEST_CASE_FIXTURE(trial_registry_world, "refusals change nothing") {
  auto made = propose("fast until noon");
  REQUIRE(made);
  auto refused = decide(made->id(), "accept");
  REQUIRE_FALSE(refused);
  CHECK(refused.error() == errc::refused);
  CHECK(decide("nobody", "accept").error() == errc::not_found);
  CHECK_EQ(s.log.size(), 1);
  s.failing = errc::overloaded;
  CHECK(decide(made->id(), "decline").error() == errc::overloaded);
  s.failing.reset();
  CHECK(decide(made->id(), "decline"));
  CHECK_EQ(s.log.size(), 2);
}

TEST_CASE_FIXTURE(trial_registry_world, "it ends when the log fails") {
  auto made = propose();
  s.failing = errc::storage_unavailable;
  CHECK_FALSE(decide(made->id(), "accept"));
  CHECK(down_reason(actor) == errc::storage_unavailable);
  start();
}

TEST_SUITE_END();
