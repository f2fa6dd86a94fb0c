#pragma once

#include <string>
#include <string_view>

namespace auren::ids {

/// Returns a new UUIDv7 as 16 bytes: unguessable, and ordered by time to a
/// quarter of a microsecond (RFC 9562, 6.2, method 3).
std::string uuid7();

/// Returns a UUIDv7-shaped id that is a function of `name` and `unix_ms`
/// alone, so that a retried producer writes the same event again.
std::string derived(std::string_view name, int64_t unix_ms);

/// Returns `bytes` as lower-case hex.
std::string hex(std::string_view bytes);

/// Returns the bytes that `text` writes in hex, or nothing when it is none.
std::string unhex(std::string_view text);

/// Returns 16 bytes as 8-4-4-4-12 hex digits.
std::string dashed(std::string_view uuid);

/// Returns the 16 bytes that `text` writes, or nothing when it is no UUID.
std::string undashed(std::string_view text);

} // namespace auren::ids
