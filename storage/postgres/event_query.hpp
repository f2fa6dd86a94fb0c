#pragma once

#include "messages/events.pb.h"
#include "storage/postgres/connection.hpp"

#include <optional>

namespace auren::storage::postgres {

/// What holds of every event that may be told. Positions come in the order of
/// transactions; one that is still under way may yet commit a smaller one, so
/// nothing behind the oldest such transaction is told.
inline constexpr auto settled
  = "(xid < pg_snapshot_xmin(pg_current_snapshot())"
    " OR position <= (SELECT settled FROM auren.log))";

/// Asks for the last position that may be told.
step select_head();

/// Asks for the rows (`event_columns`) that answer `question`, ordered; of the
/// person numbered `person`, or of everyone. Ends after 32 MiB of bodies.
step select_log(const events::ReadLog& question, std::optional<int64_t> person);

/// Asks for the rows of one stream after a version, ordered.
step select_stream(const events::ReadStream& question, int64_t person);

} // namespace auren::storage::postgres
