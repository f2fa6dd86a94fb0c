#pragma once

#include "actors/ingest/timestamp.hpp"

#include <string>
#include <string_view>
#include <unordered_map>

namespace auren::ingest {

/// Offsets of IANA time zones, remembered between two clock changes so that
/// the millionth record of a zone costs a comparison.
class zone_offsets {
public:
  /// Returns the offset in `zone` at `ms`, or nothing for an unknown zone.
  /// Reads the system's zone data on first use.
  std::optional<int32_t> at(std::string_view zone, int64_t ms);

private:
  struct period {
    bool known = false;
    int64_t from_ms = 0;
    int64_t to_ms = 0; ///< exclusive; equal to `from_ms`: not looked up yet
    int32_t offset_s = 0;
  };

  std::unordered_map<std::string, period> periods_;
  period* last_ = nullptr;
  std::string last_zone_;
};

/// Returns the moment at which the wall clock in `zone` shows `wall_ms`. In
/// the gap of a clock change: the change itself; in its overlap: the first.
/// @returns nothing for an unknown zone
std::optional<instant> from_wall(int64_t wall_ms, const std::string& zone);

} // namespace auren::ingest
