#include "storage/sqlite/failure.hpp"

#include <sqlite3.h>

namespace auren::storage::sqlite {

bool failure::damaged() const {
  auto primary = code_ & 0xff;
  return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB
         || primary == SQLITE_FORMAT;
}

bool failure::of_the_statement() const {
  switch (code_ & 0xff) {
    case SQLITE_ERROR:
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_RANGE:
    case SQLITE_TOOBIG: return true;
    default: return false;
  }
}

} // namespace auren::storage::sqlite
