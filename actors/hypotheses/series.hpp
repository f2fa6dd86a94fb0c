#pragma once

#include <Eigen/Core>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace auren::hypotheses {

/// What a metric is in the person's life; only `randomised` changes the test.
enum class metric_kind : uint8_t { behaviour, outcome, context, randomised };

/// How the values of a metric are spread; decides cleaning and scale.
enum class value_type : uint8_t {
  norm,   ///< Any real number, e.g. a temperature deviation.
  pos,    ///< Positive, often skewed, e.g. minutes.
  ord,    ///< A rating on a short scale.
  binary, ///< Yes or no, 1 or 0.
  count,  ///< How often, 0, 1, 2 ...
};

/// One daily series: what is measured, in which unit, when on the clock.
struct metric {
  std::string name;
  std::string label; ///< For people; empty: the name as words.
  std::string unit;
  metric_kind kind = metric_kind::behaviour;
  value_type type = value_type::norm;
  double hour = 12; ///< Usual local clock time, 0 to 24.
  double low = -std::numeric_limits<double>::infinity(); ///< Impossible below.
  double high = std::numeric_limits<double>::infinity(); ///< Impossible above.
  std::string source;              ///< "wearable" metrics change together.
  int block_days = 1;              ///< Of a randomised assignment.
  std::string primary_outcome;     ///< Of a randomised assignment.
  std::vector<int64_t> new_device; ///< Days from which another device measures.

  /// Is it an assignment by coin, never an effect?
  bool randomised() const {
    return kind == metric_kind::randomised;
  }
  /// Is it measured on a continuous scale, where glitches can be told?
  bool continuous() const {
    return type == value_type::norm || type == value_type::pos;
  }
};

/// What is known about one person: a value per metric and local day.
struct record {
  std::string person;
  std::vector<metric> metrics;
  int64_t first_day = 0;  ///< Days since 1970-01-01 of row 0.
  Eigen::MatrixXd values; ///< Days x metrics; NaN is absent.

  /// Returns the number of days from the first to the last.
  int days() const {
    return static_cast<int>(values.rows());
  }
  /// Returns the number of metrics.
  int width() const {
    return static_cast<int>(values.cols());
  }
  /// Returns the weekday of row `day`, Monday is 0.
  int weekday(int day) const;
  /// Returns the column of metric `name`.
  std::optional<int> find(std::string_view name) const;
  /// May `cause`, `lag` days earlier, precede `effect` on the clock? On the
  /// same day it must usually be measured at least a quarter hour earlier.
  bool precedes(int cause, int effect, int lag) const;
  /// Returns what was known after the first `count` days.
  record first(int count) const;
};

/// Returns the date of `day` (days since 1970-01-01) as YYYY-MM-DD.
std::string date_of(int64_t day);

/// Returns the day of a date YYYY-MM-DD, or nothing when it is none.
std::optional<int64_t> day_of(std::string_view date);

/// Returns the name of `kind` as the catalogue writes it.
std::string_view to_string(metric_kind kind);

/// Returns the name of `type` as the catalogue writes it.
std::string_view to_string(value_type type);

/// Returns the kind that `name` writes.
std::optional<metric_kind> kind_of(std::string_view name);

/// Returns the value type that `name` writes.
std::optional<value_type> type_of(std::string_view name);

} // namespace auren::hypotheses
