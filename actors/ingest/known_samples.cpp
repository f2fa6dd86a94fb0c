#include "actors/ingest/known_samples.hpp"

#include "messages/time.hpp"

#include <algorithm>
#include <bit>
#include <functional>

namespace auren::ingest {

namespace {

/// Column `field` of sample `i`: nothing, one for all, or one each.
template <class Column, class T>
T at(const Column& column, int i, T nothing) {
  if (column.empty())
    return nothing;
  return column.size() == 1 ? column[0] : column[i];
}

uint32_t mix(uint64_t x) {
  x *= 0x9e3779b97f4a7c15;
  x ^= x >> 32;
  x *= 0xd6e8feb86659fd93;
  return static_cast<uint32_t>(x >> 32);
}

uint32_t rest_of(const Series& series, int i) {
  auto hash = mix(at(series.duration_ms(), i, uint64_t{0}));
  if (series.external_id().empty())
    return hash;
  auto& id = series.external_id(series.external_id_size() == 1 ? 0 : i);
  return id.empty() ? hash : hash ^ mix(std::hash<std::string>{}(id));
}

/// Calls `see(i, time_ms, local_day)` for each sample.
template <class F>
void walk(const Series& series, F&& see) {
  auto time_ms = series.first_ms();
  for (int i = 0; i < series.value_size(); ++i) {
    if (i < series.step_ms_size())
      time_ms += series.step_ms(i);
    auto offset = at(series.utc_offset_s(), i, int32_t{0});
    see(i, time_ms, time::local_day(time_ms, offset));
  }
}

/// Copies sample `i` of `from` to the end of `to`, keeping columns short
/// where one entry is true for all.
void copy_sample(const Series& from, int i, int64_t time_ms, int64_t& last_ms,
                 Series& to) {
  if (to.value_size() == 0)
    to.set_first_ms(time_ms);
  to.add_step_ms(to.value_size() == 0 ? 0 : time_ms - last_ms);
  last_ms = time_ms;
  to.add_value(from.value(i));
  if (from.utc_offset_s_size() > 1)
    to.add_utc_offset_s(from.utc_offset_s(i));
  if (from.duration_ms_size() > 1)
    to.add_duration_ms(from.duration_ms(i));
  if (from.external_id_size() > 1)
    to.add_external_id(from.external_id(i));
}

Series head_of(const Series& from) {
  Series to;
  to.set_metric(from.metric());
  to.set_unit(from.unit());
  to.set_source(from.source());
  if (from.utc_offset_s_size() == 1)
    to.add_utc_offset_s(from.utc_offset_s(0));
  if (from.duration_ms_size() == 1)
    to.add_duration_ms(from.duration_ms(0));
  if (from.external_id_size() == 1)
    to.add_external_id(from.external_id(0));
  return to;
}

} // namespace

void known_samples::learn(const memory::DayIndex& index) {
  auto& known = tracks_[{index.metric(), index.source()}];
  known.stored.insert(index.day().begin(), index.day().end());
  for (auto day : index.day())
    newest_day_ = std::max(newest_day_, day);
}

std::set<sample_day> known_samples::missing(
  const google::protobuf::RepeatedPtrField<Series>& series) const {
  std::set<sample_day> result;
  for (auto& one : series) {
    auto found = tracks_.find(std::pair{one.metric(), one.source()});
    if (found == tracks_.end())
      continue;
    auto& stored = found->second.stored;
    auto& days = found->second.days;
    int32_t last = INT32_MIN;
    walk(one, [&](int, int64_t, int32_t day) {
      if (day != std::exchange(last, day) && !days.contains(day)
          && stored.contains(day))
        result.insert({one.metric(), one.source(), day});
    });
  }
  return result;
}

known_samples::track& known_samples::track_of(const Series& series) {
  return tracks_[{series.metric(), series.source()}];
}

void known_samples::load(const Series& stored) {
  auto& days = track_of(stored).days;
  walk(stored, [&](int i, int64_t time_ms, int32_t day) {
    note(days[day], {time_ms, rest_of(stored, i),
                     mix(std::bit_cast<uint64_t>(stored.value(i)))});
  });
}

void known_samples::loaded(const sample_day& day) {
  tracks_[{day.metric, day.source}].days[day.day].used = ++clock_;
}

known_samples::verdict known_samples::note(bucket& into, entry what) {
  auto& list = into.entries;
  auto before = [](const entry& a, const entry& b) {
    return a.time_ms != b.time_ms ? a.time_ms < b.time_ms : a.rest < b.rest;
  };
  // Samples mostly come in the order of time: look at the end first.
  auto place = list.empty() || before(list.back(), what)
                 ? list.end()
                 : std::lower_bound(list.begin(), list.end(), what, before);
  if (place == list.end() || before(what, *place)) {
    list.insert(place, what);
    ++size_;
    return verdict::fresh;
  }
  if (place->value == what.value)
    return verdict::duplicate;
  place->value = what.value;
  return verdict::correction;
}

admission
known_samples::admit(const google::protobuf::RepeatedPtrField<Series>& series) {
  admission result;
  for (auto& one : series) {
    auto& known = track_of(one);
    auto out = head_of(one);
    int64_t last_ms = 0;
    int32_t day_before = INT32_MIN;
    bucket* today = nullptr;
    walk(one, [&](int i, int64_t time_ms, int32_t day) {
      if (day != day_before || today == nullptr) {
        today = &known.days[day];
        today->used = ++clock_;
        day_before = day;
      }
      auto seen = note(*today, {time_ms, rest_of(one, i),
                                mix(std::bit_cast<uint64_t>(one.value(i)))});
      if (seen == verdict::duplicate) {
        ++result.duplicates;
        return;
      }
      ++result.accepted;
      known.stored.insert(day);
      result.newest_day = std::max(result.newest_day, day);
      result.oldest_day = std::min(result.oldest_day, day);
      copy_sample(one, i, time_ms, last_ms, out);
    });
    if (out.value_size() > 0)
      *result.fresh.add_series() = std::move(out);
  }
  newest_day_ = std::max(newest_day_, result.newest_day);
  return result;
}

void known_samples::forget(const SamplesRecorded& batch) {
  for (auto& one : batch.series()) {
    auto& days = track_of(one).days;
    walk(one, [&](int, int64_t, int32_t day) {
      if (auto found = days.find(day); found != days.end()) {
        size_ -= found->second.entries.size();
        days.erase(found);
      }
    });
  }
}

void known_samples::trim() {
  if (size_ <= limit_)
    return;
  std::vector<std::tuple<uint64_t, track*, int32_t>> by_age;
  for (auto& [key, known] : tracks_)
    for (auto& [day, samples] : known.days)
      by_age.emplace_back(samples.used, &known, day);
  std::ranges::sort(by_age);
  for (auto& [used, known, day] : by_age) {
    if (size_ <= limit_ / 2)
      return;
    size_ -= known->days[day].entries.size();
    known->days.erase(day);
  }
}

} // namespace auren::ingest
