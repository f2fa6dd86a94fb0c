#include "storage/sqlite/migrations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sqlite3.h>

namespace auren::storage::sqlite {

namespace {

uint32_t last_applied(connection& db) {
  auto result
    = db.prepared("SELECT coalesce(max(number), 0) FROM schema_migrations")();
  result.next();
  return result.as<uint32_t>(0);
}

void apply(connection& db, const migration& step) {
  transaction change{db};
  if (last_applied(db) >= step.number)
    return;
  db.run(step.sql);
  db.prepared("INSERT INTO schema_migrations (number, name) VALUES (?, ?)")
    .run(step.number, std::string_view{step.name});
  change.commit();
}

} // namespace

void migrate(connection& db, std::span<const migration> steps) {
  db.run("CREATE TABLE IF NOT EXISTS schema_migrations ("
         "number INTEGER PRIMARY KEY, name TEXT NOT NULL)");
  auto known = steps.empty() ? 0 : steps.back().number;
  if (auto found = last_applied(db); found > known)
    throw failure{SQLITE_CANTOPEN,
                  fmt::format("written by a newer auren (schema {}, this one "
                              "knows {})",
                              found, known)};
  for (const auto& step : steps)
    apply(db, step);
}

} // namespace auren::storage::sqlite
