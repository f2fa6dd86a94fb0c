#pragma once

#include "actors/ingest/refusal.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace auren::ingest {

/// Bytes that are read once, from front to back. Reading blocks.
class byte_source {
public:
  virtual ~byte_source() = default;

  /// Reads up to `size` bytes to `to` and returns how many; 0 at the end or
  /// after a fault.
  virtual size_t read(char* to, size_t size) = 0;

  /// Returns why reading stopped before the end, if it did.
  virtual refusal fault() const = 0;
};

/// Opens a regular file; follows no symbolic link in its last part.
/// @returns null if it cannot be opened
std::unique_ptr<byte_source> open_file(const std::filesystem::path& path);

} // namespace auren::ingest
