#include "actors/ingest/behaviour.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace auren::ingest;

namespace {

RecordEntry entry(const std::string& type, const std::string& data,
                  const std::string& source = "person") {
  RecordEntry result;
  result.set_type(type);
  result.set_time_ms(1'772'400'000'000);
  result.set_utc_offset_s(3600);
  result.set_data_json(data);
  result.set_source(source);
  return result;
}

/// The metric and the answer that `from` gives, e.g. "journal_alcohol=1".
std::string said(const RecordEntry& from) {
  auto batch = behaviour_of(from);
  if (batch.series().empty())
    return "nothing";
  REQUIRE_EQ(batch.series_size(), 1);
  auto& series = batch.series(0);
  REQUIRE_EQ(series.value_size(), 1);
  CHECK_EQ(series.unit(), "bool");
  CHECK_EQ(series.source(), "person");
  CHECK_EQ(series.first_ms(), from.time_ms());
  CHECK_EQ(series.utc_offset_s(0), from.utc_offset_s());
  return series.metric() + (series.value(0) == 1 ? "=yes" : "=no");
}

} // namespace

TEST_SUITE_BEGIN("ingest.behaviour");

TEST_CASE("an answer is a behaviour of its own, yes or no") {
  CHECK_EQ(said(entry("alcohol", R"({"answer":true})")), "journal_alcohol=yes");
  CHECK_EQ(said(entry("alcohol", R"({"answer":"no"})")), "journal_alcohol=no");
  CHECK_EQ(said(entry("Late caffeine", R"({"answer":"YES","mg":80})")),
           "journal_late_caffeine=yes");
}

TEST_CASE("a question in the journal names the behaviour as an import's does") {
  CHECK_EQ(said(entry("journal",
                      R"({"question":"Have any caffeine?","answer":false})")),
           "journal_have_any_caffeine=no");
  CHECK_EQ(said(entry("journal", R"({"metric":"journal_read_in_bed",
                                     "question":"Read?","answer":true})")),
           "journal_read_in_bed=yes");
  CHECK_EQ(said(entry("journal", R"({"metric":"heart_rate",
                                     "question":"Read?","answer":true})")),
           "journal_read=yes");
}

TEST_CASE("what is not answered is not known") {
  CHECK_EQ(said(entry("alcohol", "{}")), "nothing");
  CHECK_EQ(said(entry("caffeine", R"({"what":"espresso"})")), "nothing");
  CHECK_EQ(said(entry("alcohol", R"({"answer":"two glasses"})")), "nothing");
  CHECK_EQ(said(entry("alcohol", R"({"answer":null})")), "nothing");
  CHECK_EQ(said(entry("alcohol", R"({"answer":1})")), "nothing");
  CHECK_EQ(said(entry("journal", R"({"answer":true})")), "nothing");
  CHECK_EQ(said(entry("alcohol", "[true]")), "nothing");
  CHECK_EQ(said(entry("alcohol", "no JSON")), "nothing");
}

TEST_CASE("a symptom is no behaviour and an import brings its own samples") {
  CHECK_EQ(said(entry("symptom", R"({"answer":true})")), "nothing");
  CHECK_EQ(
    said(entry("journal", R"({"question":"Read?","answer":true})", "whoop")),
    "nothing");
}

TEST_SUITE_END();
