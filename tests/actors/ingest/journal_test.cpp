#include "actors/ingest/recorder.hpp"
#include "messages/time.hpp"
#include "tests/support/deterministic.hpp"

#include <map>

using namespace auren;
using namespace auren::ingest;

namespace {

struct stage {
  std::vector<events::Append> appends;
  std::vector<events::Event> told; ///< To working memory.
  std::vector<hypotheses::Advance> advances;
  std::optional<errc> failing;
  std::map<std::string, std::string> replies; ///< By request key.
  uint64_t position = 0;
};

events::event_log_actor::behavior_type
fake_log(events::event_log_actor::pointer, stage* s) {
  return {
    [=](const events::Append& command) -> caf::result<events::Appended> {
      events::Appended done;
      if (s->failing)
        return caf::make_error(*s->failing);
      auto& key = command.request().key();
      if (auto known = s->replies.find(key); known != s->replies.end()) {
        done.set_replayed(true);
        done.set_reply(known->second);
        return done;
      }
      if (!key.empty())
        s->replies[key] = command.request().reply();
      s->appends.push_back(command);
      s->position += static_cast<uint64_t>(command.events_size());
      done.set_position(s->position);
      done.set_version(s->position);
      return done;
    },
    [](const events::SaveSnapshot&) { return events::SnapshotSaved{}; },
    [](const events::Head&) { return events::Committed{}; },
  };
}

memory::historian_actor::behavior_type
fake_historian(memory::historian_actor::pointer) {
  return {[](const memory::ReadSeries&) { return memory::SeriesFound{}; }};
}

memory::working_memory_actor::behavior_type
fake_working(memory::working_memory_actor::pointer, stage* s) {
  return {
    [=](const events::Events& news) {
      s->told.insert(s->told.end(), news.events().begin(), news.events().end());
    },
    [](const memory::AskLatest&) { return memory::LatestValue{}; },
    [](const memory::ListMetrics&) { return memory::Metrics{}; },
    [](const ListDoubts& asked) {
      Doubts found;
      if (asked.id() == "known")
        found.add_doubts()->set_id(asked.id());
      return found;
    },
    [](const memory::ReadRange&) { return memory::Range{}; },
    [](const memory::Passivate&) { return memory::Passivated{}; },
  };
}

hypotheses::hypotheses_actor::behavior_type
fake_hypotheses(hypotheses::hypotheses_actor::pointer, stage* s) {
  return {
    [](const hypotheses::ProposeHypothesis&) {
      return hypotheses::Hypothesis{};
    },
    [](const hypotheses::ListHypotheses&) { return hypotheses::Hypotheses{}; },
    [](const hypotheses::ReadHypothesis&) { return hypotheses::Hypothesis{}; },
    [](const hypotheses::RetireHypothesis&) {
      return hypotheses::Hypothesis{};
    },
    [=](const hypotheses::Advance& command) {
      s->advances.push_back(command);
      return hypotheses::Advanced{};
    },
  };
}

constexpr int64_t day_ms = 86'400'000;
const int64_t evening = *time::parse_day("2026-03-01") * day_ms + 72'000'000;

struct recorder_fixture : auren::test::deterministic {
  stage s;
  recorder_actor actor;

  recorder_fixture() {
    Context who;
    who.set_tenant("home");
    who.set_person("me");
    recorder_links links;
    links.log = system.spawn(fake_log, &s);
    links.historian = system.spawn(fake_historian);
    links.working = system.spawn(fake_working, &s);
    links.hypotheses = system.spawn(fake_hypotheses, &s);
    actor = system.spawn(recorder, who, std::move(links));
    settle();
  }

  ~recorder_fixture() {
    self->send_exit(actor, caf::exit_reason::kill);
    actor = nullptr;
    settle();
  }

