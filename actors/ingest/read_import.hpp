#pragma once

#include "actors/ingest/archive.hpp"
#include "actors/ingest/import_writer.hpp"

namespace auren::ingest {

/// The version of all mappings from exports to samples. It goes up when one of
/// them reads the same bytes differently.
inline constexpr std::string_view mapping_version = "1";

/// How reading an export ended.
struct import_result {
  refusal fault;      ///< why it ended early; batches handed over still count
  std::string kind;   ///< "whoop", "csv"…; of the first file
  uint64_t files = 0; ///< that were read for samples
  uint64_t records = 0;
  bool stopped = false; ///< because the sink said so
};

/// Reads an export: a zip (one more inside it is read too), a folder, or a
/// single file. What it is, is found by content. Blocks, streams, and holds
/// one chunk, one record and one batch; the order of records depends on the
/// export alone, so that `import_options::resume_after` can be trusted.
/// @returns `errc::not_found` for a path that is not there,
///   `errc::unsupported_type` when there is nothing to read in it,
///   `errc::refused` for what is hostile, `errc::damaged` and
///   `errc::invalid_message` for what is broken
import_result read_import(const std::filesystem::path& path,
                          const import_options& options, sample_sink& sink);

} // namespace auren::ingest
