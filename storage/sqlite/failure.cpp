#include "storage/sqlite/failure.hpp"

#include <sqlite3.h>

namespace auren::storage::sqlite {

bool failure::damaged() const {
  auto primary = code_ & 0xff;
  return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB
         || primary == SQLITE_FORMAT;
}

caf::error failure::to_error() const {
  auto code = damaged() ? errc::damaged : errc::storage_unavailable;
  return caf::make_error(code, std::string{"store: "} + what());
}

} // namespace auren::storage::sqlite
