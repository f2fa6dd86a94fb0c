#include "actors/memory/log_tail.hpp"

#include "messages/ingest.pb.h"
#include "messages/time.hpp"
#include "storage/projections/recorded_samples.hpp"

#include <algorithm>

namespace auren::memory {

using storage::chunks::utc_day_of;

utc_days days_of(const ReadSeries& question) {
  return {int64_t{question.from_day()} - 1, int64_t{question.to_day()} + 1};
}

utc_days days_between(const ReadSeries& question, int64_t margin_ms) {
  auto result = days_of(question);
  if (question.has_from_ms())
    result.first
      = std::max(result.first, utc_day_of(question.from_ms() - margin_ms));
  if (question.has_to_ms())
    result.last
      = std::min(result.last, utc_day_of(question.to_ms() - 1 + margin_ms));
  return result;
}

bool asks_for(const ReadSeries& question, std::string_view metric,
              std::string_view source) {
  return (question.metric().empty() || question.metric() == metric)
         && (question.source().empty() || question.source() == source);
}

void log_tail::fold(const events::Event& event) {
  ingest::SamplesRecorded batch;
  if (event.type() != "samples.recorded"
      || !batch.ParseFromString(event.payload()))
    return;
  for (auto& told : batch.series())
    if (asks_for(question_, told.metric(), told.source()))
      take(told, event);
}

void log_tail::take(const ingest::Series& told, const events::Event& event) {
  auto samples
    = storage::samples_of(told, event.utc_offset_s(), event.position());
  if (!samples || samples->empty())
    return;
  auto& into = series_[{told.metric(), told.source()}];
  into.unit = told.unit();
  for (auto& sample : *samples)
    if (question_.index_only())
      ++into.counts[time::local_day(sample.id.time_ms, sample.utc_offset_s)];
    else if (auto day = utc_day_of(sample.id.time_ms); days_.holds(day))
      into.days[day].push_back(std::move(sample));
}

void log_tail::sort() {
  for (auto& [name, one] : series_)
    for (auto& [day, samples] : one.days)
      storage::chunks::sort_by_identity(samples);
}

} // namespace auren::memory
