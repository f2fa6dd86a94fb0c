#pragma once

#include "storage/postgres/connection.hpp"

#include <cstdint>
#include <functional>
#include <span>

namespace auren::storage::postgres {

/// One step of a schema: statements that are run in one transaction. Steps are
/// only ever added; numbers only grow.
struct migration {
  uint32_t number;
  const char* name;
  std::span<const char* const> statements;
};

/// Called before each statement of a migration; tests break things there.
using statement_hook = std::function<void(const char* sql)>;

/// Applies the steps that the database does not have yet, in order, each in a
/// transaction together with its note in `auren.schema_migrations`:
/// interrupted at any statement, the next start goes on. Nodes that start at
/// the same time wait for each other. Throws `failure`, and `refusal` when the
/// database has steps that this program does not know.
void migrate(connection& db, std::span<const migration> steps,
             const statement_hook& before = {});

} // namespace auren::storage::postgres
