#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string_view>

namespace auren::edge {

/// A request body on disk instead of in memory, readable by its owner only
/// (mode 0600). The file goes with the last owner unless it was kept.
/// Not thread-safe; append() and seal() block on the disk.
class spool_file {
public:
  /// Creates an empty file in `folder`; null when the disk refuses.
  static std::shared_ptr<spool_file> create(std::filesystem::path folder);

  ~spool_file();
  spool_file(const spool_file&) = delete;
  spool_file& operator=(const spool_file&) = delete;

  /// Adds bytes at the end; false when the disk refuses.
  bool append(std::string_view bytes);

  /// Makes the bytes durable and closes the file; false when that failed.
  bool seal();

  const std::filesystem::path& path() const {
    return path_;
  }
  uint64_t size() const {
    return size_;
  }

  /// Leaves the file where it is: whoever calls this deletes it later.
  void keep() {
    kept_ = true;
  }

private:
  spool_file(std::filesystem::path path, int descriptor);

  std::filesystem::path path_;
  int descriptor_ = -1;
  uint64_t size_ = 0;
  bool kept_ = false;
};

} // namespace auren::edge
