#pragma once

#include "storage/projections/projection_database.hpp"

namespace auren::storage {

/// Some events of a page.
using events_of = std::span<const events::Event* const>;

/// Folds and settles `some` between savepoints: what fails leaves no trace of
/// any of them. Returns nothing, or why it failed: an errc name or a type of
/// exception. Throws `failure` or `refusal` when the database itself does not
/// take writes any more, for that is no fault of the events'.
std::string
try_fold(projection_database& db, projection& which, events_of some);

/// Returns the SHA-256 of all rows of `specs`, each value with its type and
/// its length. Throws `failure`.
std::string
digest_of(projection_database& db, const std::vector<table_spec>& specs);

} // namespace auren::storage
