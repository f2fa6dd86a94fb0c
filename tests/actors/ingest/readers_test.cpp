#include "tests/actors/ingest/support.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace auren;
using namespace auren::ingest;
using namespace auren::ingest::test;

TEST_SUITE_BEGIN("ingest.readers");

namespace {

/// Imports one file that holds `text`.
import_result import(const std::string& text, collector& sink,
                     import_options with = options()) {
  scratch folder;
  return read_import(folder.write("file", text), with, sink);
}

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> result;
  for (size_t at = 0; at < text.size();) {
    auto end = text.find('\n', at);
    result.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return result;
}

std::string
join(const std::vector<std::string>& lines, const char* end = "\n") {
  std::string result;
  for (auto& each : lines)
    result += each + end;
  return result;
}

} // namespace

TEST_CASE("a WHOOP export gives exactly what its files say") {
  collector sink;
  auto result = read_import(fixture("whoop"), options(), sink);
  CHECK_FALSE(result.fault);
  CHECK(result.kind == "whoop");
  CHECK(result.files == 4);
  CHECK(result.records == 12);
  CHECK(report(sink) == content(fixture("whoop.expected")));
}

TEST_CASE("an Apple Health export gives exactly what it says") {
  collector sink;
  auto result = read_import(fixture("export.xml"), options(), sink);
  CHECK_FALSE(result.fault);
  CHECK(result.kind == "apple_health");
  CHECK(result.records == 27);
  CHECK(report(sink) == content(fixture("export.expected")));
  CHECK(sink.position.bytes_done == sink.position.bytes_total);
}

TEST_CASE("a long CSV is read with its faults counted") {
  collector sink;
  auto result = read_import(fixture("long.csv"), options(), sink);
  CHECK_FALSE(result.fault);
  CHECK(result.kind == "csv");
  CHECK(report(sink)
        == "caffeine csv 2026-03-01T12:00:00+00:00 180 mg\n"
           "hrv_rmssd csv 2026-03-01T07:00:00+01:00 52.5 ms\n"
           "weight csv 2026-03-01T07:00:00+00:00 80.0001 kg\n"
           "rejected 5 unknown_metric there is no metric \"no_such_metric\"\n"
           "rejected 6 unknown_unit heart_rate is counted in bpm; there is no "
           "conversion from \"kg\"\n"
           "rejected 7 out_of_range heart_rate must be 20 to 250 bpm\n"
           "rejected 8 invalid_time timestamp cannot be read\n"
           "rejected 9 invalid_value value is not a finite number\n"
           "rejected 10 future_time heart_rate: the time is more than a day "
           "ahead\n"
           "skipped other_user 1\n");
}

TEST_CASE("a long CSV may have its own dialect") {
  collector sink;
  auto with = options();
  with.zone = "Europe/Berlin";
  auto result = import("\xef\xbb\xbfUnit;\"Value\";Metric;Note;Time;Source\r\n"
                       "kg;\"70,5\";weight;\"a;b\r\nc\";2026-01-05 07:00;scale"
                       "\r\n",
                       sink, with);
  CHECK_FALSE(result.fault);
  CHECK(report(sink)
        == "weight scale 2026-01-05T07:00:00+01:00 70.5 kg\n"
           "skipped column 1\n");
}

TEST_CASE("a named user is the one whose rows are read") {
  collector sink;
  auto with = options();
  with.user = "p2";
  read_import(fixture("long.csv"), with, sink);
  CHECK(sink.count == 1);
  CHECK(sink.skipped["other_user"] == 9);
}

TEST_CASE("shuffled rows give the same samples") {
  for (auto* name : {"physiological_cycles.csv", "sleeps.csv", "workouts.csv",
                     "journal_entries.csv"}) {
    auto rows = split(content(fixture("whoop") / name));
    collector first;
    import(join(rows), first);
    CHECK(first.count > 0);
    std::sort(rows.begin() + 1, rows.end());
    do {
      collector next;
      import(join(rows), next);
      REQUIRE(next.samples == first.samples);
      REQUIRE(next.entries == first.entries);
      REQUIRE(next.skipped == first.skipped);
    } while (std::next_permutation(rows.begin() + 1, rows.end()));
  }
}

TEST_CASE("columns in another order and with other line ends are the same") {
  auto rows = split(content(fixture("whoop") / "sleeps.csv"));
  collector first, turned;
  import(join(rows), first);
  for (auto& row : rows) // the last column comes first
    row = row.substr(row.rfind(',') + 1) + "," + row.substr(0, row.rfind(','));
  import("\xef\xbb\xbf" + join(rows, "\r\n"), turned);
  CHECK(turned.samples == first.samples);
}

