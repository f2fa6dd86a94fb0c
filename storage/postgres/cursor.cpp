#include "storage/postgres/cursor.hpp"

namespace auren::storage::postgres {

void each_page(connection& db, const std::string& select,
               const std::function<bool(const result&)>& f) {
  db.run("DECLARE walk BINARY NO SCROLL CURSOR FOR " + select);
  for (;;) {
    auto page = db.fetch("FETCH 1000 FROM walk");
    if (page.empty() || !f(page))
      break;
  }
  db.run("CLOSE walk");
}

} // namespace auren::storage::postgres
