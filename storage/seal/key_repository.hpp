#pragma once

#include "messages/errc.hpp"
#include "storage/person_id.hpp"

#include <caf/expected.hpp>

#include <chrono>
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

/// Ids from here on are those of things that may be forgotten alone.
inline constexpr uint32_t first_thing_id = 1u << 31;

/// The key of one such thing, wrapped by its person's data key.
struct thing_key {
  uint32_t id = 0;
  int64_t root = 0;    ///< Id of the first of all that take each other's place.
  std::string wrapped; ///< Empty once it was destroyed.
};

/// Things that an event has condemned, which may or may not be recorded.
struct condemned_thing {
  person_id who;
  std::string event_id;
};

/// Durable wrapped keys, apart from the data they open so that both can be
/// backed up apart. Blocking, and used under the keyring's lock but for
/// `scrub`.
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

  /// Returns the key `id` of a thing of `who`, or nothing.
  virtual caf::expected<std::optional<thing_key>>
  find_thing(const person_id& who, uint32_t id) = 0;

  /// Returns the key of the thing of `who` that is called `label`.
  virtual caf::expected<std::optional<thing_key>>
  find_labelled(const person_id& who, int64_t label) = 0;

  /// Adds a key for `label`, which has none; `root` is 0 for a first one.
  /// Durable when it returns.
  virtual caf::expected<thing_key>
  add_thing(const person_id& who, int64_t label, int64_t root,
            const std::function<std::string(uint32_t)>& wrap)
    = 0;

  /// Notes that all of `root` go when `event_id` is recorded. Durable.
  virtual caf::expected<void>
  condemn(const person_id& who, int64_t root, const std::string& event_id) = 0;

  /// Returns what is condemned and not destroyed.
  virtual caf::expected<std::vector<condemned_thing>> condemned() = 0;

  /// Overwrites the keys that `event_id` condemned, or takes that back.
  /// Durable.
  virtual caf::expected<void>
  settle(const person_id& who, const std::string& event_id, bool destroy) = 0;

  /// Sees to it that no byte of keys that were overwritten stays where keys
  /// are kept; waits at most `patience` for others who still read them.
  /// @returns false when some do: it is to be called again.
  virtual caf::expected<bool> scrub(std::chrono::milliseconds) {
    return true;
  }

  /// Returns how long a key that was found may be used without asking again:
  /// other nodes may destroy it. Forever where there are none.
  virtual std::chrono::seconds lease() const {
    return std::chrono::seconds::max();
  }

  /// Returns everyone who has the mark.
  virtual caf::expected<std::vector<person_id>> erased() = 0;
};

} // namespace auren::storage::seal
