#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Instants as the outside writes them: RFC 3339 with an offset.
namespace auren::time {

/// A day of 24 hours. Local days may differ; see `local_day`.
inline constexpr int64_t day_ms = 86'400'000;

/// Returns the wall clock in Unix milliseconds.
int64_t now_ms();

/// Returns the wall clock in Unix microseconds.
int64_t now_us();

/// Returns `unix_ms` as local time of `utc_offset_s`, e.g.
/// "2026-03-01T07:12:44.250+01:00"; milliseconds only when there are any.
std::string format(int64_t unix_ms, int32_t utc_offset_s = 0);

/// Returns the date of a local day (days since 1970-01-01), "2026-03-01".
std::string format_day(int32_t day);

/// Returns the local day that `unix_ms` falls on at `utc_offset_s`.
int32_t local_day(int64_t unix_ms, int32_t utc_offset_s);

/// Returns the days since 1970-01-01 of a civil date (Hinnant's algorithm).
int32_t days_from_civil(int year, unsigned month, unsigned day);

/// Returns the day that "2026-03-01" writes, or nothing.
std::optional<int32_t> parse_day(std::string_view text);

/// An instant and the clock that read it.
struct instant {
  int64_t unix_ms = 0;
  int32_t utc_offset_s = 0;
};

/// Returns what `text` (RFC 3339, offset required) writes, or nothing.
std::optional<instant> parse(std::string_view text);

} // namespace auren::time
