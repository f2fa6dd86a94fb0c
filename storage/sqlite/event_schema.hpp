#pragma once

#include "storage/person_id.hpp"
#include "storage/sqlite/connection.hpp"

namespace auren::storage::sqlite {

/// Brings events.db to the schema of this program. Throws `failure`.
///
/// people, streams and types give the names numbers; events has the columns
/// that are asked for, and one blob (event_record.hpp) with the rest.
void migrate_events(connection& db);

/// Returns what stands in people.erased of who was erased: a hash of the
/// name, since one flipped bit must not erase anybody.
std::string erased_mark(const person_id& who);

} // namespace auren::storage::sqlite
