#include "tests/contract/support.hpp"

#include "storage/sqlite/connection.hpp"

namespace auren::test {

void sqlite_backend::tamper(const std::string& sql, const char* file) {
  storage::sqlite::connection db{folder.path() / file,
                                 storage::sqlite::profile::durable};
  db.run(sql.c_str());
}

} // namespace auren::test
