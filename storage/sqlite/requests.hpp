#pragma once

#include "messages/events.pb.h"
#include "storage/sealed_rows.hpp"
#include "storage/sqlite/connection.hpp"

namespace auren::storage::sqlite {

/// Selects every row, for `read_request`.
inline constexpr auto all_requests
  = "SELECT person, key_hash, body_hash, position, version, reply"
    " FROM requests";

/// Reads the row under `cursor`; its views are valid until that moves.
request_row read_request(rows& cursor);

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