  caf::expected<EntryRecorded>
  note(const std::string& type, const std::string& data, int64_t time_ms,
       const std::string& key = {}) {
    RecordEntry command;
    command.mutable_context()->set_tenant("home");
    command.mutable_context()->set_person("me");
    command.set_type(type);
    command.set_time_ms(time_ms);
    command.set_data_json(data);
    command.set_source("person");
    command.set_idempotency_key(key);
    auto reply = ask<EntryRecorded>(actor, command);
    settle();
    return reply;
  }

  std::vector<std::string> types() const {
    std::vector<std::string> result;
    for (auto& append : s.appends)
      for (auto& event : append.events())
        result.push_back(event.type());
    return result;
  }
};

} // namespace

TEST_SUITE_BEGIN("ingest.journal");

TEST_CASE_FIXTURE(recorder_fixture,
                  "an answer is recorded as entry and as sample") {
  auto reply = note("alcohol", R"({"answer":true})", evening);
  REQUIRE_MESSAGE(reply, render(reply.error()));
  CHECK_EQ(reply->metric(), "journal_alcohol");
  REQUIRE_EQ(s.appends.size(), 1); // both or none
  CHECK_EQ(types(),
           std::vector<std::string>{"journal.recorded", "samples.recorded"});
  REQUIRE_EQ(s.told.size(), 1);
  SamplesRecorded batch;
  REQUIRE(batch.ParseFromString(s.told[0].payload()));
  CHECK_EQ(batch.series(0).metric(), "journal_alcohol");
  CHECK_EQ(s.told[0].occurred_at_us(), evening * 1000);
}

TEST_CASE_FIXTURE(recorder_fixture,
                  "the next day's answer completes the day before") {
  REQUIRE(note("alcohol", R"({"answer":true})", evening));
  REQUIRE(note("alcohol", R"({"answer":false})", evening + day_ms));
  REQUIRE_EQ(s.advances.size(), 2);
  CHECK_EQ(s.advances[1].through(), "2026-03-01");
  CHECK_EQ(s.advances[1].changed_from(), "2026-03-01");
}

TEST_CASE_FIXTURE(recorder_fixture,
                  "the first word to the hypotheses names no day") {
  REQUIRE(note("alcohol", R"({"answer":true})", evening));
  REQUIRE_EQ(s.advances.size(), 1);
  CHECK(s.advances[0].changed_from().empty()); // nobody knows what was told
}

TEST_CASE_FIXTURE(recorder_fixture,
                  "a correction of an old day is told at once") {
  REQUIRE(note("alcohol", R"({"answer":true})", evening));
  REQUIRE(note("alcohol", R"({"answer":false})", evening));
  CHECK_EQ(s.advances.size(), 1);
  REQUIRE(note("alcohol", R"({"answer":false})", evening - 9 * day_ms));
  REQUIRE_EQ(s.advances.size(), 2);
  // A day earlier: a correction may move a sample's local day.
  CHECK_EQ(s.advances[1].changed_from(), "2026-02-19");
}

TEST_CASE_FIXTURE(recorder_fixture, "the same answer twice is one sample") {
  REQUIRE(note("alcohol", R"({"answer":true})", evening));
  REQUIRE(note("alcohol", R"({"answer":true})", evening));
  CHECK_EQ(types(),
           std::vector<std::string>{"journal.recorded", "samples.recorded",
                                    "journal.recorded"});
}

TEST_CASE_FIXTURE(recorder_fixture, "a note is no sample") {
  auto reply = note("caffeine", R"({"what":"espresso"})", evening);
  REQUIRE(reply);
  CHECK(reply->metric().empty());
  CHECK_EQ(types(), std::vector<std::string>{"journal.recorded"});
  CHECK(s.told.empty());
  CHECK(s.advances.empty());
}

TEST_CASE_FIXTURE(recorder_fixture, "the same key gives the same answer") {
  auto first = note("alcohol", R"({"answer":true})", evening, "k");
  auto again = note("alcohol", R"({"answer":true})", evening, "k");
  REQUIRE(again);
  CHECK_EQ(again->event_id(), first->event_id());
  CHECK_EQ(s.appends.size(), 1);
  CHECK_EQ(s.told.size(), 1);
}

