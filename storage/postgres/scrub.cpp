#include "storage/postgres/scrub.hpp"

#include <thread>

namespace auren::storage::postgres {

namespace {

using clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds between_looks{20};

/// The first transaction that sees all that is gone by now.
int64_t horizon(connection& db) {
  return db
    .query("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")
    .integer(0, 0);
}

/// Whether another session may still see what was there before `horizon`: an
/// age is a distance from now, so older is more.
bool is_seen(connection& db, int64_t horizon) {
  static const std::string question
    = "SELECT FROM pg_stat_activity"
      " WHERE datname = current_database() AND pid <> pg_backend_pid()"
      " AND greatest(age(backend_xmin), age(backend_xid))"
      " > age($1::bigint::text::xid8::xid) LIMIT 1";
  return !db.query(question, params{}.number(horizon)).empty();
}

constexpr auto lock_not_available = "55P03";

/// @returns false when somebody uses the table for longer than a session waits.
bool rewrite(connection& db, const std::string& table) {
  try {
    db.run("VACUUM (FULL) " + table);
    return true;
  } catch (const failure& problem) {
    if (problem.state() != lock_not_available)
      throw;
    return false;
  }
}

} // namespace

bool scrub(connection& db, const std::string& table,
           std::chrono::milliseconds patience) {
  auto gone_before = horizon(db);
  auto give_up = clock::now() + patience;
  auto seen = is_seen(db, gone_before);
  for (; seen && clock::now() < give_up; seen = is_seen(db, gone_before))
    std::this_thread::sleep_for(between_looks);
  return !seen && rewrite(db, table);
}

} // namespace auren::storage::postgres
