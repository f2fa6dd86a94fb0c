#pragma once

#include "messages/events.pb.h"
#include "storage/seal/keyring.hpp"
#include "storage/sqlite/connection.hpp"

namespace auren::storage::sqlite {

/// Returns the snapshot of `actor`, or nothing when there is none that opens:
/// the seal is its checksum. Throws `failure`.
std::optional<events::Snapshot>
find_snapshot(connection& db, seal::keyring& keys, const person_id& who,
              int64_t person, const std::string& actor);

/// Keeps `snapshot` in place of the last one. Throws `failure` or `refusal`.
void put_snapshot(connection& db, seal::keyring& keys, const person_id& who,
                  int64_t person, const events::Snapshot& snapshot);

} // namespace auren::storage::sqlite
