#include "storage/sqlite/event_inserter.hpp"

namespace auren::storage::sqlite {

namespace {

constexpr int columns = 11;

std::string insert_of(size_t rows) {
  static constexpr std::string_view row = ", (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  std::string sql = "INSERT INTO events VALUES";
  for (size_t i = 0; i < rows; ++i)
    sql += row.substr(i == 0 ? 1 : 0);
  return sql;
}

} // namespace

event_inserter::event_inserter(sqlite3* db)
  : one_(db, insert_of(1)), group_(db, insert_of(sealing_line::group_size)) {}

void event_inserter::insert(std::span<const outgoing> rows) {
  if (rows.size() == sealing_line::group_size)
    return insert(group_, rows);
  for (const auto& row : rows)
    insert(one_, {&row, 1});
}

void event_inserter::insert(statement& into, std::span<const outgoing> rows) {
  into.begin();
  int first = 0;
  for (const auto& row : rows) {
    bind(into, first, row);
    first += columns;
  }
  into.execute().next();
}

void event_inserter::bind(statement& into, int first, const outgoing& row) {
  into.bind(first + 1, row.event.position);
  into.bind(first + 2, row.stream);
  into.bind(first + 3, row.event.version);
  into.bind(first + 4, row.type);
  into.bind(first + 5, row.event.urgency);
  into.bind(first + 6, row.person);
  into.bind(first + 7, row.event.occurred_at_us);
  into.bind(first + 8, row.event.utc_offset_s);
  into.bind(first + 9, row.event.recorded_at_us);
  into.bind(first + 10, blob{row.event.event_id});
  into.bind(first + 11, blob{row.body});
}

} // namespace auren::storage::sqlite
