#include "actors/ingest/apple_health_reader.hpp"
#include "actors/ingest/detect.hpp"
#include "actors/ingest/long_csv_reader.hpp"
#include "actors/ingest/whoop_reader.hpp"
#include "tests/actors/ingest/support.hpp"

#include <doctest/doctest.h>

#include <random>

using namespace auren;
using namespace auren::ingest;
using namespace auren::ingest::test;

TEST_SUITE_BEGIN("ingest.hostile");

namespace {

const std::string record
  = R"(<Record type="HKQuantityTypeIdentifierStepCount" sourceName="p" )"
    R"(unit="count" startDate="2026-03-29 10:00:00 +0200" )"
    R"(endDate="2026-03-29 10:05:00 +0200" value="420"/>)";

std::string health(const std::string& inside) {
  return "<HealthData>" + inside + "</HealthData>";
}

/// Pushes `text` into an Apple Health reader in pieces of `size` bytes.
refusal
read_apple(const std::string& text, collector& sink, size_t size = 4096) {
  import_writer out{options(), sink};
  apple_health_reader reader{out};
  refusal fault;
  for (size_t at = 0; at < text.size() && !fault; at += size)
    fault = reader.feed(std::string_view{text}.substr(at, size));
  if (!fault)
    fault = reader.finish();
  out.flush();
  return fault;
}

} // namespace

