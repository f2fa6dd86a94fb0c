#include "actors/ingest/whoop_columns.hpp"

#include "actors/ingest/csv.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace auren::ingest::whoop {

namespace {

using enum means;

constexpr std::array structure = {
  column{"cycle start time", cycle_start},
  column{"cycle end time", cycle_end},
  column{"cycle timezone", zone},
  column{"sleep onset", sleep_onset},
  column{"wake onset", wake_onset},
  column{"nap", nap},
  column{"workout start time", workout_start},
  column{"workout end time", workout_end},
  column{"activity name", activity},
  column{"gps enabled", gps},
  column{"question text", question},
  column{"answered yes", answer},
  column{"notes", notes},
};

constexpr std::array sleep_values = {
  column{"sleep performance %", at_wake, "sleep_performance", "%"},
  column{"respiratory rate (rpm)", at_wake, "respiratory_rate", "breaths/min"},
  column{"asleep duration (min)", at_wake, "sleep_duration", "min"},
  column{"in bed duration (min)", at_wake, "time_in_bed", "min"},
  column{"light sleep duration (min)", at_wake, "sleep_light", "min"},
  column{"deep (sws) duration (min)", at_wake, "sleep_deep", "min"},
  column{"rem duration (min)", at_wake, "sleep_rem", "min"},
  column{"awake duration (min)", at_wake, "sleep_awake", "min"},
  column{"sleep need (min)", at_wake, "sleep_need", "min"},
  column{"sleep debt (min)", at_wake, "sleep_debt", "min"},
  column{"sleep efficiency %", at_wake, "sleep_efficiency", "%"},
  column{"sleep consistency %", at_wake, "sleep_consistency", "%"},
};

// WHOOP's "(cal)" are kilocalories: a day of 1600 small ones cannot be.
constexpr std::array cycle_values = {
  column{"recovery score %", at_wake, "recovery_score", "%"},
  column{"resting heart rate (bpm)", at_wake, "resting_heart_rate", "bpm"},
  column{"heart rate variability (ms)", at_wake, "hrv_rmssd", "ms"},
  column{"skin temp (celsius)", at_wake, "skin_temperature", "degC"},
  column{"blood oxygen %", at_wake, "spo2", "%"},
  column{"day strain", of_day, "day_strain", "strain"},
  column{"energy burned (cal)", of_day, "energy_burned", "kcal"},
  column{"max hr (bpm)", of_day, "max_heart_rate", "bpm"},
  column{"average hr (bpm)", of_day, "mean_heart_rate", "bpm"},
};

constexpr std::array workout_values = {
  column{"duration (min)", of_workout, "workout_duration", "min"},
  column{"activity strain", of_workout, "workout_strain", "strain"},
  column{"energy burned (cal)", of_workout, "workout_energy", "kcal"},
  column{"max hr (bpm)", of_workout, "workout_max_heart_rate", "bpm"},
  column{"average hr (bpm)", of_workout, "workout_mean_heart_rate", "bpm"},
  column{"hr zone 1 %", of_workout, "workout_zone_1", "%"},
  column{"hr zone 2 %", of_workout, "workout_zone_2", "%"},
  column{"hr zone 3 %", of_workout, "workout_zone_3", "%"},
  column{"hr zone 4 %", of_workout, "workout_zone_4", "%"},
  column{"hr zone 5 %", of_workout, "workout_zone_5", "%"},
  column{"distance (meters)", of_route, "workout_distance", "m"},
  column{"altitude gain (meters)", of_route, "workout_altitude_gain", "m"},
  column{"altitude change (meters)", of_route, "workout_altitude_change", "m"},
};

std::string lower(std::string_view text) {
  std::string result{trimmed(text)};
  for (auto& c : result)
    if (c >= 'A' && c <= 'Z')
      c = static_cast<char>(c - 'A' + 'a');
  return result;
}

template <class Table>
bool look_up(const Table& table, std::string_view header, column& found) {
  for (auto& each : table)
    if (each.header == header) {
      found = each;
      return true;
    }
  return false;
}

} // namespace

bool recognise(const std::vector<std::string_view>& headers, file& kind) {
  auto has = [&](std::string_view header) {
    return std::any_of(headers.begin(), headers.end(),
                       [&](auto each) { return lower(each) == header; });
  };
  if (!has("cycle start time"))
    return false;
  if (has("question text"))
    kind = file::journal;
  else if (has("workout start time"))
    kind = file::workouts;
  else if (has("nap"))
    kind = file::sleeps;
  else if (has("wake onset") || has("day strain"))
    kind = file::cycles;
  else
    return false;
  return true;
}

column meaning(file kind, std::string_view header) {
  column found;
  auto name = lower(header);
  if (look_up(structure, name, found))
    return found;
  if (kind == file::cycles && look_up(cycle_values, name, found))
    return found;
  if (kind == file::workouts && look_up(workout_values, name, found))
    return found;
  if (kind == file::cycles || kind == file::sleeps)
    look_up(sleep_values, name, found);
  return found;
}

} // namespace auren::ingest::whoop
