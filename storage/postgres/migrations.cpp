#include "storage/postgres/migrations.hpp"

#include <fmt/format.h>

namespace auren::storage::postgres {

namespace {

// Advisory locks of two numbers: (6582, 1) gives positions away, 2 migrates,
// 3 folds, 4 makes partitions; (6583, …) is who has positions. Those of one
// number are people's.
constexpr auto lock_key = "6582, 2";

/// Held by the session: a transaction would end with the first step.
class migration_lock {
public:
  explicit migration_lock(connection& db) : db_(db) {
    db_.run("SET lock_timeout = '60s'"); // another node may be migrating
    db_.run(fmt::format("SELECT pg_advisory_lock({})", lock_key));
  }
  migration_lock(const migration_lock&) = delete;
  migration_lock& operator=(const migration_lock&) = delete;
  ~migration_lock() {
    try {
      db_.run(fmt::format("SELECT pg_advisory_unlock({});"
                          "SET lock_timeout = '10s'",
                          lock_key));
    } catch (const failure&) {
      // The session is gone, and the lock with it.
    }
  }

private:
  connection& db_;
};

uint32_t last_applied(connection& db) {
  return db
    .query("SELECT coalesce(max(number), 0) FROM auren.schema_migrations")
    .as<uint32_t>(0, 0);
}

void apply(connection& db, const migration& step,
           const statement_hook& before) {
  transaction change{db};
  for (const auto* sql : step.statements) {
    if (before)
      before(sql);
    db.run(sql);
  }
  db.query("INSERT INTO auren.schema_migrations (number, name)"
           " VALUES ($1::bigint, convert_from($2::bytea, 'UTF8'))",
           params{}.number(step.number).bytes(step.name));
  change.commit();
}

} // namespace

void migrate(connection& db, std::span<const migration> steps,
             const statement_hook& before) {
  migration_lock alone{db};
  db.run("CREATE SCHEMA IF NOT EXISTS auren;"
         "CREATE TABLE IF NOT EXISTS auren.schema_migrations ("
         "number BIGINT PRIMARY KEY, name TEXT NOT NULL)");
  auto applied = last_applied(db);
  auto known = steps.empty() ? 0 : steps.back().number;
  if (applied > known)
    throw refusal{caf::make_error(
      errc::refused, fmt::format("the database was written by a newer auren "
                                 "(schema {}, this one knows {})",
                                 applied, known))};
  for (const auto& step : steps)
    if (step.number > applied)
      apply(db, step, before);
}

} // namespace auren::storage::postgres
