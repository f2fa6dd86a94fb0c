#pragma once

#include "storage/event_repository.hpp"
#include "storage/seal/keyring.hpp"
#include "storage/sqlite/dictionary.hpp"

namespace auren::storage::sqlite {

/// Walks the log in one read transaction, then the stored replies, then the
/// file, and returns the first thing that is wrong. Throws `failure` when the
/// file is out of reach, and only then. Needs 100 bytes for each stream.
///
/// What it cannot see is an end of the log that was cut off together with
/// the streams' heads: only an anchor outside of the file can show that.
verification
verify_events(connection& db, dictionary& names, seal::keyring& keys);

} // namespace auren::storage::sqlite
