#include "actors/hypotheses/series.hpp"

#include <date/date.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace auren::hypotheses {

namespace {

bool digits(std::string_view text, int& out) {
  auto [end, error]
    = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc{} && end == text.data() + text.size() && out >= 0
         && text.front() != '-';
}

template <class Enum>
std::optional<Enum> named(std::string_view name, Enum last) {
  for (int i = 0; i <= static_cast<int>(last); ++i)
    if (to_string(static_cast<Enum>(i)) == name)
      return static_cast<Enum>(i);
  return std::nullopt;
}

} // namespace

int record::weekday(int day) const {
  auto since_monday = (first_day + day + 3) % 7; // 1970-01-01 is a Thursday
  return static_cast<int>(since_monday < 0 ? since_monday + 7 : since_monday);
}

std::optional<int> record::find(std::string_view name) const {
  auto at = std::find_if(metrics.begin(), metrics.end(),
                         [&](const metric& m) { return m.name == name; });
  if (at == metrics.end())
    return std::nullopt;
  return static_cast<int>(at - metrics.begin());
}

bool record::precedes(int cause, int effect, int lag) const {
  auto hour = [&](int i) { return metrics[static_cast<size_t>(i)].hour; };
  return lag > 0 || hour(cause) < hour(effect) - 0.25;
}

record record::first(int count) const {
  return {person, metrics, first_day, values.topRows(std::min(count, days()))};
}

std::string date_of(int64_t day) {
  date::year_month_day ymd{date::sys_days{date::days{day}}};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

std::optional<int64_t> day_of(std::string_view text) {
  int year = 0, month = 0, day = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-'
      || !digits(text.substr(0, 4), year) || !digits(text.substr(5, 2), month)
      || !digits(text.substr(8, 2), day))
    return std::nullopt;
  auto ymd = date::year{year} / month / day;
  if (!ymd.ok())
    return std::nullopt;
  return date::sys_days{ymd}.time_since_epoch().count();
}

std::string_view to_string(metric_kind kind) {
  switch (kind) {
    case metric_kind::behaviour: return "behaviour";
    case metric_kind::outcome: return "outcome";
    case metric_kind::context: return "context";
    case metric_kind::randomised: return "randomised";
  }
  return "";
}

std::string_view to_string(value_type type) {
  switch (type) {
    case value_type::norm: return "norm";
    case value_type::pos: return "pos";
    case value_type::ord: return "ord";
    case value_type::binary: return "binary";
    case value_type::count: return "count";
  }
  return "";
}

std::optional<metric_kind> kind_of(std::string_view name) {
  return named(name, metric_kind::randomised);
}

std::optional<value_type> type_of(std::string_view name) {
  return named(name, value_type::count);
}

} // namespace auren::hypotheses
