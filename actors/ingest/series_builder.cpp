#include "actors/ingest/series_builder.hpp"

#include <algorithm>

namespace auren::ingest {

namespace {

uint64_t hash_of(const sample& next) {
  auto hash = std::hash<std::string_view>{};
  auto known = next.time.offset_s.has_value() ? 0x9e3779b97f4a7c15u : 0;
  // Names of the catalogue are as unique as the address of their metric.
  auto name = next.metric->dynamic ? hash(next.name)
                                   : std::hash<const metric*>{}(next.metric);
  return (hash(next.source) * 31) ^ name ^ known;
}

template <class Column>
void fold(Column& column) {
  auto same = [&](auto& each) { return each == *column.begin(); };
  if (column.size() > 1 && std::all_of(column.begin(), column.end(), same))
    while (column.size() > 1)
      column.RemoveLast();
}

/// Folds `column`; drops it when all it says is `nothing`.
template <class Column, class T>
void fold(Column& column, const T& nothing) {
  fold(column);
  if (column.size() == 1 && column.Get(0) == nothing)
    column.Clear();
}

} // namespace

series_builder::group& series_builder::group_of(const sample& next) {
  auto hash = hash_of(next);
  auto known = next.time.offset_s.has_value();
  auto [first, last] = by_hash_.equal_range(hash);
  for (; first != last; ++first) {
    auto& each = groups_[first->second];
    if (each.offset_known == known && each.columns->metric() == next.name
        && each.columns->source() == next.source)
      return each;
  }
  by_hash_.emplace(hash, groups_.size());
  return open(next);
}

series_builder::group& series_builder::open(const sample& next) {
  auto* columns = list_.Add();
  columns->set_metric(next.name.data(), next.name.size());
  columns->set_unit(next.metric->unit);
  columns->set_source(next.source.data(), next.source.size());
  columns->set_first_ms(next.time.ms);
  groups_.push_back({columns, next.time.ms, next.time.offset_s.has_value()});
  return groups_.back();
}

void series_builder::add(const sample& next) {
  auto& to = group_of(next);
  to.columns->add_step_ms(next.time.ms - to.last_ms);
  to.columns->add_value(next.value);
  to.columns->add_duration_ms(next.duration_ms);
  if (to.offset_known)
    to.columns->add_utc_offset_s(*next.time.offset_s);
  auto& ids = *to.columns->mutable_external_id();
  if (!next.external_id.empty() || !ids.empty()) {
    while (ids.size() + 1 < to.columns->value_size())
      ids.Add();
    ids.Add(std::string{next.external_id});
  }
  to.last_ms = next.time.ms;
  ++size_;
}

series_list series_builder::take() {
  for (auto& each : list_) {
    fold(*each.mutable_utc_offset_s());
    fold(*each.mutable_duration_ms(), 0u);
    fold(*each.mutable_external_id(), std::string{});
  }
  groups_.clear();
  by_hash_.clear();
  size_ = 0;
  return std::exchange(list_, {});
}

} // namespace auren::ingest
