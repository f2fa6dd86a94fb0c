#include "storage/chunks/rollup.hpp"

#include "messages/time.hpp"

#include <algorithm>

namespace auren::storage::chunks {

namespace {

int64_t floor_to(int64_t local_ms, int64_t length) {
  auto rest = local_ms % length;
  return local_ms - (rest < 0 ? rest + length : rest);
}

void count(rollup& bucket, double value) {
  bucket.min = bucket.n == 0 ? value : std::min(bucket.min, value);
  bucket.max = bucket.n == 0 ? value : std::max(bucket.max, value);
  bucket.sum += value;
  bucket.last = value;
  ++bucket.n;
}

} // namespace

int64_t length_ms(level of) {
  switch (of) {
    case level::minute: return 60'000;
    case level::hour: return 3'600'000;
    case level::day: return time::day_ms;
  }
  return time::day_ms;
}

int64_t key_of(level of, int64_t time_ms, int32_t utc_offset_s) {
  auto shift = int64_t{utc_offset_s} * 1000;
  auto local = floor_to(time_ms + shift, length_ms(of));
  return of == level::day ? local / time::day_ms : local - shift;
}

int64_t start_ms(level of, const rollup& bucket) {
  if (of != level::day)
    return bucket.key;
  return bucket.key * time::day_ms - int64_t{bucket.utc_offset_s} * 1000;
}

int32_t day_of(level of, const rollup& bucket) {
  return of == level::day ? static_cast<int32_t>(bucket.key)
                          : time::local_day(bucket.key, bucket.utc_offset_s);
}

void add(rollups& buckets, int64_t key, int32_t utc_offset_s, double value) {
  if (!buckets.empty() && buckets.back().key == key)
    return count(buckets.back(), value);
  // Only travel to the west or an odd offset goes back to an older bucket.
  auto at = buckets.end();
  if (!buckets.empty() && buckets.back().key > key)
    at = std::ranges::lower_bound(buckets, key, {}, &rollup::key);
  if (at == buckets.end() || at->key != key)
    at = buckets.insert(at, rollup{.key = key, .utc_offset_s = utc_offset_s});
  count(*at, value);
}

void merge(rollup& into, const rollup& next) {
  into.n += next.n;
  into.sum += next.sum;
  into.min = std::min(into.min, next.min);
  into.max = std::max(into.max, next.max);
  into.last = next.last;
}

void merge_parts(rollups& parts) {
  if (!std::ranges::is_sorted(parts, {}, &rollup::key))
    std::ranges::stable_sort(parts, {}, &rollup::key);
  size_t kept = 0;
  for (size_t i = 1; i < parts.size(); ++i) {
    if (parts[i].key == parts[kept].key)
      merge(parts[kept], parts[i]);
    else if (++kept != i)
      parts[kept] = parts[i];
  }
  if (!parts.empty())
    parts.resize(kept + 1);
}

} // namespace auren::storage::chunks
