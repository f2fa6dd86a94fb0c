#pragma once

#include "messages/events.pb.h"
#include "storage/postgres/connection.hpp"

#include <optional>

namespace auren::storage::postgres {

/// Asks how far the log may be told, for the statements after it in the same
/// transaction: positions of a transaction that is still under way may yet be
/// filled, so nothing behind the oldest such is told.
step set_horizon();

/// Asks for the last position that may be told; after `set_horizon`.
step select_head();

/// Asks for the rows (`event_columns`) that answer `question`, ordered; of the
/// person numbered `person`, or of everyone. Ends after 32 MiB of bodies.
step select_log(const events::ReadLog& question, std::optional<int64_t> person);

/// Asks for the rows of one stream after a version, ordered.
step select_stream(const events::ReadStream& question, int64_t person);

} // namespace auren::storage::postgres
