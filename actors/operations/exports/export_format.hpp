#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace auren::operations {

/// In which open format a record leaves AUREN.
enum class export_format : uint8_t {
  ndjson,   ///< Every event, decoded; nothing is lost.
  csv,      ///< Samples as the long CSV that `import` reads.
  parquet,  ///< Samples and events as Apache Parquet.
  fhir,     ///< Samples and journal as FHIR R4 Observations.
  ieee1752, ///< Samples as Open mHealth / IEEE 1752 data points.
};

/// Every name there is, in the order of the enumeration.
inline constexpr std::string_view export_format_names[]
  = {"ndjson", "csv", "parquet", "fhir", "ieee1752"};

/// Returns the format called `name`, or nothing.
inline std::optional<export_format> export_format_of(std::string_view name) {
  uint8_t i = 0;
  for (auto one : export_format_names) {
    if (one == name)
      return static_cast<export_format>(i);
    ++i;
  }
  return std::nullopt;
}

} // namespace auren::operations