TEST_CASE("the newest cycle alone is open although no end is known") {
  auto rows = split(content(fixture("whoop") / "physiological_cycles.csv"));
  rows.resize(4);
  for (auto& row : rows) // blanks every end, as exports from the API have it
    if (auto at = row.find(",2026"); at == 19)
      row.erase(at + 1, 19);
  collector sink;
  import(join(rows), sink);
  auto strains
    = std::count_if(sink.samples.begin(), sink.samples.end(), [](auto& each) {
        return each.rfind("day_strain", 0) == 0;
      });
  CHECK(strains == 2);
  CHECK(sink.skipped["open_cycle"] == 1);
}

TEST_CASE("a cycle that repeats an earlier sleep is about its own day") {
  collector sink;
  import("Cycle start time,Cycle end time,Cycle timezone,Day Strain,Wake "
         "onset,Recovery score %\n"
         "2026-06-08 00:10:00,,UTC-04:00,5,2026-06-08 07:00:00,60\n"
         "2026-06-06 00:00:00,,UTC-04:00,0.1,2026-06-04 09:41:26,34\n"
         "2026-06-04 00:33:28,,UTC-04:00,10.6,2026-06-04 09:41:26,34\n"
         "2026-06-02 23:58:51,,UTC-04:00,7.2,2026-06-02 08:05:27,41\n",
         sink);
  CHECK(sink.samples
        == std::multiset<std::string>{
          "day_strain whoop 2026-06-03T00:00:00-04:00 7.2 strain",
          "day_strain whoop 2026-06-04T09:41:26-04:00 10.6 strain",
          "day_strain whoop 2026-06-06T00:00:00-04:00 0.1 strain",
          "recovery_score whoop 2026-06-02T08:05:27-04:00 41 %",
          "recovery_score whoop 2026-06-04T09:41:26-04:00 34 %",
          "recovery_score whoop 2026-06-04T09:41:26-04:00 34 %",
          "recovery_score whoop 2026-06-08T07:00:00-04:00 60 %"});
}

TEST_CASE("a row with too few or too many fields is refused not guessed") {
  auto rows = split(content(fixture("whoop") / "workouts.csv"));
  rows[1] = rows[1].substr(0, rows[1].rfind(','));
  rows[2] += ",1";
  collector sink;
  import(join(rows), sink);
  CHECK(sink.count == 0);
  REQUIRE(sink.rejected.size() == 2);
  CHECK(sink.rejected[0] == "1 invalid_message the row has 19 of 20 fields");
  CHECK(sink.rejected[1] == "2 invalid_message the row has 21 of 20 fields");
}

TEST_CASE("an import that was cut off continues where it was acknowledged") {
  for (auto& name :
       {fixture("whoop"), fixture("export.xml"), fixture("long.csv")}) {
    CAPTURE(name);
    collector whole;
    auto with = options();
    auto all = read_import(name, with, whole);
    for (size_t size : {1, 3, 10}) {
      with.batch = size;
      with.resume_after = 0;
      collector pieces; // one batch per run, each run after the last
      pieces.patience = 0;
      int runs = 0;
      for (bool stopped = true; stopped; ++runs) {
        REQUIRE(runs < 200);
        auto before = pieces.samples;
        stopped = read_import(name, with, pieces).stopped;
        // The end of a file is not a record: what it says may come again.
        if (pieces.acknowledged == with.resume_after && pieces.batches > 1
            && pieces.acknowledged == all.records)
          break;
        with.resume_after = pieces.acknowledged;
      }
      CHECK(std::set(pieces.samples.begin(), pieces.samples.end())
            == std::set(whole.samples.begin(), whole.samples.end()));
      CHECK(pieces.rejected == whole.rejected);
    }
  }
}

TEST_CASE("resuming after the last record brings no record again") {
  collector sink;
  auto with = options();
  with.resume_after = 10;
  auto result = read_import(fixture("long.csv"), with, sink);
  CHECK(result.records == 10);
  CHECK(sink.count == 0);
  CHECK(sink.rejected.empty());
}

TEST_CASE("what is no export is refused in words") {
  collector sink;
  CHECK(import("hello\nworld\n", sink).fault.code == errc::unsupported_type);
  CHECK(import("", sink).fault.code == errc::unsupported_type);
  CHECK(import("<html></html>", sink).fault.code == errc::unsupported_type);
  CHECK(import("{\"samples\":[]}", sink).fault.code == errc::unsupported_type);
  CHECK(read_import("tests/no/such/file", options(), sink).fault.code
        == errc::not_found);
  CHECK(sink.count == 0);
}

TEST_SUITE_END();
