#pragma once

#include "messages/events.pb.h"
#include "storage/event_repository.hpp"
#include "storage/person_id.hpp"
#include "storage/seal/keyring.hpp"

#include <optional>

namespace auren::storage {

/// The outcome of an outside request under its key, as views into a row.
struct request_row {
  int64_t person = 0;
  std::string_view key_hash; ///< SHA-256: clients put anything into keys.
  std::string_view body_hash;
  uint64_t position = 0;
  uint64_t version = 0;
  std::string_view sealed; ///< The reply, which may hold health data.
};

/// Returns the reply in `row`, bound to all that stands beside it.
caf::expected<std::string>
open_reply(const request_row& row, const person_id& who, seal::keyring& keys);

/// Returns `reply` sealed for `row`, whose other parts are set.
std::string seal_reply(const request_row& row, const person_id& who,
                       const seal::data_key& key, std::string_view reply);

/// Returns what answers the request of `row` again.
/// @returns `errc::idempotency_mismatch` when it comes with another body now.
caf::expected<events::Appended>
answer_again(const request_row& row, const events::RequestRecord& request,
             const person_id& who, seal::keyring& keys);

/// Returns what is kept of a request that was answered just now.
kept_request
to_kept(const events::RequestRecord& request, const events::Appended& outcome);

/// Returns the request of `row` with its reply opened; nothing when its person
/// was erased. Throws `refusal` when it does not open.
std::optional<kept_request>
to_kept(const request_row& row, const person_id& who, seal::keyring& keys);

/// Opens the state of `snapshot`, whose other parts are set; nothing when it
/// does not open: the seal is its checksum.
std::optional<events::Snapshot>
open_snapshot(events::Snapshot snapshot, std::string_view sealed,
              const person_id& who, seal::keyring& keys);

/// Returns the state of `snapshot`, sealed. Throws `refusal`.
std::string seal_snapshot(const events::Snapshot& snapshot,
                          const person_id& who, seal::keyring& keys);

/// Returns what marks a person as erased in a store: a hash of the name,
/// since one flipped bit must not erase anybody.
std::string erased_mark(const person_id& who);

/// Returns the number that stands for `who` in projections' tables and locks:
/// the first 8 bytes of SHA-256 of tenant and person.
int64_t person_number(const person_id& who);

} // namespace auren::storage
