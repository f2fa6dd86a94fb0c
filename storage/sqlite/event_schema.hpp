#pragma once

#include "storage/sqlite/connection.hpp"

namespace auren::storage::sqlite {

/// Brings events.db to the schema of this program. Throws `failure`.
///
/// people, streams and types give the names numbers; events has the columns
/// that are asked for, and one blob (event_record.hpp) with the rest.
void migrate_events(connection& db);

} // namespace auren::storage::sqlite
