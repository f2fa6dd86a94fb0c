#pragma once

#include "actors/ingest/intake.hpp"
#include "actors/ingest/sample_sink.hpp"

#include <string_view>

namespace auren::ingest {

/// What a reader needs to know beside the file.
struct import_options {
  const catalogue* by = nullptr; ///< null: the built-in one
  int64_t now_ms = 0;            ///< for `errc::future_time`
  uint64_t resume_after = 0;     ///< records already durable: only counted
  std::string zone;              ///< IANA zone of times without one; empty: UTC
  std::string user;              ///< keep only rows of this user of a CSV
  size_t batch = 4000;           ///< samples, entries and rejections per batch
};

/// What all readers write to: counts records, holds back what is already
/// durable, applies the catalogue, and cuts batches between two records.
class import_writer {
public:
  import_writer(const import_options& options, sample_sink& sink);

  /// Starts the next record. Returns whether its content is wanted: false for
  /// records that are durable already, which need no work but for what later
  /// records depend on.
  bool begin_record();

  /// What follows belongs after the last record and before the next: what a
  /// file says as a whole. Call it again now and then to let batches be cut.
  void begin_end();

  /// Adds a value of the present record, or counts why not.
  void add(const reading& next);

  /// Adds a journal entry of the present record.
  void add(JournalRecorded entry);

  /// Adds an event of a record, as it was.
  void add(events::Event event);

  /// Counts a refusal in the present record.
  void reject(errc code, std::string detail);

  /// Counts something that is known but not used, by kind. At most 200 kinds
  /// are told apart; further ones count as "other".
  void skip(std::string_view kind, uint64_t count = 1);

  /// Tells the sink how far the file is; call it between chunks.
  void at(const import_position& position);

  /// Hands over what is left.
  void flush();

  /// Returns whether the sink asked to stop.
  bool stopped() const {
    return stopped_;
  }

  /// Returns how many records were begun.
  uint64_t records() const {
    return records_;
  }

  /// Returns the options, with the catalogue filled in.
  const import_options& options() const {
    return options_;
  }

private:
  bool full() const;

  import_options options_;
  sample_sink& sink_;
  series_builder builder_;
  import_batch batch_;
  uint64_t records_ = 0;
  bool wanted_ = true;
  bool stopped_ = false;
};

} // namespace auren::ingest
