#include "actors/hypotheses/days_record.hpp"

#include "actors/hypotheses/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

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

metric describe(const std::string& name, const ingest::metric& known) {
  metric result;
  result.name = name;
  result.label = known.label;
  result.unit = known.unit;
  result.kind = kind_of(known.role);
  result.type = type_of(known.type);
  result.low = known.possible.low;
  result.high = known.possible.high;
  result.source = source_of(known.role);
  return result;
}

/// The hour before which as many days have it as after.
template <class Days>
double usual_hour(const Days& days) {
  std::vector<double> hours;
  hours.reserve(days.size());
  for (auto& [day, one] : days)
    hours.push_back(one.hour);
  return median(hours);
}

} // namespace

void days_record::outdated(int64_t day) {
  changed_from_ = std::min(changed_from_, day);
}

memory::ReadDays days_record::question(const Context& context) {
  memory::ReadDays result;
  *result.mutable_context() = context;
  asked_from_ = std::min(changed_from_, newest_);
  changed_from_ = nothing;
  if (columns_.empty())
    asked_from_ = everything;
  if (asked_from_ != everything)
    result.set_from(date_of(asked_from_));
  return result;
}

void days_record::unanswered() {
  outdated(std::exchange(asked_from_, nothing));
}

void days_record::take(const memory::Days& days) {
  auto from = static_cast<int32_t>(std::exchange(asked_from_, nothing));
  for (auto& [name, known] : columns_)
    known.erase(known.lower_bound(from), known.end());
  for (auto& column : days.columns())
    for (int i = 0; i < column.day_size(); ++i)
      columns_[column.metric()][column.day(i)]
        = {column.value(i), column.hour(i)};
  std::erase_if(columns_, [](auto& entry) { return entry.second.empty(); });
  newest_ = INT32_MIN;
  for (auto& [name, known] : columns_)
    newest_ = std::max<int64_t>(newest_, known.rbegin()->first);
}

record days_record::made(const ingest::catalogue& by) const {
  record result;
  std::vector<const std::map<int32_t, day_value>*> columns;
  int32_t first = INT32_MAX;
  int32_t last = INT32_MIN;
  for (auto& [name, days] : columns_) {
    auto known = by.describe(name);
    if (!known)
      continue;
    columns.push_back(&days);
    result.metrics.push_back(describe(name, *known));
    result.metrics.back().hour = usual_hour(days);
    first = std::min(first, days.begin()->first);
    last = std::max(last, days.rbegin()->first);
  }
  if (columns.empty())
    return result;
  result.first_day = first;
  result.values = Eigen::MatrixXd::Constant(
    last - first + 1, static_cast<int>(columns.size()), std::nan(""));
  for (size_t c = 0; c < columns.size(); ++c)
    for (auto& [day, one] : *columns[c])
      result.values(day - first, static_cast<int>(c)) = one.value;
  return result;
}

} // namespace auren::hypotheses
