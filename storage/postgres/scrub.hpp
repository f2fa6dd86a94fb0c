#pragma once

#include "storage/postgres/connection.hpp"

#include <chrono>
#include <string>

namespace auren::storage::postgres {

/// Writes `table` anew, so that no byte of its rows that are gone by now stays
/// in its files: VACUUM alone marks their place as free and leaves what is
/// there. What an older snapshot of another session may still see would be
/// written along, so such are awaited for at most `patience`. The server's own
/// log keeps the bytes until it is overwritten. Outside a transaction; blocks,
/// and holds up who uses the table meanwhile. Throws `failure`.
/// @returns false when nothing was done, for older snapshots or others who use
/// the table are still there: it is to be called again.
bool scrub(connection& db, const std::string& table,
           std::chrono::milliseconds patience);

} // namespace auren::storage::postgres
