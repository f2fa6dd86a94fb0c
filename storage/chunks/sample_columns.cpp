#include "storage/chunks/sample_columns.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace auren::storage::chunks {

namespace {

template <class T>
void append_part(column<T>& to, const column<T>& from, size_t begin,
                 size_t end) {
  while (begin < end) {
    auto stop = std::min(end, from.run_end(begin));
    to.append(from[begin], stop - begin);
    begin = stop;
  }
}

template <class T>
void append_part(std::vector<T>& to, const std::vector<T>& from, size_t begin,
                 size_t end) {
  to.insert(to.end(), from.begin() + static_cast<std::ptrdiff_t>(begin),
            from.begin() + static_cast<std::ptrdiff_t>(end));
}

/// Returns the index of the first sample, from `begin` on, not before `id`.
size_t lower_bound(const sample_columns& in, size_t begin, const identity& id) {
  auto from = in.time_ms.begin() + static_cast<std::ptrdiff_t>(begin);
  auto at = static_cast<size_t>(
    std::lower_bound(from, in.time_ms.end(), id.time_ms) - in.time_ms.begin());
  while (at < in.size() && in.id(at) < id)
    ++at;
  return at;
}

} // namespace

identity sample_columns::id(size_t i) const {
  return {time_ms[i], duration_ms[i], external_hash(external_id[i])};
}

void sample_columns::push_back(const recorded_sample& next) {
  time_ms.push_back(next.id.time_ms);
  value.push_back(next.value);
  utc_offset_s.push_back(next.utc_offset_s);
  duration_ms.push_back(next.id.duration_ms);
  position.push_back(next.position);
  external_id.push_back(next.external_id);
}

void sample_columns::append(const sample_columns& from, size_t begin,
                            size_t end) {
  append_part(time_ms, from.time_ms, begin, end);
  append_part(value, from.value, begin, end);
  append_part(utc_offset_s, from.utc_offset_s, begin, end);
  append_part(duration_ms, from.duration_ms, begin, end);
  append_part(position, from.position, begin, end);
  append_part(external_id, from.external_id, begin, end);
}

size_t sample_columns::first_at(int64_t at_ms) const {
  auto at = std::ranges::lower_bound(time_ms, at_ms);
  return static_cast<size_t>(at - time_ms.begin());
}

void sort_by_identity(std::vector<recorded_sample>& samples) {
  auto id = &recorded_sample::id;
  if (std::ranges::adjacent_find(samples, std::ranges::greater_equal{}, id)
      == samples.end())
    return;
  auto before = [](const recorded_sample& a, const recorded_sample& b) {
    return std::tie(a.id, a.position) < std::tie(b.id, b.position);
  };
  std::ranges::stable_sort(samples, before);
  std::ranges::reverse(samples); // unique keeps the first of equals
  auto same = [](const recorded_sample& a, const recorded_sample& b) {
    return a.id == b.id;
  };
  samples.erase(std::unique(samples.begin(), samples.end(), same),
                samples.end());
  std::ranges::reverse(samples);
}

void merge(sample_columns& into, std::span<const recorded_sample> fresh) {
  if (fresh.empty())
    return;
  if (into.size() == 0 || into.id(into.size() - 1) < fresh.front().id) {
    for (auto& next : fresh)
      into.push_back(next);
    return;
  }
  sample_columns merged;
  size_t done = 0;
  for (auto& next : fresh) {
    auto from = std::exchange(done, lower_bound(into, done, next.id));
    merged.append(into, from, done);
    bool known = done < into.size() && into.id(done) == next.id;
    if (known && into.position[done] > next.position)
      continue; // it stays, and comes with the next part
    done += known;
    merged.push_back(next);
  }
  merged.append(into, done, into.size());
  into = std::move(merged);
}

} // namespace auren::storage::chunks
