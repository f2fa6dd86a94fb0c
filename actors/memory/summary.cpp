#include "actors/memory/summary.hpp"

#include "actors/memory/baseline.hpp"
#include "messages/time.hpp"

namespace auren::memory {

namespace {

Latest latest_of(const source_series& series) {
  auto& chunk = series.chunks.back();
  auto newest = chunk.at(chunk.size() - 1);
  Latest result;
  result.set_value(newest.value);
  result.set_time_ms(newest.id.time_ms);
  result.set_time(time::format(newest.id.time_ms, newest.utc_offset_s));
  result.set_source(series.source);
  return result;
}

MetricSummary labels(const metric_series& metric, const ingest::metric& facts) {
  MetricSummary result;
  result.set_metric(metric.metric);
  result.set_label(facts.label);
  result.set_unit(facts.unit);
  result.set_kind(facts.kind);
  result.set_group(facts.group);
  result.set_aggregate(std::string{ingest::to_string(facts.daily)});
  result.set_count(metric.count());
  return result;
}

} // namespace

ingest::metric describe(const ingest::catalogue& catalogue,
                        std::string_view metric, std::string_view unit) {
  if (auto known = catalogue.describe(metric))
    return std::move(*known);
  ingest::metric result;
  result.name = metric;
  result.label = metric;
  result.unit = unit;
  return result;
}

std::string_view
stored_name(const ingest::catalogue& catalogue, std::string_view metric) {
  auto* known = catalogue.find(metric);
  return known ? ingest::catalogue::canonical(*known, metric) : metric;
}

MetricSummary
summarise(const metric_series& metric, const ingest::metric& facts,
          int32_t today, const source_order& order,
          const std::function<std::vector<day_total>(std::vector<day_total>)>&
            believed) {
  auto result = labels(metric, facts);
  auto days = day_totals(metric, order);
  *result.mutable_latest() = latest_of(metric.sources[days.back().source]);
  if (auto* now = find_day(days, today))
    result.set_today(value_of(facts.daily, now->total));
  if (believed)
    days = believed(std::move(days));
  if (auto normal = baseline_of(metric.metric, today, days, facts.daily))
    *result.mutable_baseline() = std::move(*normal);
  else
    result.set_baseline_absent(absent_baseline(facts.group, today, days));
  return result;
}

} // namespace auren::memory
