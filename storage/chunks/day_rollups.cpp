#include "storage/chunks/day_rollups.hpp"

#include "storage/chunks/numbers.hpp"
#include "storage/chunks/runs.hpp"

#include <algorithm>
#include <array>

namespace auren::storage::chunks {

namespace {

/// The columns of rollups that hold values.
constexpr std::array figures{&rollup::sum, &rollup::min, &rollup::max,
                             &rollup::last};

constexpr size_t most_buckets = size_t{1} << 20;

rollups flat(const day_parts& parts) {
  rollups all;
  for (auto& [day, part] : parts)
    all.insert(all.end(), part.begin(), part.end());
  return all;
}

void write_columns(varint_writer& out, const rollups& all) {
  std::vector<int64_t> keys;
  column<int32_t> offsets;
  column<uint32_t> counts;
  for (auto& bucket : all) {
    keys.push_back(bucket.key);
    offsets.push_back(bucket.utc_offset_s);
    counts.push_back(bucket.n);
  }
  write_times(out, keys);
  write_runs(out, offsets);
  write_runs(out, counts);
  std::vector<double> values(all.size());
  for (auto figure : figures) {
    std::ranges::transform(all, values.begin(), figure);
    write_values(out, values);
  }
}

rollups read_columns(varint_reader& in, size_t n) {
  rollups all(n);
  auto keys = read_times(in, n);
  column<int32_t> offsets;
  column<uint32_t> counts;
  read_runs(in, n, offsets);
  read_runs(in, n, counts);
  for (size_t i = 0; i < n && in.ok(); ++i)
    all[i] = {.key = keys[i], .utc_offset_s = offsets[i], .n = counts[i]};
  for (auto figure : figures) {
    auto values = read_values(in, n);
    for (size_t i = 0; i < n && in.ok(); ++i)
      all[i].*figure = values[i];
  }
  return all;
}

} // namespace

rollups
roll_up(level of, const sample_columns& samples, size_t begin, size_t end) {
  rollups result;
  for (auto i = begin; i < end; ++i)
    add(result, key_of(of, samples.time_ms[i], samples.utc_offset_s[i]),
        samples.utc_offset_s[i], samples.value[i]);
  return result;
}

std::string encode(const day_parts& parts, effort how) {
  varint_writer out;
  out.put(parts.size());
  int64_t before = 0;
  for (auto& [day, part] : parts) {
    out.put_signed(day - before).put(part.size());
    before = day;
  }
  write_columns(out, flat(parts));
  return pack(format::rollups_1, out.take(), how);
}

std::optional<day_parts> decode_parts(std::string_view bytes) {
  auto plain = unpack(format::rollups_1, bytes);
  if (!plain)
    return std::nullopt;
  varint_reader in{*plain};
  auto days = in.get();
  std::vector<std::pair<int64_t, size_t>> sizes;
  uint64_t day = 0;
  uint64_t all = 0;
  for (uint64_t i = 0; i < days && in.ok() && all <= most_buckets; ++i) {
    day += static_cast<uint64_t>(in.get_signed());
    sizes.emplace_back(static_cast<int64_t>(day), in.get());
    all += std::min<uint64_t>(sizes.back().second, most_buckets + 1);
  }
  // Every bucket has at least one byte of its key.
  if (!in.ok() || all > most_buckets || all > in.rest())
    return std::nullopt;
  auto columns = read_columns(in, all);
  if (!in.ok() || in.rest() != 0)
    return std::nullopt;
  day_parts result;
  auto from = columns.begin();
  for (auto [each, size] : sizes) {
    auto end = from + static_cast<std::ptrdiff_t>(size);
    result[each].assign(from, end);
    from = end;
  }
  return result;
}

} // namespace auren::storage::chunks
