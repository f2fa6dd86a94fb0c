#pragma once

#include "storage/seal/cipher.hpp"
#include "storage/seal/key_repository.hpp"
#include "storage/seal/master_key.hpp"

#include <map>
#include <memory>
#include <mutex>

namespace auren::storage::seal {

/// The data keys of all people: made on first use, wrapped by the master key
/// at rest, cached in guarded memory. May be used from any thread; blocks on
/// the first use of a key.
class keyring {
public:
  /// Opens the ring, or starts a new one in an empty repository.
  /// @returns `errc::refused` when `master` is not the key that wrapped the
  /// ring; nothing is changed then.
  static caf::expected<std::shared_ptr<keyring>>
  open(std::unique_ptr<key_repository> repository, master_key master);

  /// Returns the key that new data of `who` is sealed with.
  /// @returns `errc::erased` when it was destroyed.
  caf::expected<data_key> sealing_key(const person_id& who);

  /// Returns the key `id` of `who`.
  /// @returns `errc::erased` when it was destroyed, `errc::damaged` when
  /// there never was one.
  caf::expected<data_key> opening_key(const person_id& who, uint32_t id);

  /// Returns the key of `who` without making one.
  /// @returns `errc::not_found` when there never was one, `errc::erased` when
  /// it was destroyed.
  caf::expected<data_key> existing_key(const person_id& who);

  /// Destroys the key of `who` for good. Durable when it returns.
  caf::expected<void> erase(const person_id& who);

  /// Returns everyone whose key was destroyed.
  caf::expected<std::vector<person_id>> erased();

private:
  keyring(std::unique_ptr<key_repository> repository, master_key master);
  caf::expected<void> prove_master();
  caf::expected<std::optional<data_key>> find(const person_id& who);
  caf::expected<data_key> create(const person_id& who);
  data_key remember(const person_id& who, data_key key);

  std::mutex mutex_;
  std::unique_ptr<key_repository> repository_;
  master_key master_;
  std::map<person_id, data_key> cache_;
};

} // namespace auren::storage::seal
