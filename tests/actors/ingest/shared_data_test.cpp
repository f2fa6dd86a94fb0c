#include "tests/actors/ingest/support.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::ingest;
using namespace auren::ingest::test;

// Real exports that lie beside the checkout, where there are some.
TEST_SUITE_BEGIN("ingest.shared_data");

namespace {

const std::filesystem::path data = "../shared/data";

bool missing(const std::filesystem::path& path) {
  if (std::filesystem::exists(path))
    return false;
  MESSAGE("SKIP: " << path.string() << " is not there");
  return true;
}

size_t count_of(const collector& sink, const std::string& metric) {
  std::set<std::string> distinct;
  for (auto& each : sink.samples)
    if (each.rfind(metric + " ", 0) == 0)
      distinct.insert(each);
  return distinct.size();
}

} // namespace

TEST_CASE("the WHOOP export of user 0002 is read whole") {
  auto path = data / "whoop" / "export-5.0-user-0002-1aad";
  if (missing(path))
    return;
  collector sink;
  auto result = read_import(path, options(), sink);
  CHECK_FALSE(result.fault);
  CHECK(result.records == 162);
  CHECK(sink.rejected.empty());
  CHECK(count_of(sink, "recovery_score") == 78); // two are repeated
  CHECK(count_of(sink, "day_strain") == 81);     // 82 without the open one
  CHECK(count_of(sink, "nap_duration") == 4);
  CHECK(sink.skipped["open_cycle"] == 1);
}

TEST_CASE("the WHOOP export of user 0001 is read whole") {
  auto path = data / "whoop" / "export-5.0-user-0001";
  if (missing(path))
    return;
  collector sink;
  auto result = read_import(path, options(), sink);
  CHECK_FALSE(result.fault);
  CHECK(sink.rejected.empty());
  CHECK(count_of(sink, "recovery_score") == 13);
  CHECK(count_of(sink, "sleep_duration") == 13);
  CHECK(count_of(sink, "workout_duration") == 2);
}

TEST_CASE("the synthetic edge cases of WHOOP are told apart") {
  auto path = data / "whoop" / "edge-cases-scholion";
  if (missing(path))
    return;
  collector sink;
  CHECK_FALSE(read_import(path, options(), sink).fault);
  CHECK(sink.rejected.size() == 1);
  CHECK(sink.skipped["column"] == 1);
  CHECK(sink.skipped["open_cycle"] == 1);
  CHECK(count_of(sink, "day_strain") == 2);
  CHECK(sink.samples.count("nap_duration whoop 2026-01-05T14:52:00+03:00 41 "
                           "min")
        == 1);
}

TEST_CASE("the Apple Health samples of three locales are read") {
  auto path = data / "apple-health";
  if (missing(path))
    return;
  collector sink;
  auto result = read_import(path, options(), sink);
  CHECK_FALSE(result.fault);
  CHECK(result.files == 5);
  CHECK(sink.rejected.empty());
  CHECK(count_of(sink, "steps") == 11);
  CHECK(count_of(sink, "hrv_sdnn") == 1);
  CHECK(count_of(sink, "hrv_rmssd") == 0);
  CHECK(sink.samples.count("height Foo 2018-11-16T13:24:18+01:00 183 cm") == 1);
  CHECK(sink.samples.count("workout_energy Apple Watch "
                           "2016-11-14T06:25:41-08:00 48.745 kcal +311")
        == 2);
}

TEST_SUITE_END();
