#pragma once

#include "storage/sha256.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace auren::operations {

/// A file that has its name only when it is whole: it is written beside as
/// `.NAME.partial`, readable by its owner only, and renamed by `commit`.
/// Otherwise nothing is left of it. Blocks; throws `export_failure`.
class export_file {
public:
  export_file(std::filesystem::path folder, std::string name);
  export_file(const export_file&) = delete;
  export_file& operator=(const export_file&) = delete;
  ~export_file();

  /// Adds bytes; they reach the disk a MiB at a time.
  void write(std::string_view bytes);

  /// Syncs what was written and gives the file its name.
  void commit();

  /// Returns the SHA-256 of all bytes so far; the hash begins anew.
  std::string take_hash();

  const std::string& name() const {
    return name_;
  }
  uint64_t bytes() const {
    return bytes_;
  }

private:
  void flush();

  std::filesystem::path folder_;
  std::string name_;
  std::filesystem::path partial_;
  int fd_ = -1;
  std::string buffer_;
  storage::sha256 hash_;
  uint64_t bytes_ = 0;
};

/// A disk that is full or a folder that may not be written to, in words.
struct export_failure {
  std::string text;
};

} // namespace auren::operations
