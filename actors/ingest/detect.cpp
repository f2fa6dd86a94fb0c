#include "actors/ingest/detect.hpp"

#include "actors/ingest/long_csv_reader.hpp"
#include "messages/event_line.hpp"

namespace auren::ingest {

namespace {

bool starts_with(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

bool has(std::string_view text, std::string_view what) {
  return text.find(what) != text.npos;
}

/// Takes the header row out of the front of a CSV.
class header_row : public csv_parser {
public:
  explicit header_row(std::string_view head) {
    auto end = head.find_first_of("\r\n");
    auto line = head.substr(0, end);
    if (!feed(line) && !finish())
      taken = true;
  }

  detected kind;
  bool taken = false;

private:
  refusal row(const csv_row& fields) override {
    if (whoop::recognise(fields, kind.whoop))
      kind.kind = file_kind::whoop;
    else if (long_csv_reader::recognise(fields))
      kind.kind = file_kind::long_csv;
    return {};
  }
};

file_kind xml_kind(std::string_view head) {
  if (has(head, "<HealthData") || has(head, "<!DOCTYPE HealthData"))
    return file_kind::apple_health;
  if (has(head, "<ClinicalDocument"))
    return file_kind::clinical_document;
  return has(head, "<gpx") ? file_kind::route : file_kind::other;
}

} // namespace

detected detect(std::string_view head) {
  detected result;
  if (starts_with(head, "\xef\xbb\xbf"))
    head.remove_prefix(3);
  auto text
    = head.substr(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  if (text.empty())
    result.kind = file_kind::empty;
  else if (starts_with(head, "PK\x03\x04") || starts_with(head, "PK\x05\x06"))
    result.kind = file_kind::zip;
  else if (starts_with(text, exports::first_bytes))
    result.kind = file_kind::record;
  else if (text[0] == '<')
    result.kind = xml_kind(text);
  else if (header_row header{text}; header.taken)
    result = header.kind;
  if (result.kind == file_kind::other && has(text, "\nClassification")
      && has(text, "\nSample Rate"))
    result.kind = file_kind::electrocardiogram;
  return result;
}

std::string_view to_string(file_kind kind) {
  switch (kind) {
    case file_kind::empty: return "empty_file";
    case file_kind::zip: return "nested_archive";
    case file_kind::apple_health: return "apple_health";
    case file_kind::whoop: return "whoop";
    case file_kind::long_csv: return "csv";
    case file_kind::record: return "auren";
    case file_kind::clinical_document: return "clinical_document";
    case file_kind::route: return "route";
    case file_kind::electrocardiogram: return "electrocardiogram";
    case file_kind::other: return "other_file";
  }
  return "other_file";
}

bool is_importable(file_kind kind) {
  return kind == file_kind::apple_health || kind == file_kind::whoop
         || kind == file_kind::long_csv || kind == file_kind::record;
}

} // namespace auren::ingest
