#include "storage/sqlite/folding.hpp"

#include <sqlite3.h>
#include <typeinfo>

namespace auren::storage::sqlite {

namespace {

/// Errors of the statement; all others are of the disk or of the file.
bool of_the_event(const failure& problem) {
  switch (problem.code() & 0xff) {
    case SQLITE_ERROR:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
    case SQLITE_TOOBIG: return true;
    default: return false;
  }
}

std::string attempt(projection& which, projection_tables& tables,
                    const events::Event& event) {
  try {
    auto done = which.fold(event, tables);
    if (!done && done.error() == errc::storage_unavailable)
      throw refusal{done.error()};
    return done ? "" : to_string(code_of(done.error()));
  } catch (const failure& problem) {
    if (!of_the_event(problem))
      throw;
    return "sql";
  } catch (const std::exception& problem) {
    return typeid(problem).name(); // what() might tell of the data
  }
}

} // namespace

std::string try_fold(connection& db, projection& which,
                     projection_tables& tables, const events::Event& event) {
  db.prepared("SAVEPOINT fold").run();
  auto failed = attempt(which, tables, event);
  if (!failed.empty())
    db.prepared("ROLLBACK TO fold").run();
  db.prepared("RELEASE fold").run();
  return failed;
}

} // namespace auren::storage::sqlite
