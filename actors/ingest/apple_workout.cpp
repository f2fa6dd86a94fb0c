#include "actors/ingest/apple_workout.hpp"

#include "actors/ingest/csv.hpp"
#include "messages/json.hpp"

#include <algorithm>

namespace auren::ingest {

namespace {

std::string_view without(std::string_view prefix, std::string_view text) {
  if (text.substr(0, prefix.size()) == prefix)
    text.remove_prefix(prefix.size());
  return text;
}

} // namespace

bool apple_workout::put(std::string_view metric, std::string_view value,
                        std::string_view unit) {
  auto same = [&](auto& each) { return each.metric == metric; };
  double number = 0;
  if (!parse_number(value, number) || number == 0
      || std::any_of(totals_.begin(), totals_.end(), same))
    return false;
  totals_.push_back({metric, std::string{unit}, number});
  return true;
}

void apple_workout::open(const xml_attributes& with) {
  totals_.clear();
  activity_ = without("HKWorkoutActivityType", with.get("workoutActivityType"));
  put("workout_duration", with.get("duration"), with.get("durationUnit"));
  put("workout_distance", with.get("totalDistance"),
      with.get("totalDistanceUnit"));
  put("workout_energy", with.get("totalEnergyBurned"),
      with.get("totalEnergyBurnedUnit"));
}

bool apple_workout::statistics(const xml_attributes& with) {
  auto type = without("HKQuantityTypeIdentifier", with.get("type"));
  auto unit = with.get("unit");
  if (type == "ActiveEnergyBurned")
    return put("workout_energy", with.get("sum"), unit);
  if (type.substr(0, 8) == "Distance")
    return put("workout_distance", with.get("sum"), unit);
  if (type != "HeartRate")
    return false;
  auto mean = put("workout_mean_heart_rate", with.get("average"), unit);
  auto highest = put("workout_max_heart_rate", with.get("maximum"), unit);
  return mean || highest;
}

void apple_workout::close(import_writer& out, std::string_view source,
                          instant start, uint64_t duration_ms) const {
  for (auto& each : totals_)
    out.add({each.metric, each.unit, source, start, each.value, duration_ms});
  JournalRecorded entry;
  entry.set_type("workout");
  entry.set_time_ms(start.ms);
  entry.set_utc_offset_s(start.offset_s.value_or(0));
  entry.set_source(std::string{source});
  auto& json = *entry.mutable_data_json();
  json = "{\"activity\":";
  json::quote(json, activity_);
  json += '}';
  out.add(std::move(entry));
}

} // namespace auren::ingest
