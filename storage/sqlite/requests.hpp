#pragma once

#include "messages/events.pb.h"
#include "storage/seal/keyring.hpp"
#include "storage/sqlite/connection.hpp"

namespace auren::storage::sqlite {

/// The outcome of an outside request under its key. Views are valid until
/// the cursor moves.
struct request_row {
  int64_t person = 0;
  std::string_view key_hash; ///< SHA-256: clients put anything into keys.
  std::string_view body_hash;
  uint64_t position = 0;
  uint64_t version = 0;
  std::string_view sealed; ///< The reply, which may hold health data.
};

/// Selects every row, for `read_request`.
inline constexpr auto all_requests
  = "SELECT person, key_hash, body_hash, position, version, reply"
    " FROM requests";

/// Reads the row under `cursor`.
request_row read_request(rows& cursor);

/// Returns the reply in `row`, bound to all that stands beside it.
caf::expected<std::string>
open_reply(const request_row& row, const person_id& who, seal::keyring& keys);

/// Returns what answers a request again when its key is known.
/// @returns `errc::idempotency_mismatch` when it came with another body.
/// Throws `failure`.
caf::expected<std::optional<events::Appended>>
find_request(connection& db, seal::keyring& keys, const person_id& who,
             int64_t person, const events::RequestRecord& request);

/// Keeps the outcome of a request. Throws `failure`.
void put_request(connection& db, const seal::data_key& key,
                 const person_id& who, int64_t person,
                 const events::RequestRecord& request,
                 const events::Appended& outcome);

} // namespace auren::storage::sqlite
