#include "actors/ingest/timestamp.hpp"

#include "messages/time.hpp"

#include <fmt/format.h>

#include <chrono>

namespace auren::ingest {

namespace {

constexpr int32_t max_offset_s = 18 * 3600; // RFC 3339 allows 23:59; no zone

/// Returns the number that `count` digits at `at` write, or -1.
int digits(std::string_view text, size_t at, size_t count) {
  int result = 0;
  for (size_t i = at; i < at + count; ++i) {
    auto digit = static_cast<unsigned>(text[i]) - '0';
    if (digit > 9)
      return -1;
    result = result * 10 + static_cast<int>(digit);
  }
  return result;
}

std::optional<int64_t> date_ms(std::string_view text) {
  auto year = digits(text, 0, 4);
  auto month = digits(text, 5, 2);
  auto day = digits(text, 8, 2);
  if (year < 0 || month < 0 || day < 0 || text[4] != '-' || text[7] != '-')
    return std::nullopt;
  std::chrono::year_month_day date{
    std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
    std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok())
    return std::nullopt;
  return std::chrono::sys_days{date}.time_since_epoch().count() * time::day_ms;
}

/// Takes `.fff…` off `text`. A dot without digits stays and is refused later.
int64_t take_fraction(std::string_view& text) {
  if (text.size() < 2 || (text[0] != '.' && text[0] != ',')
      || digits(text, 1, 1) < 0)
    return 0;
  int64_t result = 0;
  size_t i = 1;
  for (int weight = 100; i < text.size() && digits(text, i, 1) >= 0; ++i) {
    result += digits(text, i, 1) * weight;
    weight /= 10;
  }
  text.remove_prefix(i);
  return result;
}

/// Takes `hh:mm[:ss[.fff]]` off `text`.
std::optional<int64_t> take_clock(std::string_view& text) {
  if (text.size() < 5 || text[2] != ':')
    return std::nullopt;
  auto hour = digits(text, 0, 2);
  auto minute = digits(text, 3, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59)
    return std::nullopt;
  auto result = (hour * 60 + minute) * int64_t{60'000};
  text.remove_prefix(5);
  if (text.size() < 3 || text[0] != ':')
    return result;
  auto second = digits(text, 1, 2);
  if (second < 0 || second > 59)
    return std::nullopt;
  text.remove_prefix(3);
  return result + second * 1000 + take_fraction(text);
}

/// Reads `+hh:mm` or `+hhmm` as seconds.
std::optional<int32_t> offset_s(std::string_view text) {
  if ((text.size() != 6 || text[3] != ':') && text.size() != 5)
    return std::nullopt;
  if (text[0] != '+' && text[0] != '-')
    return std::nullopt;
  auto hours = digits(text, 1, 2);
  auto minutes = digits(text, text.size() - 2, 2);
  if (hours < 0 || minutes < 0 || minutes > 59)
    return std::nullopt;
  auto result = hours * 3600 + minutes * 60;
  if (result > max_offset_s)
    return std::nullopt;
  return text[0] == '-' ? -result : result;
}

std::optional<instant> in_zone(int64_t wall_ms, std::string_view zone) {
  if (zone == "Z" || zone == "z" || zone == "-00:00" || zone == "-0000")
    return instant{wall_ms, std::nullopt};
  if (auto offset = offset_s(zone))
    return local_instant(wall_ms, *offset);
  return std::nullopt;
}

} // namespace

std::optional<wall_time> parse_wall(std::string_view& text) {
  if (text.size() < 10)
    return std::nullopt;
  auto date = date_ms(text);
  if (!date)
    return std::nullopt;
  text.remove_prefix(10);
  if (text.empty())
    return wall_time{*date, true};
  if (text[0] != 'T' && text[0] != 't' && text[0] != ' ')
    return std::nullopt;
  text.remove_prefix(1);
  auto clock = take_clock(text);
  if (!clock)
    return std::nullopt;
  return wall_time{*date + *clock, false};
}

std::optional<instant> parse_rfc3339(std::string_view text) {
  auto has_seconds = text.size() > 16 && text[16] == ':';
  auto wall = parse_wall(text);
  if (!wall || !has_seconds || (text.size() != 1 && text.size() != 6))
    return std::nullopt;
  return in_zone(wall->ms, text);
}

std::optional<instant> parse_healthkit(std::string_view text) {
  auto wall = parse_wall(text);
  if (!wall)
    return std::nullopt;
  if (!text.empty() && text[0] == ' ')
    text.remove_prefix(1);
  return in_zone(wall->ms, text);
}

std::optional<int32_t> parse_utc_zone(std::string_view text) {
  if (text.substr(0, 3) == "UTC" || text.substr(0, 3) == "GMT") {
    text.remove_prefix(3);
    if (text.empty())
      return 0;
  }
  if (text == "Z")
    return 0;
  return offset_s(text);
}

instant local_instant(int64_t wall_ms, int32_t offset) {
  return {wall_ms - offset * int64_t{1000}, offset};
}

errc check_time(int64_t ms, int64_t now_ms) {
  if (ms > now_ms + time::day_ms)
    return errc::future_time;
  return ms < time::day_ms ? errc::invalid_time : errc::none;
}

std::string to_rfc3339(const instant& when) {
  using namespace std::chrono;
  auto offset = when.offset_s.value_or(0);
  auto local = sys_time<milliseconds>{milliseconds{when.ms + offset * 1000ll}};
  auto day = floor<days>(local);
  year_month_day date{day};
  hh_mm_ss clock{local - day};
  auto text = fmt::format(
    "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
    clock.hours().count(), clock.minutes().count(), clock.seconds().count());
  if (clock.subseconds().count() != 0)
    text += fmt::format(".{:03}", clock.subseconds().count());
  if (!when.offset_s)
    return text + "Z";
  auto minutes = std::abs(offset) / 60;
  return text
         + fmt::format("{}{:02}:{:02}", offset < 0 ? '-' : '+', minutes / 60,
                       minutes % 60);
}

} // namespace auren::ingest
