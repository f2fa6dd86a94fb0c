#include "actors/ingest/whoop_reader.hpp"

#include "messages/json.hpp"
#include "messages/time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace auren::ingest {

using whoop::means;

namespace {

constexpr std::string_view source = "whoop";
constexpr int64_t hour_ms = 3'600'000;

bool is_yes(std::string_view text) {
  return text == "true" || text == "True" || text == "TRUE" || text == "yes"
         || text == "Yes" || text == "1";
}

bool is_no(std::string_view text) {
  return text == "false" || text == "False" || text == "FALSE" || text == "no"
         || text == "No" || text == "0";
}

int64_t local_ms(const instant& when) {
  return when.ms + when.offset_s.value_or(0) * int64_t{1000};
}

/// Returns where the values of a cycle without a sleep stand: at its start, or
/// at midnight if most of it lies on the next day.
instant day_of_cycle(const instant& start, const std::optional<instant>& end) {
  auto local = local_ms(start);
  auto half
    = end && end->ms > start.ms ? (end->ms - start.ms) / 2 : 6 * hour_ms;
  auto day = (local + half) / time::day_ms;
  if (day == local / time::day_ms)
    return start;
  return local_instant(day * time::day_ms, *start.offset_s);
}

/// Returns noon of the day that a journal answer is about.
instant day_of_answer(const instant& start) {
  auto day = (local_ms(start) - 12 * hour_ms) / time::day_ms;
  return local_instant(day * time::day_ms + 12 * hour_ms, *start.offset_s);
}

JournalRecorded entry_at(const instant& when, std::string type) {
  JournalRecorded entry;
  entry.set_type(std::move(type));
  entry.set_time_ms(when.ms);
  entry.set_utc_offset_s(when.offset_s.value_or(0));
  entry.set_source(std::string{source});
  return entry;
}

void put(std::string& json, std::string_view key, std::string_view text) {
  json += json.empty() ? '{' : ',';
  json::quote(json, key);
  json += ':';
  json::quote(json, text);
}

uint64_t between(const instant& from, const std::optional<instant>& to) {
  return to && to->ms > from.ms ? static_cast<uint64_t>(to->ms - from.ms) : 0;
}

} // namespace

struct whoop_reader::frame {
  std::string_view start, end, zone, onset, wake, nap, workout_start,
    workout_end, activity, gps, question, answer, notes;

  void take(means which, std::string_view text) {
    switch (which) {
      case means::cycle_start: start = text; break;
      case means::cycle_end: end = text; break;
      case means::zone: zone = text; break;
      case means::sleep_onset: onset = text; break;
      case means::wake_onset: wake = text; break;
      case means::nap: nap = text; break;
      case means::workout_start: workout_start = text; break;
      case means::workout_end: workout_end = text; break;
      case means::activity: activity = text; break;
      case means::gps: gps = text; break;
      case means::question: question = text; break;
      case means::answer: answer = text; break;
      case means::notes: notes = text; break;
      default: break;
    }
  }
};

whoop_reader::whoop_reader(whoop::file kind, import_writer& out)
  : kind_(kind), out_(out) {
  // nop
}

void whoop_reader::header(const csv_row& fields) {
  out_.begin_end();
  for (auto each : fields) {
    columns_.push_back(whoop::meaning(kind_, each));
    if (columns_.back().says == means::unknown)
      out_.skip("column");
  }
}

refusal whoop_reader::row(const csv_row& fields) {
  if (columns_.empty()) {
    header(fields);
    return {};
  }
  out_.begin_record(); // also durable ones count: they tell the newest cycle
  if (fields.size() != columns_.size()) {
    out_.reject(errc::invalid_message,
                fmt::format("the row has {} of {} fields", fields.size(),
                            columns_.size()));
    return {};
  }
  frame cells;
  for (size_t i = 0; i < fields.size(); ++i)
    cells.take(columns_[i].says, trimmed(fields[i]));
  switch (kind_) {
    case whoop::file::cycles: cycle(fields, cells); break;
    case whoop::file::sleeps: sleep(fields, cells); break;
    case whoop::file::workouts: workout(fields, cells); break;
    case whoop::file::journal: journal(cells); break;
  }
  return {};
}

std::optional<instant>
whoop_reader::time(std::string_view text, const frame& cells,
                   std::string_view column) {
  auto rest = text;
  auto wall = parse_wall(rest);
  auto own = parse_utc_zone(trimmed(rest));
  auto offset = own && !rest.empty() ? own : parse_utc_zone(cells.zone);
  if (wall && !wall->date_only && offset && (rest.empty() || own))
    return local_instant(wall->ms, *offset);
  out_.reject(errc::invalid_time,
              fmt::format("{} or its time zone cannot be read", column));
  return std::nullopt;
}

