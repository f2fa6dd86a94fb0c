#pragma once

#include "actors/ingest/read_import.hpp"
#include "actors/interfaces.hpp"
#include "messages/type_ids.hpp"

#include <caf/actor.hpp>
#include <caf/blocking_actor.hpp>
#include <caf/response_handle.hpp>

#include <atomic>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>

namespace auren::ingest {

/// What one import needs. The flag stops it between two batches.
struct import_task {
  std::string id;
  std::string name; ///< Of the file, as the person knows it.
  Context who;
  std::filesystem::path path;
  std::string file_hash;
  import_options options;
  size_t window = 4; ///< Batches under way at once.
  bool remove_after = false;
  recorder_actor people;
  events::event_log_actor log;
  events::reader_actor reader; ///< Tells whose record it may become.
  /// Hears how far it is, from the job's thread; must not block.
  std::function<void(const ImportProgress&)> report;
  std::shared_ptr<std::atomic<bool>> stop
    = std::make_shared<std::atomic<bool>>(false);
};

/// Reads one export and records it; blocks, so it is spawned detached. Ends
/// with its last report: "finished", "failed" or "interrupted".
void import_job(caf::blocking_actor* self, import_task task);

/// Returns what tells one file from another without reading all of it: the
/// SHA-256 (hex) of its size, first and last MiB; of a folder, of all names
/// and sizes.
std::string fingerprint(const std::filesystem::path& path);

/// Returns an event of the stream of imports that tells `progress`.
events::Event
import_event(const Context& who, std::string type,
             const ImportProgress& progress, const std::string& file_hash);

} // namespace auren::ingest
