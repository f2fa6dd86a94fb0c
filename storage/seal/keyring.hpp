#pragma once

#include "storage/seal/cipher.hpp"
#include "storage/seal/key_repository.hpp"
#include "storage/seal/master_key.hpp"

#include <map>
#include <memory>
#include <mutex>

namespace auren::storage::seal {

/// Something that a person may forget alone: its name among theirs, and the
/// name of what it takes the place of, with which it is forgotten.
struct thing {
  std::string id;
  std::string instead_of{};
};

/// The data keys of all people: made on first use, wrapped by the master key
/// at rest, cached in guarded memory. May be used from any thread; blocks on
/// the first use of a key.
///
/// A key that other nodes may have destroyed is asked for again when its
/// repository's lease is over; who cannot ask then has no key. So an erasure
/// reaches every node within one lease, also one that is cut off.
class keyring {
public:
  using clock = std::chrono::steady_clock;

  /// Opens the ring, or starts a new one in an empty repository.
  /// @returns `errc::refused` when `master` is not the key that wrapped the
  /// ring; nothing is changed then.
  static caf::expected<std::shared_ptr<keyring>>
  open(std::unique_ptr<key_repository> repository, master_key master,
       std::function<clock::time_point()> now = clock::now);

  /// Returns the key that new data of `who` is sealed with.
  /// @returns `errc::erased` when it was destroyed.
  caf::expected<data_key> sealing_key(const person_id& who);

  /// Returns the key that `what` of `who` is sealed with, made on first use.
  /// @returns `errc::erased` when it was destroyed.
  caf::expected<data_key> key_of_thing(const person_id& who, const thing& what);

  /// Notes that the thing called `id`, and all whose place it takes or that
  /// took its place, go when `event_id` is recorded. Nothing if it has no key.
  caf::expected<void> condemn(const person_id& who, const std::string& id,
                              const std::string& event_id);

  /// Destroys what `event_id` condemned, or takes that back. Durable.
  caf::expected<void>
  destroy_condemned(const person_id& who, const std::string& event_id);
  caf::expected<void>
  spare_condemned(const person_id& who, const std::string& event_id);

  /// Returns what is condemned and not destroyed.
  caf::expected<std::vector<condemned_thing>> condemned();

  /// Returns the key `id` of `who`, the person's or that of a thing.
  /// @returns `errc::erased` when it was destroyed, `errc::damaged` when
  /// there never was one.
  caf::expected<data_key> opening_key(const person_id& who, uint32_t id);

  /// Returns the key of `who` without making one.
  /// @returns `errc::not_found` when there never was one, `errc::erased` when
  /// it was destroyed.
  caf::expected<data_key> existing_key(const person_id& who);

  /// Destroys the key of `who` for good. Durable when it returns.
  caf::expected<void> erase(const person_id& who);

  /// Sees to it that no byte of destroyed keys stays on the disk; waits at
  /// most `patience` for others who still read them.
  /// @returns false when some do: it is to be called again.
  caf::expected<bool> scrub(std::chrono::milliseconds patience) {
    return repository_->scrub(patience);
  }

  /// Returns everyone whose key was destroyed.
  caf::expected<std::vector<person_id>> erased();

private:
  /// A key in memory, and when it was found to be there still.
  struct cached_key {
    data_key key;
    clock::time_point asked;
  };

  keyring(std::unique_ptr<key_repository> repository, master_key master,
          std::function<clock::time_point()> now);
  const cached_key* fresh(const person_id& who) const;
  caf::expected<data_key> unwrap(const person_id& who, const wrapped_key& key);
  caf::expected<void> prove_master();
  caf::expected<std::optional<data_key>> find(const person_id& who);
  caf::expected<data_key> create(const person_id& who);
  caf::expected<data_key>
  unwrap(const person_id& who, const data_key& by, const thing_key& key);
  caf::expected<int64_t>
  root_of(const person_id& who, const data_key& by, const std::string& id);
  data_key remember(const person_id& who, data_key key);

  std::mutex mutex_;
  std::unique_ptr<key_repository> repository_;
  master_key master_;
  std::function<clock::time_point()> now_;
  std::map<person_id, cached_key> cache_;
};

} // namespace auren::storage::seal
