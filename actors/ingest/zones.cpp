#include "actors/ingest/zones.hpp"

#include <date/tz.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace auren::ingest {

namespace {

using std::chrono::milliseconds;

const date::time_zone* zone_of(const std::string& name) {
  try {
    return date::locate_zone(name);
  } catch (const std::runtime_error&) {
    return nullptr;
  }
}

int64_t in_ms(date::sys_seconds when) {
  // The ends of the first and last period do not fit in milliseconds.
  constexpr auto most = std::numeric_limits<int64_t>::max() / 1000;
  auto seconds = static_cast<int64_t>(when.time_since_epoch().count());
  return std::clamp<int64_t>(seconds, -most, most) * 1000;
}

} // namespace

std::optional<int32_t> zone_offsets::at(std::string_view zone, int64_t ms) {
  constexpr size_t most_zones = 1000; // there are about 600; then it is a flood
  if (!last_ || last_zone_ != zone) {
    if (periods_.size() > most_zones)
      periods_.clear();
    last_zone_ = zone;
    last_ = &periods_[last_zone_];
  }
  auto& now = *last_;
  if (ms >= now.from_ms && ms < now.to_ms)
    return now.known ? std::optional{now.offset_s} : std::nullopt;
  auto* found = zone_of(last_zone_);
  now.known = found;
  now.from_ms = std::numeric_limits<int64_t>::min();
  now.to_ms = std::numeric_limits<int64_t>::max();
  if (!found)
    return std::nullopt;
  auto info = found->get_info(date::sys_time<milliseconds>{milliseconds{ms}});
  now.from_ms = in_ms(info.begin);
  now.to_ms = in_ms(info.end);
  now.offset_s = static_cast<int32_t>(info.offset.count());
  return now.offset_s;
}

std::optional<instant> from_wall(int64_t wall_ms, const std::string& zone) {
  if (zone.empty())
    return local_instant(wall_ms, 0);
  auto* found = zone_of(zone);
  if (!found)
    return std::nullopt;
  date::local_time<milliseconds> wall{milliseconds{wall_ms}};
  auto when = found->to_sys(wall, date::choose::earliest);
  auto offset = found->get_info(when).offset.count();
  return instant{when.time_since_epoch().count(), static_cast<int32_t>(offset)};
}

} // namespace auren::ingest
