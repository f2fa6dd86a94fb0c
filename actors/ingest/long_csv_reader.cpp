#include "actors/ingest/long_csv_reader.hpp"

#include "actors/ingest/zones.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace auren::ingest {

namespace {

constexpr int64_t half_day_ms = 43'200'000;
constexpr std::string_view default_source = "csv";

std::string lower(std::string_view text) {
  std::string result{trimmed(text)};
  for (auto& c : result)
    if (c >= 'A' && c <= 'Z')
      c = static_cast<char>(c - 'A' + 'a');
  return result;
}

} // namespace

long_csv_reader::long_csv_reader(import_writer& out)
  : out_(out), user_(out.options().user) {
  // nop
}

long_csv_reader::column long_csv_reader::meaning(std::string_view header) {
  auto name = lower(header);
  if (name == "user")
    return user;
  if (name == "timestamp" || name == "time")
    return time;
  if (name == "metric")
    return metric;
  if (name == "value")
    return value;
  if (name == "unit")
    return unit;
  if (name == "source")
    return source;
  if (name == "external_id")
    return external_id;
  return name == "duration_s" ? duration : unknown;
}

bool long_csv_reader::recognise(const csv_row& headers) {
  auto has = [&](column which) {
    return std::any_of(headers.begin(), headers.end(),
                       [&](auto each) { return meaning(each) == which; });
  };
  return has(time) && has(metric) && has(value) && has(unit);
}

std::string_view
long_csv_reader::cell(const csv_row& fields, column which) const {
  return at_[which] == 0 ? std::string_view{} : trimmed(fields[at_[which] - 1]);
}

refusal long_csv_reader::row(const csv_row& fields) {
  if (width_ == 0) {
    out_.begin_end();
    width_ = fields.size();
    for (size_t i = 0; i < width_; ++i) {
      auto which = meaning(fields[i]);
      if (which == unknown)
        out_.skip("column");
      else
        at_[which] = i + 1;
    }
    return {};
  }
  auto wanted = out_.begin_record();
  if (fields.size() != width_)
    out_.reject(
      errc::invalid_message,
      fmt::format("the row has {} of {} fields", fields.size(), width_));
  else if (!is_ours(fields))
    out_.skip("other_user");
  else if (wanted)
    sample(fields);
  return {};
}

bool long_csv_reader::is_ours(const csv_row& fields) {
  if (at_[user] == 0)
    return true;
  auto name = cell(fields, user);
  if (user_.empty())
    user_ = name;
  return user_ == name;
}

void long_csv_reader::sample(const csv_row& fields) {
  auto when = parse_time_in(cell(fields, time), out_.options().zone);
  if (!when)
    return out_.reject(errc::invalid_time, "timestamp cannot be read");
  auto comma = delimiter() == ';';
  reading next{cell(fields, metric), cell(fields, unit), default_source, *when};
  if (!parse_number(cell(fields, value), next.value, comma))
    return out_.reject(errc::invalid_value, "value is not a finite number");
  if (auto name = cell(fields, source); !name.empty())
    next.source = name;
  next.external_id = cell(fields, external_id);
  double seconds = 0;
  if (auto text = cell(fields, duration); !text.empty()) {
    if (!parse_number(text, seconds, comma) || seconds < 0 || seconds > 1e10)
      return out_.reject(errc::invalid_value, "duration_s is no duration");
    next.duration_ms = static_cast<uint64_t>(std::llround(seconds * 1000));
  }
  out_.add(next);
}

std::optional<instant>
parse_time_in(std::string_view text, const std::string& zone) {
  auto rest = text;
  auto wall = parse_wall(rest);
  if (!wall)
    return std::nullopt;
  if (!rest.empty())
    return wall->date_only ? std::nullopt : parse_healthkit(text);
  return from_wall(wall->ms + (wall->date_only ? half_day_ms : 0), zone);
}

} // namespace auren::ingest
