#include "storage/sqlite/event_verifier.hpp"

#include "storage/log_walk.hpp"
#include "storage/sqlite/event_rows.hpp"
#include "storage/sqlite/requests.hpp"

#include <fmt/format.h>

namespace auren::storage::sqlite {

namespace {

bool log(log_walk& walk, connection& db, dictionary& names) {
  static const auto sql
    = fmt::format("SELECT {} FROM events ORDER BY position", event_columns);
  auto cursor = db.prepared(sql)();
  while (cursor.next())
    if (!walk.event(read_row(cursor, names)))
      return false;
  return true;
}

bool heads(log_walk& walk, connection& db) {
  auto cursor = db.prepared("SELECT id, version, last_hash FROM streams")();
  while (cursor.next())
    if (!walk.head(cursor.integer(0), cursor.as<uint64_t>(1), cursor.bytes(2)))
      return false;
  return walk.all_heads_seen();
}

bool requests(log_walk& walk, connection& db, dictionary& names) {
  auto cursor = db.prepared(all_requests)();
  while (cursor.next()) {
    auto row = read_request(cursor);
    if (!walk.request(row, names.person(row.person)))
      return false;
  }
  return true;
}

bool file(log_walk& walk, connection& db) {
  auto cursor = db.prepared("PRAGMA integrity_check(1)")();
  if (cursor.next() && cursor.bytes(0) == "ok")
    return true;
  return walk.found(damage::file, 0, std::string{cursor.bytes(0)});
}

} // namespace

verification
verify_events(connection& db, dictionary& names, seal::keyring& keys) {
  log_walk walk{keys, positions::without_gaps};
  try {
    transaction instant{db, "BEGIN"};
    static_cast<void>(log(walk, db, names) && heads(walk, db)
                      && requests(walk, db, names) && file(walk, db));
  } catch (const failure& problem) {
    if (!problem.damaged())
      throw;
    walk.found(damage::file, walk.next(), problem.what());
  }
  return walk.finish();
}

} // namespace auren::storage::sqlite
