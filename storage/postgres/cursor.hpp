#pragma once

#include "storage/postgres/connection.hpp"

#include <functional>

namespace auren::storage::postgres {

/// Calls `f` with pages of the rows of one SELECT without parameters, within
/// the caller's transaction, until it returns false. Throws `failure`.
void each_page(connection& db, const std::string& select,
               const std::function<bool(const result&)>& f);

} // namespace auren::storage::postgres
