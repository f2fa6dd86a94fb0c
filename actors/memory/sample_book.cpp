#include "actors/memory/sample_book.hpp"

#include "actors/memory/series_answer.hpp"

#include <algorithm>
#include <numeric>

namespace auren::memory {

namespace {

/// Later of the same identity win: they stand behind the earlier ones.
void sort_by_identity(std::vector<sample>& samples) {
  auto id = &sample::id;
  if (std::ranges::adjacent_find(samples, std::ranges::greater_equal{}, id)
      == samples.end())
    return;
  std::ranges::stable_sort(samples, {}, id);
  auto kept = samples.begin();
  for (auto next = samples.begin() + 1; next != samples.end(); ++next) {
    if (next->id != kept->id)
      ++kept;
    *kept = *next;
  }
  samples.erase(kept + 1, samples.end());
}

int64_t utc_day_of(int64_t time_ms) {
  return key_of(level::day, time_ms, 0);
}

/// Returns the entry of `i`: of none, one for all, or one each.
template <class Column, class T>
T entry(const Column& values, int i, T absent) {
  if (values.empty())
    return absent;
  return values.Get(values.size() == 1 ? 0 : i);
}

template <class Column>
bool fits(const Column& values, int n) {
  return values.size() <= 1 || values.size() == n;
}

bool well_formed(const ingest::Series& batch) {
  auto n = batch.value_size();
  return batch.step_ms_size() == n && fits(batch.utc_offset_s(), n)
         && fits(batch.duration_ms(), n) && fits(batch.external_id(), n);
}

/// Drops what is too old, but never the newest day.
void trim(source_series& series, int64_t oldest_day) {
  auto& chunks = series.chunks;
  auto kept
    = std::ranges::lower_bound(chunks, oldest_day, {}, &sample_chunk::utc_day);
  if (kept == chunks.end() && !chunks.empty())
    --kept;
  chunks.erase(chunks.begin(), kept);
}

/// Returns the chunk of a day, made when there was none.
sample_chunk& chunk_of(source_series& series, int64_t day) {
  auto& chunks = series.chunks;
  auto at = chunks.end();
  if (!chunks.empty() && chunks.back().utc_day() >= day)
    at = std::ranges::lower_bound(chunks, day, {}, &sample_chunk::utc_day);
  if (at == chunks.end() || at->utc_day() != day)
    at = chunks.insert(at, sample_chunk{day});
  return *at;
}

rollup bucket_of(const SeriesRollups& from, int i) {
  return {from.key(i), from.utc_offset_s(i), from.n(i),   from.sum(i),
          from.min(i), from.max(i),          from.last(i)};
}

uint64_t external_of(const ingest::Series& batch, int i) {
  auto& ids = batch.external_id();
  return ids.empty() ? 0 : external_hash(ids.Get(ids.size() == 1 ? 0 : i));
}

} // namespace

size_t source_series::count() const {
  return std::transform_reduce(chunks.begin(), chunks.end(), size_t{0},
                               std::plus<>{}, std::mem_fn(&sample_chunk::size));
}

size_t metric_series::count() const {
  return std::transform_reduce(sources.begin(), sources.end(), size_t{0},
                               std::plus<>{},
                               std::mem_fn(&source_series::count));
}

int32_t metric_series::newest_day() const {
  int64_t result = no_day;
  for (auto& series : sources) {
    // A local day reaches at most into the next UTC day but one.
    auto n = series.chunks.size();
    for (auto i = n - std::min<size_t>(n, 3); i < n; ++i)
      result
        = std::max(result, series.chunks[i].at_level(level::day).back().key);
  }
  return static_cast<int32_t>(result);
}

source_series& metric_series::source_of(std::string_view source) {
  auto at
    = std::ranges::lower_bound(sources, source, {}, &source_series::source);
  if (at == sources.end() || at->source != source)
    at = sources.insert(at, source_series{std::string{source}, {}});
  return *at;
}

metric_series& sample_book::metric_of(std::string_view metric) {
  auto name = [](auto& entry) -> std::string_view { return entry->metric; };
  auto at = std::ranges::lower_bound(metrics_, metric, {}, name);
  if (at == metrics_.end() || (*at)->metric != metric) {
    at = metrics_.insert(at, std::make_unique<metric_series>());
    (*at)->metric = metric;
  }
  return **at;
}

const metric_series* sample_book::find(std::string_view metric) const {
  auto name = [](auto& entry) -> std::string_view { return entry->metric; };
  auto at = std::ranges::lower_bound(metrics_, metric, {}, name);
  return at == metrics_.end() || (*at)->metric != metric ? nullptr : at->get();
}

int32_t sample_book::newest_day() const {
  if (!newest_day_known_) {
    newest_day_ = no_day;
    for (auto& metric : metrics_)
      newest_day_ = std::max(newest_day_, metric->newest_day());
    newest_day_known_ = true;
  }
  return newest_day_;
}

uint64_t sample_book::count() const {
  uint64_t result = 0;
  for (auto& metric : metrics_)
    result += metric->count();
  return result;
}

int64_t sample_book::oldest_kept_day() const {
  return keep_days_ == 0 || newest_ms_ == INT64_MIN
           ? INT64_MIN
           : utc_day_of(newest_ms_) - keep_days_ + 1;
}

void sample_book::advance(int64_t newest_ms) {
  auto before = oldest_kept_day();
  newest_ms_ = std::max(newest_ms_, newest_ms);
  auto oldest = oldest_kept_day();
  if (oldest == before)
    return;
  for (auto& metric : metrics_) {
    for (auto& series : metric->sources)
      trim(series, oldest);
    metric->revision = ++revision_;
  }
}

void sample_book::take(const SeriesRollups& kept) {
  auto& into = metric_of(kept.metric());
  into.unit = kept.unit();
  into.revision = ++revision_;
  newest_day_known_ = false;
  auto& series = into.source_of(kept.source());
  auto of = level_of(kept.level());
  for (int i = 0; i < kept.key_size();) {
    rollups part;
    auto day = kept.utc_day(i);
    for (; i < kept.key_size() && kept.utc_day(i) == day; ++i)
      part.push_back(bucket_of(kept, i));
    chunk_of(series, day).set(of, std::move(part));
  }
}

applied sample_book::apply(const ingest::Series& batch, int32_t absent_offset_s,
                           size_t most) {
  if (!well_formed(batch))
    return {.malformed = static_cast<uint64_t>(batch.value_size())};
  scratch_.clear();
  auto n
    = static_cast<int>(std::min(static_cast<size_t>(batch.value_size()), most));
  scratch_.reserve(static_cast<size_t>(n));
  auto time = batch.first_ms();
  for (int i = 0; i < n; ++i) {
    time += batch.step_ms(i);
    scratch_.push_back({{time, entry(batch.duration_ms(), i, uint64_t{0}),
                         external_of(batch, i)},
                        entry(batch.utc_offset_s(), i, absent_offset_s),
                        batch.value(i)});
  }
  return apply(batch.metric(), batch.unit(), batch.source(), scratch_);
}

applied
sample_book::apply(std::string_view metric, std::string_view unit,
                   std::string_view source, std::vector<sample>& samples) {
  applied result;
  if (samples.empty())
    return result;
  sort_by_identity(samples);
  advance(samples.back().id.time_ms);
  auto& into = metric_of(metric);
  auto& series = into.source_of(source);
  auto newest = utc_day_of(samples.back().id.time_ms);
  if (!series.chunks.empty())
    newest = std::max(newest, series.chunks.back().utc_day());
  auto oldest = std::min(oldest_kept_day(), newest);
  auto first = std::ranges::find_if(
    samples, [oldest](auto& x) { return utc_day_of(x.id.time_ms) >= oldest; });
  result.too_old = static_cast<uint64_t>(first - samples.begin());
  if (first == samples.end())
    return result;
  into.unit = unit;
  into.revision = ++revision_;
  newest_day_known_ = false;
  merge(series, {first, samples.end()}, result);
  trim(series, oldest_kept_day());
  return result;
}

void sample_book::merge(source_series& into, std::span<const sample> fresh,
                        applied& what) {
  while (!fresh.empty()) {
    auto day = utc_day_of(fresh.front().id.time_ms);
    auto end = std::ranges::find_if(
      fresh, [day](auto& x) { return utc_day_of(x.id.time_ms) != day; });
    auto part = fresh.first(static_cast<size_t>(end - fresh.begin()));
    auto added = chunk_of(into, day).merge(part);
    what.added += added;
    what.replaced += part.size() - added;
    fresh = fresh.subspan(part.size());
  }
}

} // namespace auren::memory
