#include "actors/ingest/read_import.hpp"

#include "actors/ingest/apple_health_reader.hpp"
#include "actors/ingest/detect.hpp"
#include "actors/ingest/long_csv_reader.hpp"
#include "actors/ingest/record_reader.hpp"
#include "actors/ingest/whoop_reader.hpp"

#include <algorithm>
#include <vector>

namespace auren::ingest {

namespace {

namespace fs = std::filesystem;

constexpr size_t chunk = 256 << 10;
constexpr uint64_t progress_every = 512 << 10;
constexpr int max_folders = 4;
constexpr int max_nesting = 1;

std::unique_ptr<byte_parser>
parser_for(const detected& what, import_writer& out) {
  switch (what.kind) {
    case file_kind::apple_health:
      return std::make_unique<apple_health_reader>(out);
    case file_kind::whoop:
      return std::make_unique<whoop_reader>(what.whoop, out);
    case file_kind::long_csv: return std::make_unique<long_csv_reader>(out);
    case file_kind::record: return std::make_unique<record_reader>(out);
    default: return nullptr;
  }
}

/// Gives back the bytes that were read to find out what they are.
class replayed : public byte_source {
public:
  replayed(std::string_view head, byte_source& rest)
    : head_(head), rest_(rest) {
    // nop
  }

  size_t read(char* to, size_t size) override {
    if (head_.empty())
      return rest_.read(to, size);
    auto count = head_.copy(to, size);
    head_.remove_prefix(count);
    return count;
  }

  refusal fault() const override {
    return rest_.fault();
  }

private:
  std::string_view head_;
  byte_source& rest_;
};

/// One run over one export.
class import_run {
public:
  import_run(const import_options& options, sample_sink& sink)
    : out_(options, sink), buffer_(chunk) {
    // nop
  }

  import_result run(const fs::path& path) {
    std::error_code error;
    auto status = fs::status(path, error);
    if (!fs::exists(status))
      result_.fault = {errc::not_found, "there is no such file or folder"};
    else if (fs::is_directory(status))
      note(folder(path));
    else
      note(single(path));
    if (!result_.fault && result_.files == 0 && !out_.stopped())
      result_.fault = {errc::unsupported_type,
                       "there is no export in it that can be read: WHOOP, "
                       "Apple Health, AUREN's own NDJSON, or a CSV with "
                       "timestamp, metric, value and unit"};
    at_.files = result_.files;
    out_.at(at_);
    out_.flush();
    result_.records = out_.records();
    result_.stopped = out_.stopped();
    return std::move(result_);
  }

private:
  /// Keeps the first reason why not all could be read.
  void note(refusal fault) {
    if (!result_.fault)
      result_.fault = std::move(fault);
  }

  refusal single(const fs::path& path) {
    std::error_code error;
    at_.bytes_total = fs::file_size(fs::canonical(path, error), error);
    return open(fs::canonical(path, error));
  }

  refusal folder(const fs::path& path) {
    std::vector<fs::path> files;
    if (auto fault = list(path, 0, files))
      return fault;
    std::sort(files.begin(), files.end());
    for (auto& each : files)
      if (auto fault = open(each))
        return fault;
    return {};
  }

  refusal list(const fs::path& path, int depth, std::vector<fs::path>& files) {
    constexpr size_t most_files = 100'000;
    std::error_code error;
    for (auto& each : fs::directory_iterator(path, error)) {
      if (each.is_symlink(error))
        continue;
      if (each.is_directory(error) && depth < max_folders) {
        if (auto fault = list(each.path(), depth + 1, files))
          return fault;
      } else if (each.is_regular_file(error)) {
        files.push_back(each.path());
        at_.bytes_total += each.file_size(error);
      }
      if (files.size() > most_files)
        return {errc::refused, "the folder has too many files"};
    }
    if (error)
      return {errc::storage_unavailable, "the folder cannot be read"};
    return {};
  }

  refusal open(const fs::path& path) {
    auto bytes = open_file(path);
    if (!bytes)
      return {errc::storage_unavailable, "the file cannot be opened"};
    auto head = take_head(*bytes);
    auto what = detect(head);
    if (what.kind != file_kind::zip)
      return read(what, head, *bytes);
    bytes.reset();
    return zip(path);
  }

  refusal zip(const fs::path& path) {
    uint64_t unpacked = 0;
    if (auto fault = inspect_archive(path, limits_, unpacked))
      return fault;
    std::error_code error;
    auto packed = fs::file_size(path, error);
    at_.bytes_total += unpacked - std::min<uint64_t>(packed, at_.bytes_total);
    archive_budget budget{std::max(limits_.free, packed * limits_.ratio)};
    return read_archive(path, limits_, budget,
                        [&](const std::string&, byte_source& bytes) {
                          return entry(bytes, budget, 0);
                        });
  }

  refusal entry(byte_source& bytes, archive_budget& budget, int nesting) {
    if (out_.stopped())
      return {};
    auto head = take_head(bytes);
    if (auto fault = bytes.fault())
      return fault;
    auto what = detect(head);
    if (what.kind != file_kind::zip || nesting == max_nesting)
      return read(what, head, bytes);
    replayed inner{head, bytes};
    return read_archive(inner, limits_, budget,
                        [&](const std::string&, byte_source& deeper) {
                          return entry(deeper, budget, nesting + 1);
                        });
  }

  static std::string take_head(byte_source& bytes) {
    std::string head(detect_bytes, '\0');
    size_t size = 0;
    while (size < head.size()) {
      auto got = bytes.read(head.data() + size, head.size() - size);
      if (got == 0)
        break;
      size += got;
    }
    head.resize(size);
    return head;
  }

  refusal
  read(const detected& what, std::string_view head, byte_source& bytes) {
    auto parser = parser_for(what, out_);
    if (!parser) {
      out_.begin_end();
      out_.skip(to_string(what.kind));
      at_.bytes_done += head.size();
      return {};
    }
    ++result_.files;
    if (result_.kind.empty())
      result_.kind = to_string(what.kind);
    auto fault = pour(*parser, head, bytes);
    if (fault.code != errc::invalid_message)
      return fault;
    note(std::move(fault)); // other files of the export may still be good
    return {};
  }

  refusal pour(byte_parser& parser, std::string_view head, byte_source& bytes) {
    auto got = head.size();
    if (auto fault = feed(parser, head))
      return fault;
    while (!out_.stopped() && got > 0) {
      got = bytes.read(buffer_.data(), buffer_.size());
      if (auto fault = feed(parser, {buffer_.data(), got}))
        return fault;
    }
    if (out_.stopped())
      return {};
    auto fault = bytes.fault();
    if (!fault)
      return parser.finish();
    parser.torn();
    return fault;
  }

  refusal feed(byte_parser& parser, std::string_view bytes) {
    at_.bytes_done += bytes.size();
    if (bytes.empty())
      return {};
    auto fault = parser.feed(bytes);
    if (at_.bytes_done >= next_progress_) {
      next_progress_ = at_.bytes_done + progress_every;
      at_.files = result_.files;
      out_.at(at_);
    }
    return fault;
  }

  import_writer out_;
  archive_limits limits_;
  std::vector<char> buffer_;
  import_position at_;
  uint64_t next_progress_ = 0;
  import_result result_;
};

} // namespace

import_result read_import(const fs::path& path, const import_options& options,
                          sample_sink& sink) {
  return import_run{options, sink}.run(path);
}

} // namespace auren::ingest
