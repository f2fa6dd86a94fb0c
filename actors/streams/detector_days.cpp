#include "actors/streams/detector_kinds.hpp"
#include "actors/streams/night_signal.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

namespace auren::streams::kinds {

namespace {

uint32_t count_of(const std::vector<double>& values) {
  return static_cast<uint32_t>(values.size());
}

reading_of_day no_such_metric(const detector& by) {
  return skipped("there are no values of " + by.metric);
}

/// The last `days` values, or why they cannot be used.
struct recent_days {
  std::vector<double> values;
  std::string missing;
};

/// A doubted value is not compared with a baseline; a fixed limit takes it, for
/// a second reading is what it asks for.
recent_days recent(const detector& by, const day_table& t,
                   const day_column& column, int32_t day, bool doubted) {
  auto days = by.whole("days", 1);
  auto need = static_cast<size_t>(by.whole("need_now", days));
  recent_days result{t.values(column, day - days + 1, day, doubted), ""};
  if (result.values.size() >= need)
    return result;
  if (!doubted && t.is_doubted(column, day))
    result.missing = "the value asks for a second reading first";
  else
    result.missing
      = fmt::format("{} of {} days have a value", result.values.size(), need);
  return result;
}

std::vector<double> logarithms(std::vector<double> values) {
  for (auto& value : values)
    value = std::log(std::max(value, 1e-9));
  return values;
}

} // namespace

reading_of_day deviation(const detector& by, const day_table& t, int32_t day) {
  auto* column = t.find(by.metric);
  if (column == nullptr)
    return no_such_metric(by);
  auto now = recent(by, t, *column, day, false);
  if (!now.missing.empty())
    return skipped(now.missing);
  auto end = day - by.whole("days", 1);
  auto window = by.whole("window", 28);
  auto before = t.values(*column, end - window + 1, end, false);
  if (before.size() < static_cast<size_t>(by.whole("need", 14)))
    return skipped(fmt::format("{} of {} days for a baseline", before.size(),
                               by.whole("need", 14)),
                   count_of(before));
  auto in_logs = by.number("log") > 0;
  if (in_logs) {
    now.values = logarithms(std::move(now.values));
    before = logarithms(std::move(before));
  }
  auto usual = middle(before);
  std::vector<double> away;
  for (auto value : before)
    away.push_back(std::abs(value - usual));
  auto step = std::max(by.number("spreads", 2) * 1.4826 * middle(away),
                       by.number("least"));
  if (!(step > 0))
    return skipped("the values never varied", count_of(before));
  auto threshold = usual + by.number("direction", 1) * step;
  auto value = mean(now.values);
  if (in_logs) {
    threshold = std::exp(threshold);
    value = std::exp(value);
    usual = std::exp(usual);
  }
  return judged(by, value, threshold, count_of(before),
                fmt::format("{:.1f} {} against a median of {:.1f} over {} days",
                            value, column->unit, usual, before.size()));
}

reading_of_day limit(const detector& by, const day_table& t, int32_t day) {
  auto* column = t.find(by.metric);
  if (column == nullptr)
    return no_such_metric(by);
  auto days = by.whole("days", 1);
  auto values = t.values(*column, day - days + 1, day, true);
  auto need = static_cast<size_t>(by.whole("need", days));
  if (values.size() < need)
    return skipped(
      fmt::format("{} of {} days have a value", values.size(), need),
      count_of(values));
  auto value = mean(values);
  auto reason = fmt::format("{:.1f} {} over {} of {} days", value, column->unit,
                            values.size(), days);
  if (t.is_doubted(*column, day))
    reason += "; the value asks for a second reading";
  return judged(by, value, by.number("limit"), count_of(values),
                std::move(reason));
}

reading_of_day ratio(const detector& by, const day_table& t, int32_t day) {
  auto* column = t.find(by.metric);
  if (column == nullptr)
    return no_such_metric(by);
  auto brief = by.whole("short", 7);
  auto acute = t.values(*column, day - brief + 1, day, false);
  auto chronic = t.values(*column, day - by.whole("long", 28) + 1, day, false);
  // Of the week as large a share must be known as of the four weeks.
  auto need = by.whole("need", 21);
  if (chronic.size() < static_cast<size_t>(need)
      || acute.size() * static_cast<size_t>(by.whole("long", 28))
           < static_cast<size_t>(need * brief))
    return skipped(
      fmt::format("{} of {} days have a value", chronic.size(), need),
      count_of(chronic));
  if (!(mean(chronic) > 0))
    return skipped("there was none at all", count_of(chronic));
  auto value = mean(acute) / mean(chronic);
  return judged(by, value, by.number("limit"), count_of(chronic),
                fmt::format("{} days are {:.2f} times {} days", brief, value,
                            by.whole("long", 28)));
}

reading_of_day monotony(const detector& by, const day_table& t, int32_t day) {
  auto* column = t.find(by.metric);
  if (column == nullptr)
    return no_such_metric(by);
  auto values = t.values(*column, day - by.whole("days", 7) + 1, day, false);
  if (values.size() < static_cast<size_t>(by.whole("need", 7)))
    return skipped(fmt::format("{} of {} days have a value", values.size(),
                               by.whole("need", 7)));
  auto spread = deviation_of(values);
  if (!(spread > 0))
    return skipped("every day was the same", count_of(values));
  auto value = mean(values) / spread;
  return judged(by, value, by.number("limit"), count_of(values),
                fmt::format("mean by deviation of the week is {:.2f}", value));
}

reading_of_day debt(const detector& by, const day_table& t, int32_t day) {
  auto* column = t.find(by.metric);
  if (column == nullptr)
    return no_such_metric(by);
  auto days = by.whole("days", 7);
  auto values = t.values(*column, day - days + 1, day, false);
  if (values.size() < static_cast<size_t>(by.whole("need", 5)))
    return skipped(fmt::format("{} of {} nights have a value", values.size(),
                               by.whole("need", 5)));
  // Nights that are not known count as the others of the week.
  auto value = (by.number("want") - mean(values)) * days;
  return judged(by, value, by.number("limit"), count_of(values),
                fmt::format("{:.1f} {} short of {:g} a night, of {} nights",
                            value, column->unit, by.number("want"),
                            values.size()));
}

reading_of_day
clock_spread(const detector& by, const day_table& t, int32_t day) {
  auto* column = t.find(by.metric);
  if (column == nullptr)
    return no_such_metric(by);
  auto hours = t.hours(*column, day - by.whole("days", 14) + 1, day);
  if (hours.size() < static_cast<size_t>(by.whole("need", 10)))
    return skipped(fmt::format("{} of {} nights have a time", hours.size(),
                               by.whole("need", 10)));
  double x = 0, y = 0;
  for (auto hour : hours) {
    x += std::cos(hour * std::numbers::pi / 12);
    y += std::sin(hour * std::numbers::pi / 12);
  }
  auto length = std::hypot(x, y) / static_cast<double>(hours.size());
  if (!(length > 0))
    return skipped("the times are all around the clock", count_of(hours));
  // Circular standard deviation (Mardia and Jupp 2000, 2.3.11), in hours.
  auto value
    = std::sqrt(std::max(0.0, -2 * std::log(length))) * 12 / std::numbers::pi;
  return judged(by, value, by.number("limit"), count_of(hours),
                fmt::format("times spread by {:.1f} h over {} nights", value,
                            hours.size()));
}

reading_of_day change(const detector& by, const day_table& t, int32_t day) {
  auto* column = t.find(by.metric);
  if (column == nullptr)
    return no_such_metric(by);
  if (!t.at(*column, day))
    return skipped("there is no value of the day");
  auto window = by.whole("window");
  auto now = t.values(*column, day - 2, day, false);
  auto then = t.values(*column, day - window - 3, day - window + 3, false);
  if (now.empty() || then.empty())
    return skipped(fmt::format("there is no value {} days before", window));
  auto share = middle(now) / middle(then) - 1;
  auto limit = by.number("limit");
  auto direction = by.number("direction");
  auto reason = fmt::format("{:+.1f} % in {} days", 100 * share, window);
  auto n = count_of(now) + count_of(then);
  if (direction == 0) // either way: its size decides, and judged() looks up
    return {std::abs(share) >= limit ? reading_of_day::outcome::fired
                                     : reading_of_day::outcome::checked,
            std::move(reason), share, limit, n};
  return judged(by, share, direction * limit, n, std::move(reason));
}

reading_of_day silent(const detector& by, const day_table& t, int32_t day) {
  auto* column = t.find(by.metric);
  if (column == nullptr)
    return no_such_metric(by);
  auto days = by.whole("days", 2);
  auto now = t.values(*column, day - days + 1, day, true);
  auto end = day - days;
  auto before = t.values(*column, end - by.whole("window", 14) + 1, end, true);
  if (before.size() < static_cast<size_t>(by.whole("need", 10)))
    return skipped(fmt::format("it was not worn regularly: {} of {} days",
                               before.size(), by.whole("window", 14)),
                   count_of(before));
  return {now.empty() ? reading_of_day::outcome::fired
                      : reading_of_day::outcome::checked,
          fmt::format("{} of the last {} days have a value", now.size(), days),
          static_cast<double>(now.size()), 0, count_of(before)};
}

reading_of_day nights(const detector& by, const day_table& t, int32_t day) {
  auto* column = t.find(by.metric);
  if (column == nullptr)
    return no_such_metric(by);
  std::vector<night> all;
  for (auto d = std::max(t.first(), day - by.whole("days", 180) + 1); d <= day;
       ++d)
    if (auto value = t.at(*column, d); value && !t.is_doubted(*column, d))
      all.push_back({d, static_cast<int>(*value)});
  auto n = static_cast<uint32_t>(all.size());
  if (n < static_cast<uint32_t>(by.whole("need", 14)))
    return skipped(fmt::format("{} of {} nights", n, by.whole("need", 14)), n);
  if (all.back().day != day)
    return skipped("there is no value of the night", n);
  auto said = night_signal(all).back().second;
  auto fired = said == night_alert::red;
  return {fired ? reading_of_day::outcome::fired
                : reading_of_day::outcome::checked,
          fired ? "two nights at least 4 bpm above the median of all"
                : "not two nights 4 bpm above the median of all",
          static_cast<double>(all.back().bpm), 0, n};
}

} // namespace auren::streams::kinds
