#include "storage/postgres/event_verifier.hpp"

#include "storage/log_walk.hpp"
#include "storage/postgres/cursor.hpp"
#include "storage/postgres/event_query.hpp"
#include "storage/postgres/event_rows.hpp"

#include <fmt/format.h>

namespace auren::storage::postgres {

namespace {

bool log(log_walk& walk, connection& db, dictionary& names) {
  bool whole = true;
  auto page = [&](const result& rows) {
    for (int row = 0; whole && row < rows.rows(); ++row)
      whole = walk.event(read_row(rows, row, db, names));
    return whole;
  };
  each_page(
    db,
    fmt::format("SELECT {} FROM auren.events ORDER BY position", event_columns),
    page);
  return whole;
}

bool heads(log_walk& walk, connection& db) {
  bool whole = true;
  auto page = [&](const result& rows) {
    for (int row = 0; whole && row < rows.rows(); ++row)
      whole = walk.head(rows.integer(row, 0), rows.as<uint64_t>(row, 1),
                        rows.bytes(row, 2));
    return whole;
  };
  each_page(db, "SELECT id, version, last_hash FROM auren.streams", page);
  return whole && walk.all_heads_seen();
}

bool requests(log_walk& walk, connection& db, dictionary& names) {
  bool whole = true;
  auto page = [&](const result& rows) {
    for (int row = 0; whole && row < rows.rows(); ++row) {
      request_row one{rows.integer(row, 0),      rows.bytes(row, 1),
                      rows.bytes(row, 2),        rows.as<uint64_t>(row, 3),
                      rows.as<uint64_t>(row, 4), rows.bytes(row, 5)};
      whole = walk.request(one, names.person(db, one.person).id);
    }
    return whole;
  };
  each_page(db,
            "SELECT person, key_hash, body_hash, position, version, reply"
            " FROM auren.requests",
            page);
  return whole;
}

} // namespace

verification
verify_events(connection& db, dictionary& names, seal::keyring& keys) {
  log_walk walk{keys, positions::only_growing};
  try {
    transaction instant{db, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"};
    static_cast<void>(log(walk, db, names) && heads(walk, db)
                      && requests(walk, db, names));
  } catch (const failure& problem) {
    if (!problem.damaged())
      throw;
    walk.found(damage::file, walk.next(), problem.what());
  }
  return walk.finish();
}

} // namespace auren::storage::postgres
