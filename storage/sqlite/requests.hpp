#pragma once

#include "storage/event_repository.hpp"
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

/// Returns the person's answered requests after `key_hash`, at most 1000.
/// Throws `failure` and `refusal`.
std::vector<kept_request>
requests_after(connection& db, seal::keyring& keys, const person_id& who,
               int64_t person, std::string_view key_hash);

/// Keeps a request, unless its key is known. Throws `failure`.
void put_request(connection& db, const seal::data_key& key,
                 const person_id& who, int64_t person,
                 const kept_request& request);

} // namespace auren::storage::sqlite
