#include "actors/operations/exports/record_writer.hpp"

#include "messages/ids.hpp"
#include "messages/ingest.pb.h"

namespace auren::operations {

written_file close(export_file& file, uint64_t rows) {
  written_file done{file.name(), rows, file.bytes(),
                    ids::hex(file.take_hash())};
  file.commit();
  return done;
}

void sample_writer::take(const events::Event& event) {
  if (event.type() == "samples.recorded") {
    ingest::SamplesRecorded batch;
    if (batch.ParseFromString(event.payload()))
      for (auto& series : batch.series())
        ingest::for_each_sample(series, [&](const ingest::unpacked& what) {
          sample({&series, what, event.position()});
        });
    return;
  }
  ingest::JournalRecorded said;
  if ((event.type() == "journal.recorded" || event.type() == "symptom.recorded")
      && said.ParseFromString(event.payload()) && entry(said, event))
    return;
  ++missing_.events[event.type()];
}

std::unique_ptr<record_writer>
make_record_writer(export_format format, const std::filesystem::path& folder,
                   const export_subject& who) {
  switch (format) {
    case export_format::ndjson: return make_ndjson_writer(folder, who);
    case export_format::csv: return make_csv_writer(folder, who);
    case export_format::parquet: return make_parquet_writer(folder, who);
    case export_format::fhir: return make_fhir_writer(folder, who);
    case export_format::ieee1752: return make_omh_writer(folder, who);
  }
  return nullptr;
}

} // namespace auren::operations
