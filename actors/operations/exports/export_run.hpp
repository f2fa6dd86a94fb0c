#pragma once

#include "actors/operations/exports/export_file.hpp"
#include "actors/operations/exports/record_writer.hpp"

#include <filesystem>
#include <memory>
#include <vector>

namespace auren::operations {

/// What an export came to.
struct export_result {
  std::vector<written_file> files; ///< The manifest is not among them.
  left_out missing;
  uint64_t events = 0;
  uint64_t position = 0; ///< Of the last event.
};

/// One export on its way into a folder: files of one format and, last,
/// `manifest.json`, which says what they are and what they leave out. Nothing
/// has its name before it is whole; what is not finished leaves nothing.
/// Blocks; throws `export_failure`.
class export_run {
public:
  /// Makes `folder` (0700) if it is not there. Refuses one that has an export
  /// in it: nothing is overwritten.
  export_run(export_format format, std::filesystem::path folder,
             export_subject who);

  /// Takes the next event, in the order of the log.
  void take(const events::Event& event);

  /// Writes the rest.
  export_result finish();

  uint64_t events() const {
    return result_.events;
  }

private:
  export_format format_;
  std::filesystem::path folder_;
  export_subject who_;
  std::unique_ptr<record_writer> writer_;
  export_result result_;
};

} // namespace auren::operations
