#include "actors/memory/working_book.hpp"

#include <algorithm>

namespace auren::memory {

namespace {

/// Keeps one entry of a column whose entries are all equal, none of zeros.
template <class Column>
void shorten(Column* column) {
  if (column->empty()
      || !std::equal(column->begin() + 1, column->end(), column->begin()))
    return;
  column->Truncate(column->Get(0) == 0 ? 0 : 1);
}

template <class Column>
auto entry(const Column& column, int i) {
  return column.empty() ? typename Column::value_type{}
                        : column.Get(column.size() == 1 ? 0 : i);
}

void write(WorkingSeries& out, const sample& x, int64_t& before) {
  out.add_step_ms(x.id.time_ms - before);
  out.add_value(x.value);
  out.add_utc_offset_s(x.utc_offset_s);
  out.add_duration_ms(x.id.duration_ms);
  out.add_external(x.id.external);
  before = x.id.time_ms;
}

void write(WorkingSeries& out, const metric_series& metric,
           const source_series& series) {
  out.set_metric(metric.metric);
  out.set_unit(metric.unit);
  out.set_source(series.source);
  out.set_first_ms(series.chunks.front().at(0).id.time_ms);
  auto before = out.first_ms();
  for (auto& chunk : series.chunks)
    for (size_t i = 0; i < chunk.size(); ++i)
      write(out, chunk.at(i), before);
  shorten(out.mutable_utc_offset_s());
  shorten(out.mutable_duration_ms());
  shorten(out.mutable_external());
}

bool well_formed(const WorkingSeries& in) {
  auto n = in.value_size();
  auto fits = [n](int size) { return size <= 1 || size == n; };
  return in.step_ms_size() == n && fits(in.utc_offset_s_size())
         && fits(in.duration_ms_size()) && fits(in.external_size());
}

std::vector<sample> read(const WorkingSeries& in) {
  std::vector<sample> result;
  auto time = in.first_ms();
  for (int i = 0; i < in.value_size(); ++i) {
    time += in.step_ms(i);
    result.push_back(
      {{time, entry(in.duration_ms(), i), entry(in.external(), i)},
       entry(in.utc_offset_s(), i),
       in.value(i)});
  }
  return result;
}

} // namespace

std::string working_book::save() const {
  WorkingState state;
  for (auto& metric : book_.metrics())
    for (auto& series : metric->sources)
      write(*state.add_series(), *metric, series);
  for (auto& [id, doubt] : doubts_.all())
    *state.add_doubts() = doubt;
  state.set_too_old(too_old_);
  state.set_unreadable(unreadable_);
  return state.SerializeAsString();
}

bool working_book::load(std::string_view state, uint64_t version) {
  WorkingState read_state;
  if (!read_state.ParseFromArray(state.data(), static_cast<int>(state.size()))
      || !std::ranges::all_of(read_state.series(), well_formed))
    return false;
  book_ = sample_book{kept_days};
  summaries_.clear();
  for (auto& series : read_state.series()) {
    auto samples = read(series);
    book_.apply(series.metric(), series.unit(), series.source(), samples);
  }
  doubts_.load(read_state.doubts());
  too_old_ = read_state.too_old();
  unreadable_ = read_state.unreadable();
  version_ = version;
  return true;
}

} // namespace auren::memory
