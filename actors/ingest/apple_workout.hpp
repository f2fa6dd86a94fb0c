#pragma once

#include "actors/ingest/import_writer.hpp"
#include "actors/ingest/xml_stream.hpp"

#include <string>
#include <vector>

namespace auren::ingest {

/// Gathers one `Workout` element with its children and writes what it says:
/// duration, energy, distance, heart rates at its start, and a journal entry
/// of type "workout" that names the activity. Totals are read from the element
/// itself (exports up to version 10) or from its statistics (later ones),
/// never from both. A total of 0 means not measured.
class apple_workout {
public:
  /// Starts a workout with the attributes of its element.
  void open(const xml_attributes& with);

  /// Takes a `WorkoutStatistics` child. Returns whether it is used.
  bool statistics(const xml_attributes& with);

  /// Writes the workout under `source`, which started at `start`.
  void close(import_writer& out, std::string_view source, instant start,
             uint64_t duration_ms) const;

private:
  struct total {
    std::string_view metric;
    std::string unit;
    double value = 0;
  };

  bool
  put(std::string_view metric, std::string_view value, std::string_view unit);

  std::vector<total> totals_;
  std::string activity_;
};

} // namespace auren::ingest
