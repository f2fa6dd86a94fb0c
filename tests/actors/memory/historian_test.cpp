#include "tests/actors/memory/long_term_fixture.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::memory;

TEST_SUITE_BEGIN("memory.historian");

namespace {

ReadSeries two_days_of_steps() {
  ReadSeries question;
  question.set_metric("steps");
  question.set_source("watch");
  question.set_from_day(auren::time::local_day(test::march_ms, 0));
  question.set_to_day(question.from_day() + 1);
  return question;
}

} // namespace

TEST_CASE_FIXTURE(test::long_term_fixture,
                  "the historian reads chunks and the log's tail") {
  for (int i = 0; i < 200; ++i) {
    ingest::SamplesRecorded batch;
    *batch.add_series() = test::one_sample(
      "steps", "watch", test::march_ms + i * test::hour_ms, i);
    store->add(test::event_of(batch, 0));
  }
  auto question = two_days_of_steps();
  for (uint64_t at : {0, 7, 30, 200}) {
    *checkpoint = at;
    auto found = ask_as_ada<SeriesFound>(historian_handle, question);
    REQUIRE(found);
    REQUIRE_EQ(found->series_size(), 1);
    CHECK_EQ(found->series(0).value_size(), 48);
    CHECK_EQ(found->position(), 200);
  }
  auto before = log_reader->calls;
  REQUIRE(ask_as_ada<SeriesFound>(historian_handle, question));
  CHECK_EQ(log_reader->calls, before + 1); // the empty tail
  question.set_source("phone");
  CHECK_EQ(ask_as_ada<SeriesFound>(historian_handle, question)->series_size(),
           0);
}

TEST_CASE_FIXTURE(test::long_term_fixture,
                  "instants bound the samples, not the rollups") {
  for (int i = 0; i < 48; ++i) {
    ingest::SamplesRecorded batch;
    *batch.add_series() = test::one_sample(
      "steps", "watch", test::march_ms + i * test::hour_ms, i);
    store->add(test::event_of(batch, 0));
  }
  for (uint64_t at : {0, 20, 48}) {
    *checkpoint = at;
    auto question = two_days_of_steps();
    question.set_from_ms(test::march_ms + 5 * test::hour_ms);
    question.set_to_ms(test::march_ms + 9 * test::hour_ms);
    question.add_rollups("day");
    auto found = ask_as_ada<SeriesFound>(historian_handle, question);
    REQUIRE(found);
    CHECK_EQ(found->series_size(), 0);
    REQUIRE_EQ(found->rollups_size(), 1);
    REQUIRE_EQ(found->rollups(0).n_size(), 2);
    CHECK_EQ(found->rollups(0).n(0), 24u);
    question.set_samples_too(true);
    found = ask_as_ada<SeriesFound>(historian_handle, question);
    REQUIRE_EQ(found->series_size(), 1);
    CHECK_EQ(found->series(0).value_size(), 4);
    CHECK_EQ(found->rollups(0).n(0), 24u);
  }
}

TEST_CASE_FIXTURE(test::long_term_fixture,
                  "the historian's index grows with the log") {
  live(3, 10);
  ReadSeries question;
  question.set_index_only(true);
  auto before = ask_as_ada<SeriesFound>(historian_handle, question);
  REQUIRE(before);
  CHECK_EQ(before->position(), 10);
  CHECK_EQ(before->series_size(), 0);
  ingest::SamplesRecorded batch;
  *batch.add_series()
    = test::one_sample("hrv_rmssd", "new_source", test::march_ms, 50);
  store->add(test::event_of(batch, 0));
  auto after = ask_as_ada<SeriesFound>(historian_handle, question);
  REQUIRE(after);
  CHECK_EQ(after->position(), 11);
  CHECK_EQ(after->index_size(), before->index_size() + 1);
}

TEST_SUITE_END();