TEST_CASE("entities and outside files are refused loudly") {
  for (auto& doctype : std::vector<std::string>{
         R"(<!DOCTYPE HealthData [<!ENTITY a "x">]>)",
         R"(<!DOCTYPE HealthData [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]>)",
         R"(<!DOCTYPE HealthData [<!ENTITY a SYSTEM "file:///etc/passwd">]>)",
         R"(<!DOCTYPE HealthData [<!ENTITY % a SYSTEM "http://x/y"> %a;]>)",
         R"(<!DOCTYPE HealthData SYSTEM "file:///etc/passwd">)"}) {
    CAPTURE(doctype);
    collector sink;
    auto fault = read_apple(doctype + health(record), sink);
    CHECK(fault.code == errc::refused);
    CHECK(sink.count == 0);
  }
}

TEST_CASE("a file that breaks off keeps what came before") {
  collector sink;
  auto text = health(record + record);
  auto fault = read_apple(text.substr(0, text.size() - 30), sink);
  CHECK(fault.code == errc::invalid_message);
  CHECK(fault.detail
        == "the file ends in the middle; what came before is kept");
  CHECK(sink.count == 1);
}

TEST_CASE("a file that breaks off in its sleep records makes no half night") {
  auto text = content(fixture("export.xml"));
  auto at = text.find("AsleepREM");
  collector sink;
  CHECK(read_apple(text.substr(0, at), sink));
  CHECK(sink.skipped["unfinished_sleep"] == 5);
  for (auto& each : sink.samples)
    CHECK(each.find("sleep_duration") == std::string::npos);
}

TEST_CASE("deep and wide XML is refused in little memory") {
  collector sink;
  std::string deep;
  for (int i = 0; i < 1'000'000; ++i)
    deep += "<a>";
  CHECK(read_apple(health(deep), sink).code == errc::refused);
  auto wide = "<Record x=\"" + std::string(8 << 20, 'x') + "\"/>";
  CHECK(read_apple(health(wide), sink, 1 << 20).code == errc::refused);
}

TEST_CASE("an attribute of a megabyte is one bad record") {
  for (auto* name :
       {"type", "unit", "value", "sourceName", "startDate", "device"}) {
    CAPTURE(name);
    auto text = record;
    auto key = std::string{name} + "=\"";
    auto at = text.find(key);
    if (at == text.npos)
      text.insert(8, key + std::string(1 << 20, 'x') + "\" ");
    else
      text.insert(at + key.size(), std::string(1 << 20, 'x'));
    collector sink;
    CHECK_FALSE(read_apple(health(record + text + record), sink));
    CHECK(sink.count >= 2);
    for (auto& each : sink.rejected)
      CHECK(each.size() < 300);
    for (auto& [kind, times] : sink.skipped)
      CHECK(kind.size() <= 80);
    for (auto& each : sink.samples)
      CHECK(each.size() < 300);
  }
}

TEST_CASE("bytes that are no text are refused") {
  collector sink;
  auto bad = record;
  bad.replace(bad.find("\"p\""), 3, "\"\xff\xfe\"");
  CHECK(read_apple(health(bad), sink).code == errc::invalid_message);
  CHECK(read_apple(health(std::string{"\0", 1}), sink).code
        == errc::invalid_message);
  CHECK(
    read_apple("<?xml version=\"1.0\" encoding=\"ebcdic\"?>" + health(""), sink)
      .code
    == errc::invalid_message);
  CHECK(sink.count == 0);
}

TEST_CASE("numbers no double holds are refused one by one") {
  for (auto* value : {"1e999", "-1e999", "nan", "inf", "0x1p3", "", "1e308"}) {
    auto text = record;
    text.replace(text.find("420"), 3, value);
    collector sink;
    CHECK_FALSE(read_apple(health(text + record), sink));
    CHECK(sink.count == 1);
    CHECK(sink.rejected.size() == 1);
  }
}

TEST_CASE("a flood of kinds is counted in a bounded number of them") {
  std::string text;
  for (int i = 0; i < 1000; ++i)
    text += "<K" + std::to_string(i) + "/>";
  collector sink;
  CHECK_FALSE(read_apple(health(text), sink));
  CHECK(sink.skipped.size() <= 201);
  CHECK(sink.skipped["other"] == 800);
}

TEST_CASE("sleep without end or order is bounded") {
  constexpr int64_t day = 86'400'000;
  sleep_nights nights;
  instant start{1'000'000'000'000, 0};
  auto later = [&](int64_t ms) { return instant{start.ms + ms, 0}; };
  CHECK(nights.add("a", sleep_stage::core, start, start));
  CHECK(nights.add("a", sleep_stage::core, later(5), start));
  CHECK(nights.add("a", sleep_stage::core, start, later(86'400'001)));
  for (int i = 0; i < 1'000'000; ++i) // one night a day, for 2700 years
    if (auto fault = nights.add("a", sleep_stage::core, later(i * day),
                                later(i * day + 1000)))
      FAIL(fault.detail);
  CHECK(nights.add("a", sleep_stage::core, start, later(1)).code
        == errc::too_large);
}

TEST_CASE("a night of ten thousand overlapping intervals is one night") {
  sleep_nights nights;
  for (int i = 0; i < 10'000; ++i)
    REQUIRE_FALSE(nights.add(i % 2 == 0 ? "a" : "b", sleep_stage::core,
                             {1'785'000'000'000 + i * 1000, 0},
                             {1'785'000'000'000 + i * 1000 + 3'600'000, 0}));
  collector sink;
  import_writer out{options(), sink};
  nights.write_to(out);
  out.flush();
  CHECK(sink.samples.count("sleep_light a 2026-07-25T21:06:39+00:00 226.65 "
                           "min")
        == 1);
}

TEST_CASE("CSV rows with NUL bytes and broken text do no harm") {
  std::string head = "timestamp,metric,value,unit,source\n";
  std::string time = "2026-03-01T07:00:00Z,";
  scratch folder;
  collector sink;
  auto path = folder.write(
    "x.csv", head + time + std::string{"heart_\0rate,60,bpm,s\n", 21} + time
               + std::string{"heart_rate,6\0,bpm,s\n", 20} + time
               + "heart_rate,60,bpm,\xff\xfe\n" + time
               + "heart_rate,60,bpm,s\n");
  CHECK_FALSE(read_import(path, options(), sink).fault);
  CHECK(sink.count == 1);
  CHECK(sink.rejected.size() == 3);
}

TEST_CASE("random bytes never crash any reader") {
  std::mt19937 random{7};
  const std::string seeds[]
    = {content(fixture("export.xml")), content(fixture("long.csv")),
       content(fixture("whoop/sleeps.csv")),
       content(fixture("whoop/journal_entries.csv"))};
  for (int round = 0; round < 400; ++round) {
    auto text = seeds[static_cast<size_t>(round) % std::size(seeds)];
    for (int i = 0; i < 1 + round % 20; ++i)
      text[random() % text.size()] = static_cast<char>(random());
    collector sink;
    import_writer out{options(), sink};
    auto what = detect(text);
    auto push = [&](byte_parser&& parser) {
      if (!parser.feed(text))
        static_cast<void>(parser.finish());
    };
    if (what.kind == file_kind::apple_health)
      push(apple_health_reader{out});
    else if (what.kind == file_kind::whoop)
      push(whoop_reader{what.whoop, out});
    else if (what.kind == file_kind::long_csv)
      push(long_csv_reader{out});
    out.flush();
  }
}

TEST_SUITE_END();
