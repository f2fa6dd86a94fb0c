#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace auren::edge {

/// What gunzip() found.
enum class unzipped : uint8_t { whole, too_large, malformed };

/// Writes the bytes of the gzip text `bytes` to `out`, at most `limit`: a
/// bomb costs no more than that. One gzip member; nothing may follow it.
unzipped gunzip(std::string_view bytes, uint64_t limit, std::string& out);

} // namespace auren::edge
