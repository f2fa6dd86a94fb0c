#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace auren::ingest::whoop {

/// The four CSV files of an export.
enum class file : uint8_t { cycles, sleeps, workouts, journal };

/// What a column says.
enum class means : uint8_t {
  unknown,
  ignored, ///< known, but says nothing that is kept
  cycle_start,
  cycle_end,
  zone,
  sleep_onset,
  wake_onset,
  nap,
  workout_start,
  workout_end,
  activity,
  gps,
  question,
  answer,
  notes,
  at_wake,    ///< a value of the morning
  of_day,     ///< a value of the day that the cycle covers
  of_workout, ///< a value of one workout
  of_route,   ///< the same, but 0 means nothing without GPS
};

/// One column: its header as WHOOP writes it, in lower case, and its meaning.
struct column {
  std::string_view header;
  means says = means::unknown;
  std::string_view metric{};
  std::string_view unit{};
};

/// Returns the file kind that has these headers, or false if none has. Order,
/// case and further columns do not matter.
bool recognise(const std::vector<std::string_view>& headers, file& kind);

/// Returns the meaning of `header` (any case) in a file of that kind.
column meaning(file kind, std::string_view header);

} // namespace auren::ingest::whoop