TEST_CASE_FIXTURE(recorder_fixture,
                  "an answer that was not stored ends the recorder") {
  s.failing = errc::storage_unavailable;
  auto lost = note("alcohol", R"({"answer":true})", evening);
  CHECK(lost.error() == errc::storage_unavailable);
  CHECK(down_reason(actor) == errc::storage_unavailable);
}

TEST_CASE_FIXTURE(recorder_fixture,
                  "a note that was not stored is told and no more") {
  s.failing = errc::storage_unavailable;
  auto lost = note("caffeine", "{}", evening);
  CHECK(lost.error() == errc::storage_unavailable);
  s.failing.reset();
  CHECK(note("caffeine", "{}", evening));
}

TEST_CASE_FIXTURE(recorder_fixture,
                  "a refused key takes nothing back of others") {
  s.failing = errc::idempotency_mismatch;
  CHECK_FALSE(note("alcohol", R"({"answer":true})", evening, "k"));
  s.failing.reset();
  REQUIRE(note("alcohol", R"({"answer":true})", evening));
  CHECK_EQ(types(),
           std::vector<std::string>{"journal.recorded", "samples.recorded"});
}

TEST_SUITE_END();

TEST_SUITE_BEGIN("ingest.recorder");

namespace {

RecordSamples oxygen(double value, int64_t time_ms) {
  RecordSamples command;
  command.mutable_context()->set_tenant("home");
  command.mutable_context()->set_person("me");
  auto& series = *command.add_series();
  series.set_metric("spo2");
  series.set_unit("%");
  series.set_source("ring");
  series.set_first_ms(time_ms);
  series.add_step_ms(0);
  series.add_value(value);
  return command;
}

} // namespace

TEST_CASE_FIXTURE(recorder_fixture, "a doubt is recorded with its sample") {
  auto reply = ask<SamplesAccepted>(actor, oxygen(71, evening));
  REQUIRE(reply);
  CHECK_EQ(reply->accepted(), 1);
  CHECK_EQ(reply->doubted(), 1);
  REQUIRE_EQ(s.appends.size(), 1); // both or none
  CHECK_EQ(types(),
           std::vector<std::string>{"samples.recorded", "samples.doubted"});
  REQUIRE_EQ(s.told.size(), 2);
  CHECK_EQ(s.told[0].version() + 1, s.told[1].version());
  CHECK_EQ(s.told[0].stream(), s.told[1].stream());
  auto again = ask<SamplesAccepted>(actor, oxygen(71, evening));
  CHECK_EQ(again->doubted(), 0); // nothing new, nothing doubted
}

TEST_CASE_FIXTURE(recorder_fixture, "a source that takes over is told") {
  REQUIRE(ask<SamplesAccepted>(actor, oxygen(97, evening)));
  auto other = oxygen(97, evening + day_ms);
  other.mutable_series(0)->set_source("watch");
  REQUIRE(ask<SamplesAccepted>(actor, other));
  CHECK_EQ(types(),
           std::vector<std::string>{"samples.recorded", "device.changed",
                                    "samples.recorded"});
}

TEST_CASE_FIXTURE(recorder_fixture, "only a doubt that is known is settled") {
  SettleDoubt command;
  command.mutable_context()->set_person("me");
  command.set_id("known");
  command.set_confirmed(true);
  auto reply = ask<Doubts>(actor, command);
  REQUIRE(reply);
  REQUIRE_EQ(reply->doubts_size(), 1);
  CHECK(reply->doubts(0).confirmed());
  CHECK_EQ(types(), std::vector<std::string>{"samples.settled"});
  CHECK_EQ(s.told.size(), 1);
  command.set_id("nobody's");
  CHECK_EQ(code_of(ask<Doubts>(actor, command).error()), errc::not_found);
  CHECK_EQ(s.appends.size(), 1);
}

TEST_SUITE_END();
