#include "actors/memory/series_filter.hpp"

#include "messages/ingest.pb.h"
#include "messages/time.hpp"

namespace auren::memory {

namespace {

/// Decodes the samples of `event` and calls `take` with each series.
template <class Take>
void each_series(const events::Event& event, Take take) {
  ingest::SamplesRecorded batch;
  if (event.type() != "samples.recorded"
      || !batch.ParseFromString(event.payload()))
    return;
  for (auto& series : batch.series())
    take(series);
}

/// Appends entry `i` of a column of none, one for all, or one each.
template <class Column>
void copy_entry(Column* to, const Column& from, int i) {
  if (!from.empty())
    *to->Add() = from.Get(from.size() == 1 ? 0 : i);
}

bool well_formed(const ingest::Series& series) {
  auto fits
    = [n = series.value_size()](int size) { return size <= 1 || size == n; };
  return fits(series.duration_ms_size()) && fits(series.external_id_size());
}

/// Returns the samples of `from` on the asked days.
ingest::Series part_of(const ingest::Series& from, int32_t absent_offset_s,
                       const ReadSeries& question) {
  ingest::Series part;
  int64_t before = 0;
  each_sample(from, absent_offset_s, [&](int64_t time, int32_t offset, int i) {
    auto day = time::local_day(time, offset);
    if (day < question.from_day() || day > question.to_day())
      return;
    if (part.value().empty())
      part.set_first_ms(before = time);
    part.add_step_ms(time - before);
    part.add_value(from.value(i));
    part.add_utc_offset_s(offset);
    copy_entry(part.mutable_duration_ms(), from.duration_ms(), i);
    copy_entry(part.mutable_external_id(), from.external_id(), i);
    before = time;
  });
  return part;
}

bool asked(const ReadSeries& question, std::string_view metric,
           std::string_view source) {
  return (question.metric().empty() || question.metric() == metric)
         && (question.source().empty() || question.source() == source);
}

} // namespace

void add_matching(SeriesFound& found, const ReadSeries& question,
                  const events::Event& event) {
  each_series(event, [&](const ingest::Series& series) {
    if (!asked(question, series.metric(), series.source())
        || !well_formed(series))
      return;
    auto part = part_of(series, event.utc_offset_s(), question);
    if (part.value().empty())
      return;
    part.set_metric(series.metric());
    part.set_unit(series.unit());
    part.set_source(series.source());
    *found.add_series() = std::move(part);
  });
}

void day_index::fold(const events::Event& event) {
  position_ = std::max(position_, event.position());
  each_series(event, [&](const ingest::Series& series) {
    auto& days = days_[{series.metric(), series.source()}];
    auto at = days.end();
    each_sample(series, event.utc_offset_s(),
                [&](int64_t time, int32_t offset, int) {
                  auto day = time::local_day(time, offset);
                  if (at == days.end() || at->first != day)
                    at = days.try_emplace(day, 0).first;
                  ++at->second;
                });
  });
}

void day_index::answer(SeriesFound& found, const ReadSeries& question) const {
  for (auto& [key, days] : days_) {
    if (!asked(question, key.first, key.second))
      continue;
    auto& index = *found.add_index();
    index.set_metric(key.first);
    index.set_source(key.second);
    auto end = days.upper_bound(question.to_day());
    for (auto at = days.lower_bound(question.from_day()); at != end; ++at) {
      index.add_day(at->first);
      index.add_count(at->second);
    }
    if (index.day().empty())
      found.mutable_index()->RemoveLast();
  }
}

} // namespace auren::memory
