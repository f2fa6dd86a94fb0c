#pragma once

#include "actors/ingest/read_import.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace auren::ingest::test {

/// 2026-08-01T00:00:00Z: the clock of all tests here.
inline constexpr int64_t now_ms = 1'785'542'400'000;

/// One sample as text: "metric source time value unit [+duration] [#id]".
inline std::vector<std::string> lines(const Series& series) {
  std::vector<std::string> result;
  for_each_sample(series, [&](const unpacked& each) {
    char value[32];
    std::snprintf(value, sizeof value, "%.6g", each.value);
    auto line = series.metric() + " " + series.source() + " "
                + to_rfc3339(each.time) + " " + value + " " + series.unit();
    if (each.duration_ms != 0)
      line += " +" + std::to_string(each.duration_ms / 1000);
    if (!each.external_id.empty())
      line += " #" + std::string{each.external_id};
    result.push_back(line);
  });
  return result;
}

/// Keeps all that a reader hands over; stops after `patience` batches.
class collector : public sample_sink {
public:
  bool take(import_batch&& batch) override {
    for (auto& series : batch.series)
      for (auto& line : lines(series))
        samples.insert(line);
    for (auto& each : batch.entries)
      entries.insert(each.type() + " "
                     + to_rfc3339({each.time_ms(), each.utc_offset_s()}) + " "
                     + each.data_json());
    for (auto& each : batch.rejected)
      rejected.push_back(std::to_string(each.index()) + " " + each.code() + " "
                         + each.detail());
    for (auto& [kind, times] : batch.skipped)
      skipped[kind] += times;
    count += batch.samples;
    implausible += batch.implausible;
    acknowledged = batch.records;
    ++batches;
    return batches < patience;
  }

  bool progress(const import_position& at) override {
    position = at;
    ++reports;
    return true;
  }

  std::multiset<std::string> samples;
  std::multiset<std::string> entries;
  std::vector<std::string> rejected;
  std::map<std::string, uint64_t> skipped;
  import_position position;
  uint64_t count = 0;
  uint64_t implausible = 0;
  uint64_t acknowledged = 0;
  int batches = 0;
  int reports = 0;
  int patience = 1'000'000;
};

/// All that `sink` took, one line each, as the `.expected` files have it.
inline std::string report(const collector& sink) {
  std::string result;
  for (auto& each : sink.samples)
    result += each + "\n";
  for (auto& each : sink.entries)
    result += each + "\n";
  for (auto& each : sink.rejected)
    result += "rejected " + each + "\n";
  for (auto& [kind, times] : sink.skipped)
    result += "skipped " + kind + " " + std::to_string(times) + "\n";
  return result;
}

inline import_options options() {
  import_options result;
  result.now_ms = now_ms;
  return result;
}

/// A folder that is gone with the test.
struct scratch {
  scratch() {
    std::string name = std::filesystem::temp_directory_path() / "auren-XXXXXX";
    path = ::mkdtemp(name.data());
  }

  ~scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }

  std::filesystem::path
  write(const std::string& name, const std::string& text) const {
    auto file = path / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary} << text;
    return file;
  }

  std::filesystem::path path;
};

inline std::filesystem::path fixture(const std::string& name) {
  return std::filesystem::path{"tests/actors/ingest/fixtures"} / name;
}

inline std::string content(const std::filesystem::path& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

} // namespace auren::ingest::test
