#pragma once

#include "actors/operations/exports/export_run.hpp"
#include "messages/ids.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace auren::test {

/// A folder that goes with the test; it is not made.
struct export_folder {
  std::filesystem::path path = std::filesystem::temp_directory_path()
                               / ("auren-" + ids::hex(ids::uuid7()));

  ~export_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }

  std::string text(const std::string& name) const {
    std::ifstream file{path / name, std::ios::binary};
    std::stringstream out;
    out << file.rdbuf();
    return out.str();
  }

  std::vector<nlohmann::json> lines(const std::string& name) const {
    std::vector<nlohmann::json> result;
    std::istringstream in{text(name)};
    for (std::string line; std::getline(in, line);)
      result.push_back(nlohmann::json::parse(line));
    return result;
  }

  /// Returns the names of all that is in it, hidden files too.
  std::vector<std::string> names() const {
    std::vector<std::string> result;
    for (auto& entry : std::filesystem::directory_iterator{path})
      result.push_back(entry.path().filename());
    std::ranges::sort(result);
    return result;
  }
};

inline operations::export_subject subject() {
  return {"me", 9, "auren/test", 1'700'000'000'000'000,
          &ingest::catalogue::standard()};
}

/// An event of the person `me` at `position`.
inline events::Event exported_event(uint64_t position, std::string type,
                                    const google::protobuf::Message& fact) {
  events::Event event;
  event.set_event_id(ids::uuid7());
  event.set_tenant("home");
  event.set_person("me");
  event.set_stream("person/me/biometrics");
  event.set_type(std::move(type));
  event.set_position(position);
  event.set_occurred_at_us(1'700'000'000'000'000);
  event.set_recorded_at_us(1'700'000'000'000'000);
  event.set_payload(fact.SerializeAsString());
  return event;
}

/// Two heart rates with an offset, a night of sleep, and a weight without one.
inline ingest::SamplesRecorded some_samples() {
  ingest::SamplesRecorded batch;
  auto& pulse = *batch.add_series();
  pulse.set_metric("heart_rate");
  pulse.set_unit("bpm");
  pulse.set_source("watch, \"old\"");
  pulse.set_first_ms(1'700'000'000'250);
  pulse.add_utc_offset_s(3600);
  for (double value : {61.5, 60.1 + 0.2}) {
    pulse.add_step_ms(pulse.value_size() == 0 ? 0 : 1000);
    pulse.add_value(value);
    pulse.add_external_id("id" + std::to_string(pulse.value_size()));
  }
  auto& night = *batch.add_series();
  night.set_metric("sleep_duration");
  night.set_unit("h");
  night.set_source("ring");
  night.set_first_ms(1'700'000'000'000);
  night.add_step_ms(0);
  night.add_value(7.25);
  night.add_duration_ms(26'100'500);
  auto& weight = *batch.add_series();
  weight.set_metric("hrv_rmssd");
  weight.set_unit("ms");
  weight.set_source("ring");
  weight.set_first_ms(1'700'000'000'000);
  weight.add_step_ms(0);
  weight.add_value(42);
  return batch;
}

/// Exports `log` and returns what it came to.
inline operations::export_result
export_all(operations::export_format format, const export_folder& into,
           const std::vector<events::Event>& log) {
  operations::export_run run{format, into.path, subject()};
  for (auto& event : log)
    run.take(event);
  return run.finish();
}

} // namespace auren::test
