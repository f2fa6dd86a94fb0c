#pragma once

#include "messages/errc.hpp"

#include <caf/expected.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace auren::storage::sqlite {

/// Keeps every other process out of a data folder as long as it lives; the
/// system frees it when the process ends, however it ends. Beside the lock its
/// holder may say where it can be asked instead.
class folder_lock {
public:
  /// Takes the lock `folder`/lock and writes this process's id into it.
  /// @returns `errc::storage_unavailable`, naming the process that holds it.
  static caf::expected<std::unique_ptr<folder_lock>>
  take(const std::filesystem::path& folder);

  /// Returns where the holder of `folder` can be asked; nothing when it has
  /// not said so. Means nothing while nobody holds the folder.
  static std::optional<std::string>
  holder_address(const std::filesystem::path& folder);

  /// Writes `address` to `folder`/address, readable by its owner only; it
  /// goes with the lock. False when it cannot be written.
  bool announce(const std::string& address) const;

  /// Takes back what was announced.
  void withdraw() const;

  folder_lock(const folder_lock&) = delete;
  folder_lock& operator=(const folder_lock&) = delete;
  ~folder_lock();

private:
  folder_lock(std::filesystem::path folder, int file)
    : folder_(std::move(folder)), file_(file) {
    // nop
  }
  std::filesystem::path folder_;
  int file_;
  bool held_ = false;
};

} // namespace auren::storage::sqlite
