#include "actors/memory/working_memory.hpp"
#include "tests/actors/memory/fake_store.hpp"
#include "tests/actors/memory/random_stream.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::memory;

namespace {

struct working_fixture : test::memory_fixture {
  working_memory_options options;
  std::vector<events::Event> life = test::random_stream{11}.events(40);

  working_memory_actor wake() {
    return own(system.spawn(working_memory, log, reader, test::ada(),
                            &ingest::catalogue::standard(), options));
  }

  /// Makes the next `n` events of the life durable; returns the last as news.
  events::Events live(size_t n) {
    events::Events news;
    for (; n > 0; --n) {
      auto& added = store->add(life.front());
      life.erase(life.begin());
      news.clear_events();
      *news.add_events() = added;
    }
    return news;
  }

  Metrics metrics(const working_memory_actor& actor) {
    auto found = ask_as_ada<Metrics>(actor, ListMetrics{});
    REQUIRE(found);
    return *found;
  }

  std::string expected() {
    working_book book{ingest::catalogue::standard()};
    for (auto& event : store->log)
      book.fold(event);
    return book.metrics().SerializeAsString();
  }
};

} // namespace

TEST_SUITE_BEGIN("memory.working_memory");

TEST_CASE_FIXTURE(working_fixture,
                  "it wakes with all that the log has in pages") {
  live(40);
  options.follow.page = 7;
  auto tested = wake();
  CHECK(metrics(tested).SerializeAsString() == expected());
  CHECK_EQ(store->reads.size(), 7); // 6 pages and the empty one
}

TEST_CASE_FIXTURE(working_fixture,
                  "news is folded and what was missed is read") {
  auto tested = wake();
  settle();
  auto reads = store->reads.size();
  self->send(tested, live(1));
  CHECK(metrics(tested).SerializeAsString() == expected());
  CHECK_EQ(store->reads.size(), reads);
  auto missed = live(3);
  self->send(tested, missed);
  CHECK(metrics(tested).SerializeAsString() == expected());
  CHECK_GT(store->reads.size(), reads);
  self->send(tested, missed); // told twice
  CHECK(metrics(tested).SerializeAsString() == expected());
}

TEST_CASE_FIXTURE(working_fixture, "news of another stream changes nothing") {
  auto tested = wake();
  settle();
  auto news = live(1);
  news.mutable_events(0)->set_stream("person/ada/journal");
  self->send(tested, news);
  CHECK_EQ(metrics(tested).metrics_size(), 0);
}

TEST_CASE_FIXTURE(working_fixture,
                  "questions wait while it wakes and not too many") {
  live(10);
  options.follow.queue = 2;
  auto tested = wake();
  std::vector<caf::expected<Metrics>> replies;
  for (int i = 0; i < 3; ++i)
    self->send(tested, ListMetrics{});
  settle();
  int answered = 0;
  int refused = 0;
  while (self->has_next_message())
    self->receive([&](const Metrics&) { ++answered; },
                  [&](const caf::error& why) {
                    CHECK(why == errc::overloaded);
                    ++refused;
                  });
  CHECK_EQ(answered, 2);
  CHECK_EQ(refused, 1);
}

TEST_CASE_FIXTURE(working_fixture,
                  "it sleeps on a snapshot and wakes from it") {
  live(20);
  auto tested = wake();
  settle(); // Put to sleep before it has read, it has nothing to save.
  auto reply = ask_as_ada<Passivated>(tested, Passivate{});
  REQUIRE(reply);
  CHECK(reply->saved());
  CHECK(down_reason(caf::actor_cast<caf::actor>(tested))
        == caf::exit_reason::normal);
  CHECK_EQ(store->snapshots["working_memory"].version(), 20);
  live(5);
  store->reads.clear();
  auto again = wake();
  CHECK(metrics(again).SerializeAsString() == expected());
  CHECK_EQ(store->reads.front().after_version(), 20);
}

TEST_CASE_FIXTURE(working_fixture, "it saves before its supervisor stops it") {
  live(20);
  auto tested = wake();
  settle();
  self->send_exit(tested, caf::exit_reason::user_shutdown);
  settle();
  CHECK(down_reason(caf::actor_cast<caf::actor>(tested))
        == caf::exit_reason::user_shutdown);
  CHECK_EQ(store->snapshots["working_memory"].version(), 20);
}

TEST_CASE_FIXTURE(working_fixture, "it ends also when nothing can be saved") {
  live(20);
  auto tested = wake();
  settle();
  store->broken = errc::storage_unavailable;
  auto reply = ask_as_ada<Passivated>(tested, Passivate{});
  REQUIRE(reply);
  CHECK_FALSE(reply->saved());
  CHECK(down_reason(caf::actor_cast<caf::actor>(tested))
        == caf::exit_reason::normal);
}

TEST_CASE_FIXTURE(working_fixture, "a snapshot of another schema is not read") {
  live(20);
  auto& kept = store->snapshots["working_memory"];
  kept.set_version(15);
  kept.set_schema(working_schema + 1);
  CHECK(metrics(wake()).SerializeAsString() == expected());
  kept.set_schema(working_schema);
  kept.set_state("\xff\xff damaged");
  CHECK(metrics(wake()).SerializeAsString() == expected());
}

TEST_CASE_FIXTURE(working_fixture, "it saves from time to time") {
  options.snapshot_every = 10;
  auto tested = wake();
  settle();
  for (int i = 0; i < 25; ++i) {
    self->send(tested, live(1));
    settle();
  }
  CHECK_EQ(store->snapshots["working_memory"].version(), 20);
}

TEST_CASE_FIXTURE(working_fixture, "a log that does not answer ends it") {
  store->broken = errc::storage_unavailable;
  auto tested = wake();
  auto reply = ask_as_ada<Metrics>(tested, ListMetrics{});
  REQUIRE_FALSE(reply);
  CHECK(down_reason(caf::actor_cast<caf::actor>(tested))
        == errc::storage_unavailable);
}

TEST_CASE_FIXTURE(working_fixture, "events that the log has lost end it") {
  live(3);
  store->log.erase(store->log.begin() + 1);
  auto tested = wake();
  settle();
  CHECK(down_reason(caf::actor_cast<caf::actor>(tested)) == errc::damaged);
}

TEST_CASE_FIXTURE(working_fixture,
                  "aliases are understood and strangers refused") {
  ingest::SamplesRecorded batch;
  *batch.add_series()
    = test::one_sample("heart_rate", "oura", test::march_ms, 60);
  store->add(test::event_of(batch, 1));
  auto tested = wake();
  AskLatest question;
  question.set_metric("pulse");
  auto found = ask_as_ada<LatestValue>(tested, question);
  REQUIRE(found);
  CHECK_EQ(found->metric().metric(), "heart_rate");
  CHECK_EQ(found->metric().latest().value(), 60);
  question.set_metric("steps");
  CHECK(ask_as_ada<LatestValue>(tested, question).error() == errc::not_found);
}

TEST_SUITE_END();