std::vector<reading> whoop_reader::values(const csv_row& fields, means which,
                                          instant at, uint64_t duration_ms) {
  std::vector<reading> result;
  for (size_t i = 0; i < fields.size(); ++i) {
    auto text = trimmed(fields[i]);
    if (columns_[i].says != which || text.empty())
      continue;
    reading next{columns_[i].metric, columns_[i].unit, source, at};
    next.duration_ms = duration_ms;
    if (parse_number(text, next.value))
      result.push_back(next);
    else
      out_.reject(errc::invalid_value,
                  fmt::format("{} is not a number", next.metric));
  }
  return result;
}

void whoop_reader::cycle(const csv_row& fields, const frame& cells) {
  auto start = time(cells.start, cells, "Cycle start time");
  if (!start)
    return;
  morning(fields, cells);
  day(fields, cells, *start);
}

void whoop_reader::morning(const csv_row& fields, const frame& cells) {
  auto found = values(fields, means::at_wake, {}, 0);
  if (found.empty())
    return;
  auto is_zero = [](auto& each) { return each.value == 0; };
  if (cells.wake.empty() && std::all_of(found.begin(), found.end(), is_zero))
    return out_.skip("no_sleep");
  auto wake = time(cells.wake, cells, "Wake onset");
  if (!wake)
    return;
  for (auto& each : found) {
    each.time = *wake;
    out_.add(each);
  }
}

void whoop_reader::day(const csv_row& fields, const frame& cells,
                       instant start) {
  std::optional<instant> end, wake;
  if (!cells.end.empty())
    end = time(cells.end, cells, "Cycle end time");
  if (!cells.wake.empty())
    wake = time(cells.wake, cells, "Wake onset");
  // Some exports repeat the last sleep in cycles that had none.
  auto own_sleep = wake && wake->ms >= start.ms;
  auto at = own_sleep ? *wake : day_of_cycle(start, end);
  settle(values(fields, means::of_day, at, between(at, end)), start,
         end.has_value());
}

/// Adds the values of a day, or holds them while the cycle may be the open one.
void whoop_reader::settle(std::vector<reading> values, instant start,
                          bool has_end) {
  auto newest = !newest_start_ || start.ms > *newest_start_;
  if (newest) {
    release();
    newest_start_ = start.ms;
    if (!has_end) {
      held_ = std::move(values);
      return;
    }
  }
  for (auto& each : values)
    out_.add(each);
}

void whoop_reader::release() {
  for (auto& each : held_)
    out_.add(each);
  held_.clear();
}

void whoop_reader::sleep(const csv_row& fields, const frame& cells) {
  if (is_yes(cells.nap))
    nap(fields, cells);
  else
    morning(fields, cells);
}

void whoop_reader::nap(const csv_row& fields, const frame& cells) {
  auto end = time(cells.wake, cells, "Wake onset");
  if (!end)
    return;
  for (auto& each : values(fields, means::at_wake, *end, 0)) {
    if (each.metric == "sleep_duration") {
      each.metric = "nap_duration";
      out_.add(each);
    } else {
      out_.skip("nap_detail");
    }
  }
}

void whoop_reader::workout(const csv_row& fields, const frame& cells) {
  auto start = time(cells.workout_start, cells, "Workout start time");
  if (!start)
    return;
  std::optional<instant> end;
  if (!cells.workout_end.empty())
    end = time(cells.workout_end, cells, "Workout end time");
  auto duration_ms = between(*start, end);
  for (auto& each : values(fields, means::of_workout, *start, duration_ms))
    out_.add(each);
  for (auto& each : values(fields, means::of_route, *start, duration_ms))
    if (each.value != 0 || is_yes(cells.gps))
      out_.add(each);
  auto entry = entry_at(*start, "workout");
  put(*entry.mutable_data_json(), "activity", cells.activity);
  *entry.mutable_data_json() += '}';
  out_.add(std::move(entry));
}

void whoop_reader::journal(const frame& cells) {
  auto start = time(cells.start, cells, "Cycle start time");
  if (!start || (cells.answer.empty() && cells.notes.empty()))
    return;
  auto name = journal_metric(cells.question);
  auto at = day_of_answer(*start);
  auto entry = entry_at(at, "journal");
  auto& json = *entry.mutable_data_json();
  put(json, "question", cells.question);
  put(json, "metric", name);
  if (!cells.notes.empty())
    put(json, "notes", cells.notes);
  if (is_yes(cells.answer) || is_no(cells.answer)) {
    json += is_yes(cells.answer) ? ",\"answer\":true" : ",\"answer\":false";
    out_.add({name, "bool", source, at, is_yes(cells.answer) ? 1.0 : 0.0});
  } else if (!cells.answer.empty()) {
    return out_.reject(errc::invalid_value, "Answered yes is neither yes nor "
                                            "no");
  }
  json += '}';
  out_.add(std::move(entry));
}

refusal whoop_reader::finish() {
  auto fault = csv_parser::finish();
  out_.begin_end();
  if (!held_.empty())
    out_.skip("open_cycle");
  held_.clear();
  return fault;
}

} // namespace auren::ingest
