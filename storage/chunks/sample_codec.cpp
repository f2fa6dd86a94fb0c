#include "storage/chunks/sample_codec.hpp"

#include "storage/chunks/numbers.hpp"
#include "storage/chunks/runs.hpp"

#include <algorithm>

namespace auren::storage::chunks {

namespace {

constexpr size_t most_bytes = 64 << 20; // what `unpack` takes

} // namespace

std::optional<std::string> encode(const sample_columns& samples, effort how) {
  if (samples.size() > most_samples)
    return std::nullopt;
  varint_writer out;
  out.reserve(samples.size() * 3 + 64);
  out.put(samples.size());
  write_times(out, samples.time_ms);
  write_values(out, samples.value);
  write_runs(out, samples.utc_offset_s);
  write_runs(out, samples.duration_ms);
  write_runs(out, samples.position);
  write_runs(out, samples.external_id);
  auto plain = out.take();
  if (plain.size() > most_bytes)
    return std::nullopt;
  return pack(format::samples_1, plain, how);
}

std::optional<sample_columns> decode_samples(std::string_view bytes) {
  auto plain = unpack(format::samples_1, bytes);
  if (!plain)
    return std::nullopt;
  varint_reader in{*plain};
  auto n = in.get();
  // Every sample has at least one byte of its time.
  if (n > most_samples || n > in.rest())
    return std::nullopt;
  sample_columns result;
  result.time_ms = read_times(in, n);
  if (!std::ranges::is_sorted(result.time_ms))
    return std::nullopt;
  result.value = read_values(in, n);
  read_runs(in, n, result.utc_offset_s);
  read_runs(in, n, result.duration_ms);
  read_runs(in, n, result.position);
  read_runs(in, n, result.external_id);
  if (!in.ok() || in.rest() != 0)
    return std::nullopt;
  return result;
}

} // namespace auren::storage::chunks
