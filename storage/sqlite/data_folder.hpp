#pragma once

#include "messages/time.hpp"
#include "storage/event_repository.hpp"
#include "storage/seal/keyring.hpp"
#include "storage/sqlite/folder_lock.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace auren::storage::sqlite {

/// A data folder that this process holds: its lock and its keys.
///
/// Files: `lock`, `address` (where its holder is asked), `master.key` (unless
/// given otherwise), `keys.db` (wrapped data keys), `events.db` (the truth),
/// `projections.db` (can be made again).
class data_folder {
public:
  /// Makes the folder (0700) if needed, locks it and opens its keyring.
  /// `master_key_file` overrides AUREN_MASTER_KEY and `master.key`.
  /// @returns `errc::storage_unavailable` when another process holds it,
  /// `errc::refused` when the master key is not the right one; nothing is
  /// changed then.
  static caf::expected<std::shared_ptr<data_folder>>
  open(const std::filesystem::path& path,
       const std::optional<std::filesystem::path>& master_key_file = {});

  const std::filesystem::path& path() const {
    return path_;
  }
  seal::keyring& keys() const {
    return *keys_;
  }
  const std::shared_ptr<seal::keyring>& shared_keys() const {
    return keys_;
  }
  const folder_lock& lock() const {
    return *lock_;
  }

private:
  data_folder() = default;
  std::filesystem::path path_;
  std::unique_ptr<folder_lock> lock_;
  std::shared_ptr<seal::keyring> keys_;
};

/// Makes the folder `path` for its owner alone (0700), unless it is there.
caf::expected<void> make_data_folder(const std::filesystem::path& path);

/// Opens the event store of `folder`, creating it the first time, and makes
/// both of its files agree on who was erased. With `payloads` as zstd a log
/// of samples takes about a third of the disk and twice the processor time.
caf::expected<std::unique_ptr<event_repository>>
open_events(std::shared_ptr<data_folder> folder, clock_us now = time::now_us,
            seal::codec payloads = seal::codec::plain);

} // namespace auren::storage::sqlite
