#pragma once

#include "storage/chunks/frame.hpp"
#include "storage/chunks/sample_columns.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace auren::storage::chunks {

/// Most samples of one part of a chunk: 48 a second for a day.
inline constexpr size_t most_samples = size_t{1} << 22;

/// Returns `samples` as bytes that come back bit by bit; the same samples give
/// the same bytes. What is more than `most_samples` or 64 MiB is halved until
/// each part fits; nothing when one sample alone does not.
///
/// Layout (`format::samples_1`, all integers varints): count; times as
/// differences of differences; values (`numbers.hpp`); UTC offsets, durations,
/// positions and external ids as runs.
std::optional<std::string>
encode(const sample_columns& samples, effort how = effort::warm);

/// Returns the samples in `bytes`, or nothing when it is no chunk: no bytes
/// make it crash or take more memory than about a hundred times their
/// uncompressed size.
std::optional<sample_columns> decode_samples(std::string_view bytes);

} // namespace auren::storage::chunks
