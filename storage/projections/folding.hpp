#pragma once

#include "storage/projections/projection_database.hpp"

namespace auren::storage {

/// Folds one event between savepoints: what fails leaves no trace. Returns
/// nothing, or why it failed: an errc name or a type of exception. Throws
/// `failure` or `refusal` when the database itself does not take writes any
/// more, for that is no fault of the event's.
std::string try_fold(projection_database& db, projection& which,
                     const events::Event& event);

/// Returns the SHA-256 of all rows of `specs`, each value with its type and
/// its length. Throws `failure`.
std::string
digest_of(projection_database& db, const std::vector<table_spec>& specs);

} // namespace auren::storage
