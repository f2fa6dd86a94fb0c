#include "actors/memory/series_answer.hpp"

#include "messages/time.hpp"

namespace auren::memory {

namespace chunks = storage::chunks;

namespace {

bool is_asked(const ReadSeries& question, int64_t local_day) {
  return question.from_day() <= local_day && local_day <= question.to_day();
}

template <class Message>
void set_name(Message& of, const storage::series_name& name) {
  of.set_metric(name.metric);
  of.set_source(name.source);
  of.set_unit(name.unit);
}

void add_sample(ingest::Series& to, const chunks::sample_columns& from,
                size_t i, int64_t before_ms) {
  to.add_step_ms(from.time_ms[i] - before_ms);
  to.add_value(from.value[i]);
  if (!from.utc_offset_s.uniform() || to.utc_offset_s().empty())
    to.add_utc_offset_s(from.utc_offset_s[i]);
  if (!from.duration_ms.uniform() || to.duration_ms().empty())
    to.add_duration_ms(from.duration_ms[i]);
  if (!from.external_id.uniform() || to.external_id().empty())
    to.add_external_id(from.external_id[i]);
}

void add_bucket(SeriesRollups& to, int64_t utc_day,
                const chunks::rollup& bucket) {
  to.add_utc_day(utc_day);
  to.add_key(bucket.key);
  to.add_utc_offset_s(bucket.utc_offset_s);
  to.add_n(bucket.n);
  to.add_sum(bucket.sum);
  to.add_min(bucket.min);
  to.add_max(bucket.max);
  to.add_last(bucket.last);
}

} // namespace

void add_samples(SeriesFound& found, const ReadSeries& question,
                 const storage::series_name& name,
                 const chunks::sample_columns& samples) {
  auto begin
    = question.has_from_ms() ? samples.first_at(question.from_ms()) : 0;
  auto end = question.has_to_ms() ? samples.first_at(question.to_ms())
                                  : samples.size();
  ingest::Series part;
  int64_t before = 0;
  for (auto i = begin; i < end; ++i) {
    auto at = samples.time_ms[i];
    if (!is_asked(question, time::local_day(at, samples.utc_offset_s[i])))
      continue;
    if (part.value().empty())
      part.set_first_ms(before = at);
    add_sample(part, samples, i, before);
    before = at;
  }
  if (part.value().empty())
    return;
  set_name(part, name);
  *found.add_series() = std::move(part);
}

void add_rollups(SeriesFound& found, const ReadSeries& question,
                 const storage::series_name& name, chunks::level of,
                 const chunks::day_parts& parts) {
  SeriesRollups result;
  for (auto& [day, part] : parts)
    for (auto& bucket : part)
      if (of != chunks::level::day || is_asked(question, bucket.key))
        add_bucket(result, day, bucket);
  if (result.key().empty())
    return;
  set_name(result, name);
  result.set_level(std::string{to_string(of)});
  *found.add_rollups() = std::move(result);
}

void add_index(SeriesFound& found, const ReadSeries& question,
               const storage::series_name& name,
               const std::map<int32_t, uint64_t>& counts) {
  DayIndex index;
  auto end = counts.upper_bound(question.to_day());
  for (auto at = counts.lower_bound(question.from_day()); at != end; ++at) {
    index.add_day(at->first);
    index.add_count(at->second);
  }
  if (index.day().empty())
    return;
  index.set_metric(name.metric);
  index.set_source(name.source);
  *found.add_index() = std::move(index);
}

std::string_view to_string(chunks::level of) {
  switch (of) {
    case chunks::level::minute: return "minute";
    case chunks::level::hour: return "hour";
    case chunks::level::day: return "day";
  }
  return "day";
}

chunks::level level_of(std::string_view text) {
  for (auto of : chunks::levels)
    if (to_string(of) == text)
      return of;
  return chunks::level::day;
}

} // namespace auren::memory
