#pragma once

#include "actors/streams/day_table.hpp"
#include "messages/streams.pb.h"

#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace auren::streams {

struct detector;

/// What a detector found in figures; `finding_of` puts it into words.
struct reading_of_day {
  enum class outcome : uint8_t { fired, checked, skipped };
  outcome what = outcome::skipped;
  std::string reason;
  double value = 0;
  double threshold = 0;
  uint32_t n = 0; ///< Days, or samples of the day, that it rests on.
};

/// A kind of detector: looks at one day of a table. Pure.
using detector_kind
  = reading_of_day (*)(const detector&, const day_table&, int32_t day);

/// One detector: data and a pure function.
struct detector {
  std::string name;
  std::string title;
  std::string metric;
  std::string urgency; ///< notice, attention, care
  std::string source;
  std::string advice;
  std::vector<std::string> of; ///< Of "together": other detectors.
  std::map<std::string, double, std::less<>> numbers;
  detector_kind run = nullptr; ///< Null: "together".

  /// Returns the number called `name`, or `otherwise`.
  double number(std::string_view of_name, double otherwise = 0) const;
  int32_t whole(std::string_view of_name, int32_t otherwise = 0) const;
};

/// Returns the detectors that `json` writes (conf/detectors.json), or what is
/// wrong with it.
std::variant<std::vector<detector>, std::string>
parse_detectors(std::string_view json);

/// Returns the detectors that are built in.
/// @throws std::logic_error if that file is broken (a test reads it)
const std::vector<detector>& standard_detectors();

/// Returns what each of `all` says of `day`, in their order.
std::vector<Finding>
detect(const std::vector<detector>& all, const day_table& days, int32_t day);

/// Returns the kind called `name`, or null.
detector_kind kind_of(std::string_view name);

} // namespace auren::streams
