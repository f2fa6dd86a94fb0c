#pragma once

#include "messages/errc.hpp"

#include <caf/expected.hpp>

#include <filesystem>
#include <memory>

namespace auren::storage::sqlite {

/// Keeps every other process out of a data folder as long as it lives; the
/// system frees it when the process ends, however it ends.
class folder_lock {
public:
  /// Takes the lock `folder`/lock and writes this process's id into it.
  /// @returns `errc::storage_unavailable`, naming the process that holds it.
  static caf::expected<std::unique_ptr<folder_lock>>
  take(const std::filesystem::path& folder);

  folder_lock(const folder_lock&) = delete;
  folder_lock& operator=(const folder_lock&) = delete;
  ~folder_lock();

private:
  explicit folder_lock(int file) : file_(file) {}
  int file_;
};

} // namespace auren::storage::sqlite
