#pragma once

#include "actors/ingest/refusal.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Times as devices write them. All parsers are pure, take fixed formats only
/// and never allocate.
namespace auren::ingest {

/// A moment, with the local offset where the sender stated one.
struct instant {
  int64_t ms = 0;                  ///< Unix time in milliseconds
  std::optional<int32_t> offset_s; ///< local time minus UTC
};

/// A wall clock reading without a zone.
struct wall_time {
  int64_t ms = 0;         ///< as if it were UTC
  bool date_only = false; ///< no clock time was written
};

/// Reads the head of `text` as `YYYY-MM-DD[T| ]hh:mm[:ss[.fff…]]` (also in
/// lower case) and leaves in `text` what follows. Fractions are cut to
/// milliseconds; 24:00, leap seconds and impossible dates are refused.
std::optional<wall_time> parse_wall(std::string_view& text);

/// Reads RFC 3339. `Z` and `-00:00` say nothing about the local clock (RFC
/// 3339, 4.3): the offset stays unknown. A missing zone is refused.
std::optional<instant> parse_rfc3339(std::string_view text);

/// Reads a HealthKit date, `2024-03-01 07:12:44 +0100`. RFC 3339 is read too.
std::optional<instant> parse_healthkit(std::string_view text);

/// Reads the offset of WHOOP's "Cycle timezone" in seconds: `UTC+05:30`,
/// `UTC-04:00`, `UTCZ`, `UTC`, `+02:00`.
std::optional<int32_t> parse_utc_zone(std::string_view text);

/// Returns the moment at which a clock that is `offset_s` ahead of UTC shows
/// `wall_ms`.
instant local_instant(int64_t wall_ms, int32_t offset_s);

/// Returns whether `ms` can be the time of a sample that arrives at `now_ms`.
/// @returns `errc::future_time` if it is more than 24 hours ahead,
///   `errc::invalid_time` on 1 January 1970 or before: a clock never set
errc check_time(int64_t ms, int64_t now_ms);

/// Returns the RFC 3339 text of a moment, in `offset_s` if known, else in UTC.
std::string to_rfc3339(const instant& when);

} // namespace auren::ingest
