#pragma once

#include "storage/postgres/dictionary.hpp"
#include "storage/stored_event.hpp"

namespace auren::storage::postgres {

/// The columns that `read_row` reads, in its order.
inline constexpr auto event_columns
  = "position, stream, version, type, class, person, occurred_at_us,"
    " utc_offset_s, recorded_at_us, event_id, body, tenant";

/// Reads a row of `found` and checks its hash; valid as long as `found`.
stored_event
read_row(const result& found, int row, connection& db, dictionary& names);

} // namespace auren::storage::postgres
