#include "actors/hypotheses/days_record.hpp"

#include <algorithm>
#include <cmath>

namespace auren::hypotheses {

namespace {

metric_kind kind_of(ingest::role role) {
  switch (role) {
    case ingest::role::behaviour: return metric_kind::behaviour;
    case ingest::role::outcome: return metric_kind::outcome;
    default: return metric_kind::context;
  }
}

value_type type_of(ingest::statistic type) {
  switch (type) {
    case ingest::statistic::pos: return value_type::pos;
    case ingest::statistic::ord: return value_type::ord;
    case ingest::statistic::binary: return value_type::binary;
    case ingest::statistic::count: return value_type::count;
    default: return value_type::norm;
  }
}

/// Behaviours are entered by hand, the rest mostly comes from one device.
std::string source_of(ingest::role role) {
  return role == ingest::role::behaviour ? "manual" : "wearable";
}

metric describe(const memory::DayColumn& column, const ingest::metric& known) {
  metric result;
  result.name = column.metric();
  result.label = known.label;
  result.unit = known.unit;
  result.kind = kind_of(known.role);
  result.type = type_of(known.type);
  result.hour = column.hour();
  result.low = known.possible.low;
  result.high = known.possible.high;
  result.source = source_of(known.role);
  return result;
}

} // namespace

record record_of(const memory::Days& days, const ingest::catalogue& by) {
  record result;
  std::vector<const memory::DayColumn*> columns;
  int32_t first = INT32_MAX;
  int32_t last = INT32_MIN;
  for (auto& column : days.columns()) {
    auto known = by.describe(column.metric());
    if (!known || column.day_size() == 0)
      continue;
    columns.push_back(&column);
    result.metrics.push_back(describe(column, *known));
    first = std::min(first, *std::ranges::min_element(column.day()));
    last = std::max(last, *std::ranges::max_element(column.day()));
  }
  if (columns.empty())
    return result;
  result.first_day = first;
  result.values = Eigen::MatrixXd::Constant(
    last - first + 1, static_cast<int>(columns.size()), std::nan(""));
  for (size_t c = 0; c < columns.size(); ++c)
    for (int i = 0; i < columns[c]->day_size(); ++i)
      result.values(columns[c]->day(i) - first, static_cast<int>(c))
        = columns[c]->value(i);
  return result;
}

} // namespace auren::hypotheses
