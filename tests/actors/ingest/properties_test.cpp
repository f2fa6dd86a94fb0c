#include "actors/ingest/apple_health_reader.hpp"
#include "actors/ingest/long_csv_reader.hpp"
#include "actors/ingest/whoop_reader.hpp"
#include "tests/actors/ingest/support.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <random>

using namespace auren;
using namespace auren::ingest;
using namespace auren::ingest::test;

TEST_SUITE_BEGIN("ingest.properties");

namespace {

using maker = std::unique_ptr<byte_parser> (*)(import_writer&);

template <class Reader>
std::unique_ptr<byte_parser> make(import_writer& out) {
  return std::make_unique<Reader>(out);
}

template <whoop::file Kind>
std::unique_ptr<byte_parser> make_whoop(import_writer& out) {
  return std::make_unique<whoop_reader>(Kind, out);
}

struct input {
  const char* name;
  maker reader;
};

const input inputs[] = {
  {"export.xml", make<apple_health_reader>},
  {"long.csv", make<long_csv_reader>},
  {"whoop/physiological_cycles.csv", make_whoop<whoop::file::cycles>},
  {"whoop/sleeps.csv", make_whoop<whoop::file::sleeps>},
  {"whoop/workouts.csv", make_whoop<whoop::file::workouts>},
  {"whoop/journal_entries.csv", make_whoop<whoop::file::journal>},
};

/// Reads `text`, cut into the pieces that `next_size` names.
template <class F>
std::string read(const input& from, std::string_view text, F next_size) {
  collector sink;
  import_writer out{options(), sink};
  auto reader = from.reader(out);
  while (!text.empty()) {
    auto piece = text.substr(0, next_size());
    REQUIRE_FALSE(reader->feed(piece));
    text.remove_prefix(piece.size());
  }
  REQUIRE_FALSE(reader->finish());
  out.flush();
  return report(sink);
}

} // namespace

TEST_CASE("any cutting of the bytes gives the same result") {
  std::mt19937 random{11};
  for (auto& from : inputs) {
    CAPTURE(from.name);
    auto text = content(fixture(from.name));
    auto whole = read(from, text, [&] { return text.size(); });
    CHECK_FALSE(whole.empty());
    for (size_t size : {1, 2, 3, 5, 64})
      CHECK(read(from, text, [&] { return size; }) == whole);
    for (int i = 0; i < 20; ++i)
      CHECK(read(from, text, [&] { return 1 + random() % 300; }) == whole);
  }
}

TEST_CASE("the same import twice gives the same samples byte for byte") {
  for (auto& name : {fixture("whoop"), fixture("export.xml")}) {
    collector first, second;
    read_import(name, options(), first);
    read_import(name, options(), second);
    CHECK(report(first) == report(second));
  }
}

TEST_CASE("the size of a batch changes nothing but the batches") {
  collector one, many;
  auto with = options();
  read_import(fixture("export.xml"), with, one);
  with.batch = 1;
  read_import(fixture("export.xml"), with, many);
  CHECK(report(one) == report(many));
  CHECK(one.batches == 1);
  CHECK(many.batches > 10);
}

TEST_CASE("a series gives back what was put in") {
  std::mt19937_64 random{13};
  auto& all = catalogue::standard();
  for (int round = 0; round < 200; ++round) {
    series_builder builder;
    std::multiset<std::string> put;
    auto many = 1 + random() % 40;
    for (size_t i = 0; i < many; ++i) {
      auto& metric = all.metrics()[random() % 3];
      const char* sources[] = {"a", "b"};
      const char* ids[] = {"", "", "x", "y"};
      sample next{&metric,
                  metric.name,
                  sources[random() % 2],
                  {static_cast<int64_t>(random() % 1'000'000'000'000), {}},
                  static_cast<double>(random() % 1000)};
      if (random() % 2 == 0)
        next.time.offset_s = static_cast<int32_t>(random() % 3) * 3600;
      next.duration_ms = random() % 2 * 60'000;
      next.external_id = ids[random() % 4];
      builder.add(next);
      series_builder alone;
      alone.add(next);
      put.insert(lines(alone.take().Get(0))[0]);
    }
    std::multiset<std::string> got;
    for (auto& series : builder.take())
      for (auto& line : lines(series))
        got.insert(line);
    REQUIRE(got == put);
  }
}

TEST_SUITE_END();
