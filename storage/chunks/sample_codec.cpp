#include "storage/chunks/sample_codec.hpp"

#include "storage/chunks/numbers.hpp"
#include "storage/chunks/runs.hpp"

#include <algorithm>
#include <utility>

namespace auren::storage::chunks {

namespace {

constexpr size_t most_bytes = 64 << 20; // what `unpack` takes

/// Returns one part, or nothing when `samples` are too many for it.
std::optional<std::string>
encode_part(const sample_columns& samples, effort how) {
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

/// Writes `samples` as one part or as halves; returns false when one sample
/// alone does not fit.
bool encode_parts(varint_writer& out, const sample_columns& samples,
                  effort how) {
  if (auto part = encode_part(samples, how)) {
    out.text(*part);
    return true;
  }
  if (samples.size() < 2)
    return false;
  auto middle = samples.size() / 2;
  for (auto [begin, end] :
       {std::pair{size_t{0}, middle}, std::pair{middle, samples.size()}}) {
    sample_columns half;
    half.append(samples, begin, end);
    if (!encode_parts(out, half, how))
      return false;
  }
  return true;
}

std::optional<sample_columns> decode_part(std::string_view bytes) {
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

bool is_split(std::string_view bytes) {
  return !bytes.empty()
         && bytes[0] == static_cast<char>(format::samples_split_1);
}

} // namespace

std::optional<std::string> encode(const sample_columns& samples, effort how) {
  if (auto whole = encode_part(samples, how))
    return whole;
  varint_writer parts;
  parts.byte(static_cast<uint8_t>(format::samples_split_1));
  if (!encode_parts(parts, samples, how))
    return std::nullopt;
  return parts.take();
}

std::optional<sample_columns> decode_samples(std::string_view bytes) {
  if (!is_split(bytes))
    return decode_part(bytes);
  sample_columns all;
  varint_reader in{bytes.substr(1)};
  while (in.rest() > 0) {
    auto part = decode_part(in.text());
    if (!part || part->size() == 0
        || (all.size() > 0 && part->time_ms.front() < all.time_ms.back()))
      return std::nullopt;
    all.append(*part, 0, part->size());
  }
  return in.ok() && all.size() > 0 ? std::optional{std::move(all)}
                                   : std::nullopt;
}

} // namespace auren::storage::chunks
