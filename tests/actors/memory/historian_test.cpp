#include "tests/actors/memory/long_term_fixture.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::memory;
using fixture = auren::test::long_term_fixture;

TEST_SUITE_BEGIN("memory.historian");

TEST_CASE_FIXTURE(fixture, "the historian reads close events together") {
  for (int i = 0; i < 200; ++i) {
    ingest::SamplesRecorded batch;
    *batch.add_series() = test::one_sample(
      "steps", "watch", test::march_ms + i * test::hour_ms, i);
    store->add(test::event_of(batch, 0));
  }
  *checkpoint = 200;
  ReadSeries question;
  question.set_metric("steps");
  question.set_source("watch");
  question.set_from_day(auren::time::local_day(test::march_ms, 0));
  question.set_to_day(question.from_day() + 1);
  auto found = ask_as_ada<SeriesFound>(historian_handle, question);
  REQUIRE(found);
  CHECK_EQ(found->series_size(), 48);
  CHECK_EQ(found->position(), 200);
  CHECK_LE(log_reader->calls, 2); // one run, and the empty tail
  question.set_source("phone");
  CHECK_EQ(ask_as_ada<SeriesFound>(historian_handle, question)->series_size(),
           0);
}

TEST_CASE_FIXTURE(fixture, "the historian's index grows with the log") {
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
