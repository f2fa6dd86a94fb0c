#include "actors/memory/sample_chunk.hpp"

#include <algorithm>

namespace auren::memory {

size_t sample_chunk::first_at(int64_t time_ms) const {
  auto at = std::ranges::lower_bound(time_, time_ms);
  return static_cast<size_t>(at - time_.begin());
}

void sample_chunk::append(const sample& next) {
  time_.push_back(next.id.time_ms);
  value_.push_back(next.value);
  offset_.push_back(next.utc_offset_s);
  duration_.push_back(next.id.duration_ms);
  external_.push_back(next.id.external);
  for (auto of : levels)
    add(rollups_[static_cast<size_t>(of)],
        key_of(of, next.id.time_ms, next.utc_offset_s), next.utc_offset_s,
        next.value);
}

size_t sample_chunk::merge(std::span<const sample> fresh) {
  if (fresh.empty())
    return 0;
  if (size() != 0 && !(at(size() - 1).id < fresh.front().id))
    return rebuild(fresh);
  for (auto& next : fresh)
    append(next);
  return fresh.size();
}

// Sums are added up in the order of time again: what arrived late leaves no
// trace, not even in the last bit of a sum.
size_t sample_chunk::rebuild(std::span<const sample> fresh) {
  sample_chunk merged{utc_day_};
  merged.time_.reserve(size() + fresh.size());
  merged.value_.reserve(size() + fresh.size());
  size_t i = 0;
  for (auto& next : fresh) {
    for (; i < size() && at(i).id < next.id; ++i)
      merged.append(at(i));
    if (i < size() && at(i).id == next.id)
      ++i;
    merged.append(next);
  }
  for (; i < size(); ++i)
    merged.append(at(i));
  auto added = merged.size() - size();
  *this = std::move(merged);
  return added;
}

} // namespace auren::memory
