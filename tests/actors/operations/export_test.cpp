#include "actors/ingest/read_import.hpp"
#include "messages/event_line.hpp"
#include "messages/memory.pb.h"
#include "tests/actors/operations/folder.hpp"

#include <sys/stat.h>

using namespace auren;
using namespace auren::test;
using enum operations::export_format;

namespace {

std::vector<events::Event> small_log() {
  ingest::JournalRecorded said;
  said.set_type("caffeine");
  said.set_time_ms(1'700'000'000'000);
  said.set_utc_offset_s(3600);
  said.set_data_json(R"({"mg":80})");
  memory::MemoryStored note;
  note.mutable_memory()->set_text("slept badly");
  return {exported_event(1, "samples.recorded", some_samples()),
          exported_event(4, "journal.recorded", said),
          exported_event(9, "memory.stored", note)};
}

/// What importing a file brings.
struct gathered : ingest::sample_sink {
  bool take(ingest::import_batch&& batch) override {
    for (auto& series : batch.series)
      ingest::for_each_sample(series, [&](const ingest::unpacked& one) {
        samples.push_back({series.metric(), series.source(), one.time.ms,
                           one.time.offset_s, one.value, one.duration_ms,
                           std::string{one.external_id}});
      });
    std::ranges::move(batch.events, std::back_inserter(events));
    rejected += batch.rejected.size();
    return true;
  }
  bool progress(const ingest::import_position&) override {
    return true;
  }

  using one_sample
    = std::tuple<std::string, std::string, int64_t, std::optional<int32_t>,
                 double, uint64_t, std::string>;
  std::vector<one_sample> samples;
  std::vector<events::Event> events;
  size_t rejected = 0;
};

std::pair<gathered, ingest::import_result>
import(const std::filesystem::path& file) {
  gathered sink;
  ingest::import_options options;
  options.now_ms = 1'800'000'000'000;
  auto result = ingest::read_import(file, options, sink);
  return {std::move(sink), std::move(result)};
}

} // namespace

TEST_SUITE_BEGIN("operations.export");

TEST_CASE("a CSV is read back as the same samples") {
  export_folder into;
  auto result = export_all(csv, into, small_log());
  CHECK_EQ(result.events, 3u);
  CHECK_EQ(result.missing.events.at("memory.stored"), 1u);
  auto [found, read] = import(into.path / "samples.csv");
  CHECK_EQ(read.kind, "csv");
  CHECK_EQ(found.rejected, 0u);
  gathered expected;
  ingest::import_batch batch;
  *batch.series.Add() = some_samples().series(0);
  *batch.series.Add() = some_samples().series(1);
  *batch.series.Add() = some_samples().series(2);
  expected.take(std::move(batch));
  std::ranges::sort(found.samples);
  std::ranges::sort(expected.samples);
  CHECK(found.samples == expected.samples);
}

TEST_CASE("NDJSON is read back as the same events") {
  export_folder into;
  auto log = small_log();
  export_all(ndjson, into, log);
  auto [found, read] = import(into.path / "record.ndjson");
  CHECK_EQ(read.kind, "auren");
  CHECK_FALSE(read.fault);
  REQUIRE_EQ(found.events.size(), log.size());
  for (size_t i = 0; i < log.size(); ++i) {
    CHECK_EQ(found.events[i].stream(), "biometrics");
    CHECK_EQ(found.events[i].event_id(), log[i].event_id());
    CHECK_EQ(found.events[i].payload(), log[i].payload());
  }
}

TEST_CASE("a record that was torn or changed is found out") {
  export_folder into;
  export_all(ndjson, into, small_log());
  auto whole = into.text("record.ndjson");
  auto file = into.path / "other.ndjson";
  auto read_as = [&](const std::string& text) {
    std::ofstream{file, std::ios::binary} << text;
    auto [found, read] = import(file);
    return std::pair{read.fault.code, found.events.size()};
  };
  CHECK_EQ(read_as(whole), std::pair{errc::none, size_t{3}});
  for (size_t end = whole.find('\n') + 1; end < whole.size(); end += 37)
    CHECK_EQ(read_as(whole.substr(0, end)).first, errc::damaged);
  auto changed = whole;
  changed.replace(changed.find("slept badly"), 5, "slapt");
  CHECK_EQ(read_as(changed).first, errc::damaged);
  auto newer = whole;
  newer.replace(newer.find("\"version\":1"), 11, "\"version\":2");
  CHECK_EQ(read_as(newer).first, errc::unsupported_type);
}

TEST_CASE("nobody's record has what only a node says") {
  export_folder into;
  auto log = small_log();
  log.push_back(exported_event(10, "actor.failed", memory::MemoryStored{}));
  log.push_back(exported_event(11, "samples.recorded", some_samples()));
  log.back().set_stream("person/you/biometrics");
  export_all(ndjson, into, log);
  auto [found, read] = import(into.path / "record.ndjson");
  CHECK_EQ(found.events.size(), 3u);
  CHECK_EQ(found.rejected, 2u);
}

TEST_CASE("an export that does not end leaves nothing") {
  export_folder into;
  for (auto format : {ndjson, csv, parquet, fhir, ieee1752}) {
    operations::export_run run{format, into.path, subject()};
    run.take(small_log()[0]);
    CHECK(into.names()[0].ends_with(".partial"));
  }
  CHECK(into.names().empty());
}

TEST_CASE("an export is its owner's only and overwrites none") {
  export_folder into;
  export_all(csv, into, small_log());
  struct stat found {};
  REQUIRE_EQ(::stat((into.path / "samples.csv").c_str(), &found), 0);
  CHECK_EQ(found.st_mode & 0777, 0600);
  REQUIRE_EQ(::stat(into.path.c_str(), &found), 0);
  CHECK_EQ(found.st_mode & 0777, 0700);
  CHECK_EQ(into.names(),
           std::vector<std::string>{"manifest.json", "samples.csv"});
  CHECK_THROWS_AS(export_all(csv, into, small_log()),
                  operations::export_failure);
  CHECK_THROWS_AS((operations::export_run{csv, "/proc/none", subject()}),
                  operations::export_failure);
}

TEST_CASE("the manifest says what there is and what is not") {
  export_folder into;
  export_all(fhir, into, small_log());
  auto manifest = nlohmann::json::parse(into.text("manifest.json"));
  CHECK_EQ(manifest["events"], 3);
  CHECK_EQ(manifest["position"], 9);
  CHECK_EQ(manifest["files"][1]["name"], "Observation.ndjson");
  CHECK_EQ(manifest["files"][1]["rows"], 5);
  CHECK_EQ(manifest["events_left_out"]["memory.stored"], 1);
  CHECK_EQ(manifest["samples_without_a_standard_code"],
           nlohmann::json({{"hrv_rmssd", 1}}));
  auto bytes = into.text("Observation.ndjson");
  CHECK_EQ(manifest["files"][1]["bytes"], bytes.size());
  CHECK_EQ(manifest["files"][1]["sha256"], ids::hex(storage::sha256_of(bytes)));
}

TEST_SUITE_END();
