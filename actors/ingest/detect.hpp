#pragma once

#include "actors/ingest/whoop_columns.hpp"

#include <string>
#include <string_view>

namespace auren::ingest {

/// How many bytes of a file tell what it is: Apple's inline DTD comes first.
inline constexpr size_t detect_bytes = 64 << 10;

/// What a file turned out to be.
enum class file_kind : uint8_t {
  empty,
  zip,
  apple_health,
  whoop,
  long_csv,
  record,            ///< What AUREN exported as NDJSON.
  clinical_document, ///< Apple's export_cda.xml: the same data, less exact
  route,             ///< GPX
  electrocardiogram, ///< Apple's ecg_*.csv
  other,
};

/// A file's kind and, for WHOOP, which of its four files it is.
struct detected {
  file_kind kind = file_kind::other;
  whoop::file whoop = whoop::file::cycles;
};

/// Returns what the file is whose first bytes are `head`: its content decides,
/// never its name. `head` holds `detect_bytes`, or all of a shorter file.
detected detect(std::string_view head);

/// Returns the name of a kind in progress reports: "whoop", "apple_health",
/// "csv", "auren"; for kinds that are not imported, what they are skipped as.
std::string_view to_string(file_kind kind);

/// Returns whether files of this kind are read for samples.
bool is_importable(file_kind kind);

} // namespace auren::ingest
