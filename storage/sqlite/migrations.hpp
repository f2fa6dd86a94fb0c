#pragma once

#include "storage/sqlite/connection.hpp"

#include <cstdint>
#include <span>

namespace auren::storage::sqlite {

/// One step of a schema. Steps are only ever added; numbers only grow.
struct migration {
  uint32_t number;
  const char* name;
  const char* sql;
};

/// Applies the steps that the file does not have yet, in order, each in a
/// transaction together with its note in `schema_migrations`: interrupted
/// anywhere, the next start goes on. Throws `failure` on error and when the
/// file has steps that this program does not know.
void migrate(connection& db, std::span<const migration> steps);

} // namespace auren::storage::sqlite
