#pragma once

#include <archive.h>
#include <archive_entry.h>
#include <filesystem>
#include <string>

namespace auren::ingest::test {

/// Writes a zip file with libarchive: also the ones that nobody should read.
class zip_writer {
public:
  explicit zip_writer(const std::filesystem::path& path, const char* password
                                                         = nullptr)
    : to_(archive_write_new()) {
    archive_write_set_format_zip(to_);
    if (password) {
      archive_write_set_options(to_, "zip:encryption=zipcrypt");
      archive_write_set_passphrase(to_, password);
    }
    archive_write_open_filename(to_, path.c_str());
  }

  ~zip_writer() {
    archive_write_free(to_);
  }

  zip_writer(const zip_writer&) = delete;
  zip_writer& operator=(const zip_writer&) = delete;

  /// Adds a file that holds `text`, `times` times over.
  void add(const std::string& name, const std::string& text, int times = 1) {
    auto* entry = make(name, AE_IFREG);
    archive_entry_set_size(entry, static_cast<int64_t>(text.size()) * times);
    archive_write_header(to_, entry);
    for (int i = 0; i < times; ++i)
      archive_write_data(to_, text.data(), text.size());
    archive_entry_free(entry);
  }

  /// Adds a symbolic link to `target`.
  void link(const std::string& name, const std::string& target) {
    auto* entry = make(name, AE_IFLNK);
    archive_entry_set_symlink(entry, target.c_str());
    archive_write_header(to_, entry);
    archive_entry_free(entry);
  }

private:
  static ::archive_entry* make(const std::string& name, unsigned type) {
    auto* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_filetype(entry, type);
    archive_entry_set_perm(entry, 0644);
    return entry;
  }

  ::archive* to_;
};

} // namespace auren::ingest::test
