#pragma once

#include "storage/sqlite/dictionary.hpp"
#include "storage/stored_event.hpp"

namespace auren::storage::sqlite {

/// The columns that `read_row` reads, in its order.
inline constexpr auto event_columns
  = "position, stream, version, type, class, person, occurred_at_us,"
    " utc_offset_s, recorded_at_us, event_id, body";

/// Reads the row under `cursor` and checks its hash; valid until the cursor
/// moves.
stored_event read_row(rows& cursor, dictionary& names);

} // namespace auren::storage::sqlite
