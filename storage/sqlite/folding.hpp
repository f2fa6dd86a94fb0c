#pragma once

#include "storage/projection_store.hpp"
#include "storage/sqlite/connection.hpp"

namespace auren::storage::sqlite {

/// Folds one event between savepoints: what fails leaves no trace. Returns
/// nothing, or why it failed: an errc name or a type of exception. Throws
/// `failure` or `refusal` when the file itself does not take writes any more,
/// for that is no fault of the event's.
std::string try_fold(connection& db, projection& which,
                     projection_tables& tables, const events::Event& event);

} // namespace auren::storage::sqlite
