#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace auren::memory {

/// A date as one says it: "2023", "May", "May 2023", "8 May", "8 May 2023".
struct spoken_date {
  std::optional<int> year;
  std::optional<unsigned> month; ///< 1 to 12.
  std::optional<unsigned> day;   ///< 1 to 31, never without a month.
  bool operator==(const spoken_date&) const = default;
};

/// Returns the dates that `text` names, in English or as 2023-05-08. The
/// verbs "may" and "march" are dates only beside a number or after "in".
std::vector<spoken_date> dates_in(std::string_view text);

/// Returns how well a note of the UTC instant `noted_ms` fits: 1 on the date,
/// 1/2 in the week after it, when one still tells of it; else 0.
double fit(const spoken_date& date, int64_t noted_ms);

/// Returns whether `text` says when something was or will be: a date, a
/// weekday, a season, "yesterday", "last", "ago"…
bool tells_time(std::string_view text);

} // namespace auren::memory
