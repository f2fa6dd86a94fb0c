#include "actors/ingest/doubts.hpp"
#include "actors/ingest/intake.hpp"
#include "actors/memory/working_book.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::memory;

namespace {

constexpr int64_t first_ms = 1'767'225'600'000; // 2026-01-01
constexpr int64_t day = 86'400'000;

/// A book that is told samples with their doubts, as a recorder tells them.
struct told_book {
  void tell(const std::string& type, const google::protobuf::Message& fact) {
    events::Event event;
    event.set_type(type);
    event.set_version(book.version() + 1);
    event.set_payload(fact.SerializeAsString());
    REQUIRE(book.fold(event));
  }

  void measure(const char* metric, int64_t time_ms, double value) {
    auto& by = ingest::catalogue::standard();
    ingest::series_builder builder;
    ingest::reading next{
      metric, by.find(metric)->unit, "ring", {time_ms, 0}, value, 0, {}};
    REQUIRE(take(next, by, first_ms + 90 * day, builder).code == errc::none);
    ingest::SamplesRecorded batch;
    for (auto& series : builder.take())
      *batch.add_series() = series;
    tell("samples.recorded", batch);
    ingest::SamplesDoubted doubts;
    for (auto& one : doubter.look(batch))
      *doubts.add_doubts() = one;
    if (doubts.doubts_size() > 0)
      tell("samples.doubted", doubts);
  }

  void settle(const std::string& id, bool confirmed) {
    ingest::SettleDoubt fact;
    fact.set_id(id);
    fact.set_confirmed(confirmed);
    tell("samples.settled", fact);
  }

  uint32_t baseline_days(const char* metric) {
    return book.latest(metric)->baseline().n();
  }

  working_book book{ingest::catalogue::standard()};
  ingest::doubter doubter{ingest::catalogue::standard()};
};

} // namespace

TEST_SUITE_BEGIN("memory.doubts");

TEST_CASE("what is doubted is kept, and no baseline counts it") {
  told_book person;
  for (int i = 0; i < 20; ++i)
    person.measure("hrv_rmssd", first_ms + i * day, i == 7 ? 250 : 40 + i % 3);
  CHECK(person.baseline_days("hrv_rmssd") == 18); // 19 before today, one not
  auto found = person.book.doubts().list({});
  REQUIRE(found.doubts_size() == 1);
  CHECK(found.open() == 1);
  CHECK(found.open_by_rule().at("implausible") == 1);
  CHECK(person.book.samples().count() == 20);

  person.settle(found.doubts(0).id(), true);
  CHECK(person.baseline_days("hrv_rmssd") == 19);
  CHECK(person.book.doubts().list({}).confirmed() == 1);
  person.settle(found.doubts(0).id(), false); // and back again
  CHECK(person.baseline_days("hrv_rmssd") == 18);
}

TEST_CASE("one doubted sample does not cost its day") {
  told_book person;
  for (int i = 0; i < 20; ++i)
    for (int k = 0; k < 4; ++k)
      person.measure("spo2", first_ms + i * day + k * 3'600'000,
                     i == 5 && k == 2 ? 70 : 97);
  CHECK(person.baseline_days("spo2") == 19);
  CHECK(person.book.latest("spo2")->baseline().spread() == 0);
}

TEST_CASE("doubts survive in a snapshot") {
  told_book person;
  for (int i = 0; i < 20; ++i)
    person.measure("hrv_rmssd", first_ms + i * day, i == 7 ? 250 : 40 + i % 3);
  working_book other{ingest::catalogue::standard()};
  REQUIRE(other.load(person.book.save(), person.book.version()));
  CHECK(other.doubts().list({}).SerializeAsString()
        == person.book.doubts().list({}).SerializeAsString());
  CHECK(other.latest("hrv_rmssd")->baseline().n() == 18);
}

TEST_CASE("questions choose by id and state") {
  told_book person;
  person.measure("spo2", first_ms, 70);
  person.measure("spo2", first_ms + day, 71);
  auto all = person.book.doubts().list({});
  REQUIRE(all.doubts_size() == 2);
  CHECK(all.doubts(0).time_ms() == first_ms + day);
  person.settle(all.doubts(0).id(), true);
  ingest::ListDoubts open;
  open.set_state("open");
  REQUIRE(person.book.doubts().list(open).doubts_size() == 1);
  CHECK(person.book.doubts().list(open).doubts(0).time_ms() == first_ms);
  ingest::ListDoubts one;
  one.set_id("nobody's");
  CHECK(person.book.doubts().list(one).doubts_size() == 0);
  person.settle("nobody's", true); // changes nothing
  CHECK(person.book.doubts().list({}).open() == 1);
}

TEST_SUITE_END();
