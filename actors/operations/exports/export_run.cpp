#include "actors/operations/exports/export_run.hpp"

#include "messages/time.hpp"

#include <nlohmann/json.hpp>
#include <sys/stat.h>

namespace auren::operations {

namespace {

namespace fs = std::filesystem;
using json = nlohmann::ordered_json;

constexpr auto manifest_name = "manifest.json";

void make_folder(const fs::path& folder) {
  std::error_code failed;
  if (fs::create_directories(folder, failed))
    ::chmod(folder.c_str(), 0700);
  if (failed || !fs::is_directory(folder, failed))
    throw export_failure{folder.string() + " cannot be made a folder"};
  if (fs::exists(folder / manifest_name, failed))
    throw export_failure{folder.string()
                         + " has an export in it already; name another folder"};
}

std::string manifest_of(const export_result& result, const export_subject& who,
                        export_format format) {
  json out = json::object(
    {{"format", export_format_names[static_cast<uint8_t>(format)]},
     {"program", who.program},
     {"person", who.person},
     {"exported_at", time::format(who.now_us / 1000)},
     {"position", result.position},
     {"events", result.events}});
  auto& files = out["files"] = json::array();
  for (auto& one : result.files)
    files.push_back(json::object({{"name", one.name},
                                  {"rows", one.rows},
                                  {"bytes", one.bytes},
                                  {"sha256", one.sha256}}));
  out["events_left_out"] = json(result.missing.events);
  out["samples_without_a_standard_code"] = json(result.missing.local_codes);
  return out.dump(1) + '\n';
}

} // namespace

export_run::export_run(export_format format, fs::path folder,
                       export_subject who)
  : format_(format), folder_(std::move(folder)), who_(std::move(who)) {
  make_folder(folder_);
  writer_ = make_record_writer(format_, folder_, who_);
}

void export_run::take(const events::Event& event) {
  writer_->take(event);
  ++result_.events;
  result_.position = event.position();
}

export_result export_run::finish() {
  result_.files = writer_->finish();
  result_.missing = writer_->missing();
  export_file manifest{folder_, manifest_name};
  manifest.write(manifest_of(result_, who_, format_));
  manifest.commit();
  return std::move(result_);
}

} // namespace auren::operations
