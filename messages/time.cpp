#include "messages/time.hpp"

#include <charconv>
#include <chrono>
#include <cstdlib>

namespace auren::time {

namespace {

/// Reads exactly `n` digits at `at`; -1 when there are none.
int number(std::string_view text, size_t at, size_t n) {
  if (at + n > text.size())
    return -1;
  int result = 0;
  for (char c : text.substr(at, n)) {
    if (c < '0' || c > '9')
      return -1;
    result = result * 10 + (c - '0');
  }
  return result;
}

unsigned days_in(int year, int month) {
  static constexpr unsigned days[]
    = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : days[month - 1];
}

/// Reads "Z" or "+hh:mm" at `at` to the end.
std::optional<int32_t> offset(std::string_view text, size_t at) {
  if (at >= text.size())
    return std::nullopt;
  char sign = text[at];
  if (sign == 'Z' || sign == 'z')
    return at + 1 == text.size() ? std::optional{0} : std::nullopt;
  auto hours = number(text, at + 1, 2);
  auto minutes = number(text, at + 4, 2);
  if ((sign != '+' && sign != '-') || at + 6 != text.size()
      || text[at + 3] != ':' || hours < 0 || hours > 14 || minutes < 0
      || minutes > 59)
    return std::nullopt;
  auto seconds = hours * 3600 + minutes * 60;
  return sign == '-' ? -seconds : seconds;
}

/// Appends `number` in at least `width` digits. Several times as fast as
/// printf, and a page of samples has ten thousand times.
void append(std::string& out, int number, int width) {
  char text[12];
  auto end = std::to_chars(text, text + sizeof text, number).ptr;
  for (auto n = end - text; n < width; ++n)
    out += '0';
  out.append(text, end);
}

void append(std::string& out, char before, int number, int width) {
  out += before;
  append(out, number, width);
}

void append_day(std::string& out, int32_t day) {
  std::chrono::year_month_day date{
    std::chrono::sys_days{std::chrono::days{day}}};
  append(out, int{date.year()}, 4);
  append(out, '-', static_cast<int>(unsigned{date.month()}), 2);
  append(out, '-', static_cast<int>(unsigned{date.day()}), 2);
}

} // namespace

int64_t now_us() {
  using namespace std::chrono;
  return duration_cast<microseconds>(system_clock::now().time_since_epoch())
    .count();
}

int64_t now_ms() {
  return now_us() / 1000;
}

int32_t days_from_civil(int year, unsigned month, unsigned day) {
  year -= month <= 2;
  auto era = (year >= 0 ? year : year - 399) / 400;
  auto of_era = static_cast<unsigned>(year - era * 400);
  auto of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  auto day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
  return era * 146097 + static_cast<int32_t>(day_of_era) - 719468;
}

int32_t local_day(int64_t unix_ms, int32_t utc_offset_s) {
  auto local = unix_ms + int64_t{utc_offset_s} * 1000;
  return static_cast<int32_t>(local >= 0 ? local / day_ms
                                         : (local - day_ms + 1) / day_ms);
}

std::string format_day(int32_t day) {
  std::string out;
  append_day(out, day);
  return out;
}

std::string format(int64_t unix_ms, int32_t utc_offset_s) {
  auto day = local_day(unix_ms, utc_offset_s);
  auto ms = static_cast<int>(unix_ms + int64_t{utc_offset_s} * 1000
                             - int64_t{day} * day_ms);
  std::string out;
  out.reserve(30);
  append_day(out, day);
  append(out, 'T', ms / 3'600'000, 2);
  append(out, ':', ms / 60'000 % 60, 2);
  append(out, ':', ms / 1000 % 60, 2);
  if (ms % 1000 != 0)
    append(out, '.', ms % 1000, 3);
  if (utc_offset_s == 0)
    return out + 'Z';
  auto minutes = std::abs(utc_offset_s) / 60;
  append(out, utc_offset_s < 0 ? '-' : '+', minutes / 60, 2);
  append(out, ':', minutes % 60, 2);
  return out;
}

std::optional<int32_t> parse_day(std::string_view text) {
  auto year = number(text, 0, 4);
  auto month = number(text, 5, 2);
  auto day = number(text, 8, 2);
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || year < 0
      || month < 1 || month > 12 || day < 1
      || static_cast<unsigned>(day) > days_in(year, month))
    return std::nullopt;
  return days_from_civil(year, static_cast<unsigned>(month),
                         static_cast<unsigned>(day));
}

std::optional<instant> parse(std::string_view text) {
  if (text.size() < 20)
    return std::nullopt;
  auto day = parse_day(text.substr(0, 10));
  auto h = number(text, 11, 2);
  auto m = number(text, 14, 2);
  auto s = number(text, 17, 2);
  char t = text[10];
  if (!day || (t != 'T' && t != 't' && t != ' ') || text[13] != ':'
      || text[16] != ':' || h < 0 || h > 23 || m < 0 || m > 59 || s < 0
      || s > 60)
    return std::nullopt;
  size_t at = 19;
  int64_t ms = 0;
  if (text[at] == '.') {
    int64_t scale = 100;
    auto first = ++at;
    for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
      ms += (text[at] - '0') * scale;
      scale /= 10;
    }
    if (at == first)
      return std::nullopt;
  }
  auto zone = offset(text, at);
  if (!zone)
    return std::nullopt;
  auto seconds
    = int64_t{*day} * 86400 + int64_t{h} * 3600 + int64_t{m} * 60 + s - *zone;
  return instant{seconds * 1000 + ms, *zone};
}

} // namespace auren::time
