#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace auren::storage::chunks {

/// What is in a frame, and in which version of its layout.
enum class format : uint8_t {
  samples_1 = 0x11,
  samples_split_1 = 0x12, ///< Several of the above, each behind its length.
  rollups_1 = 0x21,
};

/// How hard a chunk is compressed: those that still change, and those of old.
enum class effort : uint8_t { warm = 1, cold = 15 };

/// Returns `plain` behind a format byte and a byte that says whether it is
/// compressed (zstd, at the level that `effort` says, where that pays).
std::string pack(format of, std::string_view plain, effort how = effort::warm);

/// Returns what `pack` was given, or nothing when `framed` is damaged, of
/// another format, or more than 64 MiB.
std::optional<std::string> unpack(format of, std::string_view framed);

} // namespace auren::storage::chunks
