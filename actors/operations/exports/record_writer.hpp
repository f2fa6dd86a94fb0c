#pragma once

#include "actors/ingest/catalogue.hpp"
#include "actors/ingest/series_builder.hpp"
#include "actors/operations/exports/export_file.hpp"
#include "actors/operations/exports/export_format.hpp"
#include "messages/events.pb.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace auren::operations {

/// Whose record is written, up to where, and how metrics are called.
struct export_subject {
  std::string person;
  uint64_t position = 0; ///< The log's end when it began.
  std::string program;   ///< "auren/0.1.0"
  int64_t now_us = 0;
  const ingest::catalogue* metrics = nullptr;
};

/// One file of an export, for its manifest.
struct written_file {
  std::string name;
  uint64_t rows = 0;
  uint64_t bytes = 0;
  std::string sha256; ///< 64 hex digits.
};

/// Gives `file`, which has `rows`, its name; returns its line of the manifest.
written_file close(export_file& file, uint64_t rows);

/// What a format did not say, so that nobody takes it for all.
struct left_out {
  std::map<std::string, uint64_t> events;      ///< By type: not in the format.
  std::map<std::string, uint64_t> local_codes; ///< Samples by metric: coded
                                               ///< in AUREN's own system only.
};

/// One sample as every format tells it.
struct exported_sample {
  const ingest::Series* series = nullptr;
  ingest::unpacked what;
  uint64_t position = 0; ///< Of its event: of two that are the same sample,
                         ///< the later one is right.
};

/// Writes a person's events, in the order of the log, in one format. Holds one
/// event and a buffer, never the record. Blocks; throws `export_failure`.
class record_writer {
public:
  virtual ~record_writer() = default;

  /// Takes the next event.
  virtual void take(const events::Event& event) = 0;

  /// Ends all files and gives them their names.
  virtual std::vector<written_file> finish() = 0;

  const left_out& missing() const {
    return missing_;
  }

protected:
  left_out missing_;
};

/// Writes formats that have samples and perhaps journal entries: takes events
/// apart and counts the types that `entry` and `sample` do not say.
class sample_writer : public record_writer {
public:
  void take(const events::Event& event) override;

protected:
  virtual void sample(const exported_sample& one) = 0;

  /// Takes a journal entry or symptom; returns whether the format has them.
  virtual bool entry(const ingest::JournalRecorded&, const events::Event&) {
    return false;
  }
};

/// Returns the writer of `format` into `folder`, which is there.
std::unique_ptr<record_writer>
make_record_writer(export_format format, const std::filesystem::path& folder,
                   const export_subject& who);

std::unique_ptr<record_writer>
make_ndjson_writer(const std::filesystem::path& folder,
                   const export_subject& who);
std::unique_ptr<record_writer>
make_csv_writer(const std::filesystem::path& folder, const export_subject& who);
std::unique_ptr<record_writer>
make_parquet_writer(const std::filesystem::path& folder,
                    const export_subject& who);
std::unique_ptr<record_writer>
make_fhir_writer(const std::filesystem::path& folder,
                 const export_subject& who);
std::unique_ptr<record_writer>
make_omh_writer(const std::filesystem::path& folder, const export_subject& who);

} // namespace auren::operations
