#include "actors/ingest/apple_health_reader.hpp"

#include "actors/ingest/csv.hpp"

#include <fmt/format.h>

namespace auren::ingest {

namespace {

constexpr std::string_view rings_source = "Apple activity rings";
constexpr int64_t half_day_ms = 43'200'000;

uint64_t between(const instant& from, const instant& to) {
  return to.ms > from.ms ? static_cast<uint64_t>(to.ms - from.ms) : 0;
}

} // namespace

apple_health_reader::apple_health_reader(import_writer& out) : out_(out) {
  // nop
}

apple_health_reader::element
apple_health_reader::element_of(std::string_view name) {
  if (name == "Record")
    return element::record;
  if (name == "MetadataEntry")
    return element::metadata;
  if (name == "InstantaneousBeatsPerMinute")
    return element::beat;
  if (name == "Workout")
    return element::workout;
  if (name == "WorkoutStatistics")
    return element::statistics;
  if (name == "WorkoutActivity")
    return element::activity;
  if (name == "ActivitySummary")
    return element::summary;
  if (name == "ExportDate")
    return element::export_date;
  if (name == "HealthData" || name == "Me" || name == "Correlation"
      || name == "HeartRateVariabilityMetadataList" || name == "Location"
      || name == "FileReference")
    return element::silent;
  return element::other;
}

void apple_health_reader::start(std::string_view name,
                                const xml_attributes& with) {
  switch (element_of(name)) {
    case element::record: return open_record(with);
    case element::metadata:
      if (open_ != content::nothing && with.get("key") == "HKTimeZone")
        zone_ = with.get("value");
      return;
    case element::beat: ++beats_; return;
    case element::workout: return open_workout(with);
    case element::statistics:
      if (open_ != content::workout)
        return;
      if (in_activity_ || !workout_.statistics(with))
        out_.skip("workout_statistic");
      return;
    case element::summary: return summary(with);
    case element::export_date:
      if (auto when = parse_healthkit(with.get("value")))
        export_offset_s_ = when->offset_s.value_or(0);
      return;
    case element::silent: return;
    case element::activity: in_activity_ = true; return;
    case element::other: out_.skip(name);
  }
}

void apple_health_reader::end(std::string_view name) {
  if (name == "Record" || name == "Workout")
    close();
  else if (name == "WorkoutActivity")
    in_activity_ = false;
}

bool apple_health_reader::take_times(const xml_attributes& with) {
  auto begin = parse_healthkit(with.get("startDate"));
  auto finish = parse_healthkit(with.get("endDate"));
  if (!begin || !finish) {
    out_.reject(errc::invalid_time, "startDate or endDate cannot be read");
    return false;
  }
  start_ = *begin;
  end_ = *finish;
  source_ = sources_.name(with.get("sourceName"), with.get("device"));
  return true;
}

void apple_health_reader::open_record(const xml_attributes& with) {
  auto wanted = out_.begin_record();
  auto type = with.get("type");
  last_was_sleep_ = type == sleep_analysis;
  open_ = content::nothing;
  zone_.clear();
  if (!wanted && !last_was_sleep_)
    return; // durable already; nights are summed from all their records
  metric_ = last_was_sleep_ ? nullptr : out_.options().by->find(type);
  if (!metric_ && !last_was_sleep_)
    return out_.skip(type);
  if (!take_times(with))
    return;
  if (last_was_sleep_)
    take_sleep(with.get("value"));
  else
    take_value(with);
}

void apple_health_reader::take_sleep(std::string_view value) {
  auto stage = sleep_stage_of(value);
  if (!stage)
    return out_.reject(errc::invalid_value, "this sleep stage is not known");
  stage_ = *stage;
  open_ = content::sleep;
}

void apple_health_reader::take_value(const xml_attributes& with) {
  auto type = with.get("type");
  auto text = with.get("value");
  id_.clear();
  if (type.substr(0, 10) == "HKCategory") {
    auto category = category_of(type, text, between(start_, end_));
    if (!category)
      return out_.skip(type);
    value_ = category->value;
    unit_ = category->unit;
  } else {
    if (!parse_number(text, value_))
      return out_.reject(errc::invalid_value,
                         fmt::format("{} is not a number", metric_->name));
    unit_ = healthkit_unit(with.get("unit"));
    if (metric_->group == "nutrition")
      id_ = content_id(text, with.get("creationDate"), with.get("endDate"));
  }
  open_ = content::value;
}

void apple_health_reader::open_workout(const xml_attributes& with) {
  auto wanted = out_.begin_record();
  last_was_sleep_ = false;
  open_ = content::nothing;
  zone_.clear();
  if (!wanted || !take_times(with))
    return;
  workout_.open(with);
  open_ = content::workout;
}

/// Returns `when` with the offset of the record's own zone, where it is known.
instant apple_health_reader::localised(instant when) {
  if (!zone_.empty())
    if (auto offset = zones_.at(zone_, when.ms))
      when.offset_s = offset;
  return when;
}

void apple_health_reader::close() {
  if (beats_ > 0)
    out_.skip("beat", std::exchange(beats_, 0));
  auto what = std::exchange(open_, content::nothing);
  auto duration_ms = between(start_, end_);
  if (what == content::value)
    out_.add({metric_->name, unit_, source_, localised(start_), value_,
              duration_ms, id_});
  else if (what == content::workout)
    workout_.close(out_, source_, localised(start_), duration_ms);
  else if (what == content::sleep)
    if (auto fault
        = nights_.add(source_, stage_, localised(start_), localised(end_)))
      out_.reject(fault.code, std::move(fault.detail));
}

void apple_health_reader::summary(const xml_attributes& with) {
  if (!out_.begin_record())
    return;
  last_was_sleep_ = false;
  auto date = with.get("dateComponents");
  auto day = parse_wall(date);
  if (!day || !day->date_only)
    return out_.reject(errc::invalid_time, "dateComponents cannot be read");
  auto noon = local_instant(day->ms + half_day_ms, export_offset_s_);
  auto add = [&](std::string_view metric, std::string_view name,
                 std::string_view unit) {
    double value = 0, goal = 0;
    auto goal_name = std::string{name} + "Goal";
    if (!parse_number(with.get(name), value))
      return;
    parse_number(with.get(goal_name), goal);
    if (value == 0 && goal == 0)
      return out_.skip("ring_without_goal"); // a day without the watch
    out_.add({metric, unit, rings_source, noon, value});
  };
  add("ring_move", "activeEnergyBurned", with.get("activeEnergyBurnedUnit"));
  add("ring_exercise", "appleExerciseTime", "min");
  add("ring_stand", "appleStandHours", "count");
}

refusal apple_health_reader::feed(std::string_view bytes) {
  auto fault = xml_.feed(bytes);
  return fault ? wrap_up(std::move(fault)) : fault;
}

refusal apple_health_reader::finish() {
  return wrap_up(xml_.finish());
}

void apple_health_reader::torn() {
  wrap_up({errc::damaged, {}});
}

/// Writes what only the end of the file decides.
refusal apple_health_reader::wrap_up(refusal fault) {
  out_.begin_end();
  if (fault && last_was_sleep_) {
    out_.skip("unfinished_sleep", nights_.size());
    return fault;
  }
  nights_.write_to(out_);
  return fault;
}

} // namespace auren::ingest
