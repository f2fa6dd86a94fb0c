#pragma once

#include "actors/ingest/catalogue.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace auren::ingest {

/// What HealthKit calls SleepAnalysis.
inline constexpr std::string_view sleep_analysis
  = "HKCategoryTypeIdentifierSleepAnalysis";

/// Names of sources as they are stored: the source's name and, in brackets,
/// the hardware model of its device, e.g. `Apple Watch [Watch6,7]`. The memory
/// address and the software version in the device string are left out, so that
/// a restart or an update does not look like another device.
class apple_sources {
public:
  /// Returns the name for these two attributes. The view lives until the next
  /// call or, in practice, long; it is remembered per pair.
  std::string_view name(std::string_view source, std::string_view device);

private:
  std::unordered_map<std::string, std::string> known_;
  std::string key_;
};

/// A value that a category record stands for.
struct category_value {
  double value = 0;
  std::string_view unit;
};

/// Returns what a category record of a catalogued type says, or nothing if it
/// says nothing countable. Minutes of mindfulness come from the record's
/// duration, the others from its value.
std::optional<category_value>
category_of(std::string_view type, std::string_view value,
            uint64_t duration_ms);

/// Returns the unit as the catalogue reads it: HealthKit's percent is a
/// fraction of 1, whatever its sign says.
inline std::string_view healthkit_unit(std::string_view unit) {
  return unit == "%" ? std::string_view{"fraction"} : unit;
}

/// Returns an id for records that have none but may share metric, source and
/// time, as two foods of one meal do: a hash of what else they say.
std::string content_id(std::string_view value, std::string_view created,
                       std::string_view ended);

} // namespace auren::ingest
