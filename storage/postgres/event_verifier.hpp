#pragma once

#include "storage/event_repository.hpp"
#include "storage/postgres/dictionary.hpp"
#include "storage/seal/keyring.hpp"

namespace auren::storage::postgres {

/// Walks every event as of one moment and returns the first thing that is
/// wrong; see `event_reader::verify`. Throws `failure`.
verification
verify_events(connection& db, dictionary& names, seal::keyring& keys);

} // namespace auren::storage::postgres
