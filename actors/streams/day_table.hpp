#pragma once

#include "messages/ingest.pb.h"
#include "messages/memory.pb.h"

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace auren::streams {

/// One metric, a place per local day.
struct day_column {
  std::string unit;
  std::vector<double> value; ///< NaN: none.
  std::vector<double> hour;  ///< Median clock hour of its samples.
  std::vector<bool> doubted; ///< Holds a sample that asks for a second reading.
};

/// One sample within the newest day.
struct moment {
  int64_t time_ms = 0;
  double value = 0;
};

/// A person's local days up to one that is over.
class day_table {
public:
  /// Takes the days [first, last] of `days`; others are left out.
  day_table(const memory::Days& days, int32_t first, int32_t last);

  /// Marks the days of open doubts.
  void doubt(const ingest::Doubts& open);

  /// Takes the samples of `metric` within the last day, in order of time.
  void detail(const std::string& metric, std::vector<moment> samples);

  /// Returns the samples of `metric` on `day`; nothing for any but the last.
  std::span<const moment> details(const std::string& metric, int32_t day) const;

  /// Returns the column of `metric`, or null.
  const day_column* find(const std::string& metric) const;

  /// Returns the value of a column on `day`, or nothing.
  std::optional<double> at(const day_column& column, int32_t day) const;

  /// Returns the values of the days [from, to] in order, doubted ones too if
  /// `doubted`.
  std::vector<double> values(const day_column& column, int32_t from, int32_t to,
                             bool doubted) const;

  /// Returns whether the value of `day` asks for a second reading.
  bool is_doubted(const day_column& column, int32_t day) const;

  /// Returns the clock hours of the days [from, to] with a value.
  std::vector<double>
  hours(const day_column& column, int32_t from, int32_t to) const;

  int32_t first() const {
    return first_;
  }
  int32_t last() const {
    return last_;
  }

private:
  std::optional<size_t> place(int32_t day) const;

  int32_t first_;
  int32_t last_;
  std::map<std::string, day_column, std::less<>> columns_;
  std::map<std::string, std::vector<moment>, std::less<>> details_;
};

} // namespace auren::streams
