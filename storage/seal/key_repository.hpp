#pragma once

#include "messages/errc.hpp"
#include "storage/person_id.hpp"

#include <caf/expected.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace auren::storage::seal {

/// A person's data key as it is stored: wrapped by the master key.
struct wrapped_key {
  uint32_t id = 0;
  std::string bytes;   ///< Empty once it was destroyed.
  bool erased = false; ///< A mark that stays for ever.
};

/// Durable wrapped keys, apart from the data they open so that both can be
/// backed up apart. Blocking, and used under the keyring's lock.
class key_repository {
public:
  virtual ~key_repository() = default;

  /// Returns the sealed probe that tells whether a master key is the right
  /// one; nothing in a new repository.
  virtual caf::expected<std::optional<std::string>> probe() = 0;

  /// Keeps the probe; once.
  virtual caf::expected<void> set_probe(const std::string& sealed) = 0;

  /// Returns the key of `who`, or its mark, or nothing.
  virtual caf::expected<std::optional<wrapped_key>> find(const person_id& who)
    = 0;

  /// Adds a key for `who`, who has none: `wrap` gets the new id. Durable when
  /// it returns.
  virtual caf::expected<wrapped_key>
  add(const person_id& who, const std::function<std::string(uint32_t)>& wrap)
    = 0;

  /// Overwrites the key of `who` and leaves the mark. Durable when it
  /// returns.
  virtual caf::expected<void> erase(const person_id& who) = 0;

  /// Returns everyone who has the mark.
  virtual caf::expected<std::vector<person_id>> erased() = 0;
};

} // namespace auren::storage::seal
