#pragma once

#include "messages/events.pb.h"
#include "storage/mirror/redis.hpp"
#include "storage/seal/keyring.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace auren::storage::mirror {

/// States of people in a Redis server, sealed. For one thread; blocks as
/// `redis` does, and for a person's key.
class state_mirror {
public:
  state_mirror(redis server, std::shared_ptr<seal::keyring> keys)
    : server_(std::move(server)), keys_(std::move(keys)) {
    // nop
  }

  /// Keeps a state instead of the one that is there.
  /// @returns whether the server has it now.
  bool put(const events::Snapshot& state);

  /// Returns the last state of an actor; nothing when there is none, the
  /// server does not answer, or it does not open with the person's key.
  std::optional<events::Snapshot>
  get(const person_id& who, std::string_view actor);

  /// Deletes the state of an actor. @returns whether the server did.
  bool erase(const person_id& who, std::string_view actor);

private:
  redis server_;
  std::shared_ptr<seal::keyring> keys_;
};

} // namespace auren::storage::mirror
