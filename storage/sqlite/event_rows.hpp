#pragma once

#include "storage/event_record.hpp"
#include "storage/event_repository.hpp"
#include "storage/seal/keyring.hpp"
#include "storage/sqlite/dictionary.hpp"

namespace auren::storage::sqlite {

/// The columns that `event_row` reads, in its order.
inline constexpr auto event_columns
  = "position, stream, version, type, class, person, occurred_at_us,"
    " utc_offset_s, recorded_at_us, event_id, body";

/// One row of events.db as views into it; valid until the cursor moves.
struct event_row {
  int64_t stream = 0;
  int64_t person = 0;
  envelope event;
  std::string_view hash;
  std::string_view sealed;
  bool whole = false; ///< The bytes give the hash that stands with them.
};

/// Reads the row under `cursor` and checks its hash.
event_row read_row(rows& cursor, dictionary& names);

/// Returns the payload of `row`.
/// @returns `errc::erased` when its key was destroyed, `errc::damaged` when
/// it does not open.
caf::expected<std::string>
open_payload(const event_row& row, seal::keyring& keys);

/// Returns `row` as a message; empty payload when its person was erased.
/// @returns `errc::damaged`, naming the position, when it is not whole.
caf::expected<events::Event>
to_event(const event_row& row, seal::keyring& keys);

} // namespace auren::storage::sqlite
