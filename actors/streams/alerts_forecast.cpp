#include "actors/deadline.hpp"
#include "actors/streams/alerts.hpp"
#include "actors/streams/forecast.hpp"
#include "messages/errc.hpp"
#include "messages/time.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace auren::streams {

namespace {

constexpr int32_t most_days = 2000;
constexpr int32_t oldest_value = 14;

/// Daily values of a metric with the local day of each, without one that is
/// not over.
std::vector<day_value> days_of(const memory::Range& range, int64_t now_ms) {
  std::vector<day_value> result;
  for (auto& point : range.points()) {
    auto at = time::parse(point.time());
    if (!at || !std::isfinite(point.value()))
      continue;
    auto day = time::local_day(at->unix_ms, at->utc_offset_s);
    if (day < time::local_day(now_ms, at->utc_offset_s)
        && (result.empty() || result.back().day < day))
      result.push_back({day, point.value()});
  }
  return result;
}

/// A forecast from values long ago would be of days long ago.
std::string too_old(const std::vector<day_value>& values, int64_t now_ms) {
  if (values.empty())
    return "";
  auto age = time::local_day(now_ms, 0) - values.back().day;
  if (age <= oldest_value)
    return "";
  return fmt::format("the newest value is of {}, {} days ago",
                     time::format_day(values.back().day), age);
}

Forecast told(const memory::Range& range, const ingest::metric& about,
              int32_t horizon, int64_t now_ms) {
  auto values = days_of(range, now_ms);
  auto found = forecast_of(values, horizon);
  Forecast result;
  result.set_metric(range.metric());
  result.set_unit(about.unit);
  result.set_level(forecast_level);
  result.set_model(forecast_model);
  result.set_n(found.n);
  result.set_window_days(found.window);
  if (!values.empty())
    result.set_last_day(time::format_day(values.back().day));
  result.set_reason(found.reason);
  if (auto old = too_old(values, now_ms); !old.empty()) {
    result.set_reason(std::move(old));
    return result;
  }
  for (auto& one : found.days) {
    auto& day = *result.add_days();
    day.set_day(time::format_day(one.day));
    // No interval reaches where no value can be.
    day.set_value(
      std::clamp(one.value, about.possible.low, about.possible.high));
    day.set_low(std::clamp(one.low, about.possible.low, about.possible.high));
    day.set_high(std::clamp(one.high, about.possible.low, about.possible.high));
  }
  result.set_coverage_n(found.tested);
  if (found.tested > 0)
    result.set_coverage(static_cast<double>(found.inside) / found.tested);
  return result;
}

} // namespace

caf::typed_response_promise<Forecast>
alerts_state::predict(const AskForecast& question) {
  auto answer = self->make_response_promise<Forecast>();
  auto about = links_.by->describe(question.metric());
  auto horizon
    = question.days() == 0 ? 7 : static_cast<int32_t>(question.days());
  if (!about || question.days() > longest_forecast) {
    answer.deliver(about ? caf::make_error(errc::out_of_range)
                         : caf::make_error(errc::unknown_metric));
    return answer;
  }
  memory::ReadRange range;
  *range.mutable_context() = question.context();
  range.set_metric(about->name);
  range.set_resolution("day");
  range.set_limit(most_days + 1);
  auto now_ms = time::now_ms();
  range.set_from_ms(now_ms - int64_t{most_days} * time::day_ms);
  self->request(links_.memory, patience(question.context()), std::move(range))
    .then(
      [answer, horizon, now_ms,
       about = *about](const memory::Range& found) mutable {
        answer.deliver(told(found, about, horizon, now_ms));
      },
      [answer](const caf::error& why) mutable { answer.deliver(why); });
  return answer;
}

} // namespace auren::streams
