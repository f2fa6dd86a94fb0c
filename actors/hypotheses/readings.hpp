#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace auren::hypotheses {

/// A local time as it was written.
struct local_time {
  int64_t day; ///< Days since 1970-01-01.
  double hour; ///< 0 to 24; negative when only a date was given.
};

/// Reads `YYYY-MM-DD`, optionally with `THH:MM[:SS...]`; an offset or Z is
/// ignored, because the day is the person's own.
std::optional<local_time> parse_time(std::string_view text);

/// Reads a finite number.
std::optional<double> parse_number(std::string_view text);

/// One value of one metric.
struct reading {
  int64_t day;
  double hour;
  double value;
};

/// All values of one metric.
struct metric_readings {
  std::string unit;
  std::vector<reading> readings;

  /// Returns the values alone.
  std::vector<double> values() const;
  /// Returns the median clock hour, if any time was given.
  std::optional<double> usual_hour() const;
};

/// All values of one person, by metric.
struct person_readings {
  std::map<std::string, metric_readings, std::less<>> columns;

  /// Takes one value in.
  void add(std::string_view metric, std::string_view unit, local_time when,
           double value);
  /// Leaves one value per metric and day: the latest of the day, of two at
  /// the same time the larger. Returns how many were dropped.
  size_t settle();
  /// Returns the first and the last day.
  std::pair<int64_t, int64_t> span() const;
};

} // namespace auren::hypotheses
