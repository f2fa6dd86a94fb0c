#pragma once

#include "actors/ingest/series_builder.hpp"
#include "messages/events.pb.h"

#include <map>
#include <string>
#include <vector>

namespace auren::ingest {

/// Everything that an export said up to one of its records and that was not
/// handed over before: what is durable together with `records` can be resumed
/// after it.
struct import_batch {
  series_list series;
  std::vector<JournalRecorded> entries;
  std::vector<events::Event> events; ///< Of a record; streams without person.
  size_t event_bytes = 0;            ///< Their payloads.
  std::vector<Rejection> rejected;   ///< `index` is the record in the export
  std::map<std::string, uint64_t> skipped; ///< by kind: known, but not used
  uint64_t samples = 0;                    ///< in `series`
  uint64_t implausible = 0; ///< of them, asking for a second reading
  uint64_t records = 0;     ///< read so far, the ones of this batch included
};

/// How far a reader is. Bytes are those inside an archive, unpacked.
struct import_position {
  uint64_t bytes_done = 0;
  uint64_t bytes_total = 0;
  uint64_t records = 0;
  uint64_t files = 0;
};

/// Who takes what a reader reads. Called on the reader's thread; may block to
/// hold the reader back. Returning false stops the reader at that point.
class sample_sink {
public:
  virtual ~sample_sink() = default;

  /// Takes the next batch, oldest record first. After a stop the same records
  /// come again unless the import resumes after `batch.records`.
  virtual bool take(import_batch&& batch) = 0;

  /// Hears about twice per MiB how far the reader is.
  virtual bool progress(const import_position& at) = 0;
};

} // namespace auren::ingest
