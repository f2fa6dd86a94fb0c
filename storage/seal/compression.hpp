#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace auren::storage::seal {

/// Returns `plain` as a zstd frame, or nothing when it has no more than 256
/// bytes or would not become shorter.
std::optional<std::string> compress(std::string_view plain, int level = 1);

/// Returns what is in a zstd frame, or nothing when it is damaged or more
/// than 64 MiB.
std::optional<std::string> decompress(std::string_view frame);

} // namespace auren::storage::seal
